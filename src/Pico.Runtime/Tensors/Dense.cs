using System.Numerics;

namespace Pico;

/// <summary>
/// The plain computations behind the eager operations, without types to check and without tape. Sums accumulate in double
/// whatever the element type, and round once.
/// </summary>
static class Dense
{
    internal interface IBinary
    {
        static abstract T Apply<T>(T a, T b)
            where T : IFloatingPointIeee754<T>;
    }

    internal readonly struct Plus : IBinary
    {
        public static T Apply<T>(T a, T b)
            where T : IFloatingPointIeee754<T> => a + b;
    }

    internal readonly struct Minus : IBinary
    {
        public static T Apply<T>(T a, T b)
            where T : IFloatingPointIeee754<T> => a - b;
    }

    internal readonly struct Times : IBinary
    {
        public static T Apply<T>(T a, T b)
            where T : IFloatingPointIeee754<T> => a * b;
    }

    internal readonly struct Over : IBinary
    {
        public static T Apply<T>(T a, T b)
            where T : IFloatingPointIeee754<T> => a / b;
    }

    public static Tensor Scalar(double value, DType type) =>
        type == DType.Float64 ? Tensor.Full(value) : Tensor.Full((float)value);

    public static Tensor Add(Tensor a, Tensor b) => Zip<Plus>("+", a, b);

    public static Tensor Multiply(Tensor a, Tensor b) => Zip<Times>("*", a, b);

    public static Tensor Divide(Tensor a, Tensor b) => Zip<Over>("/", a, b);

    /// <summary>One operation for each pair of elements, with broadcasting.</summary>
    public static Tensor Zip<TOperation>(string name, Tensor a, Tensor b)
        where TOperation : IBinary
    {
        var shape = Layout.Broadcast(name, a.Shape, b.Shape);
        return a.Type == DType.Float64
            ? Tensor.From(Zip<double, TOperation>(a, b, shape), shape)
            : Tensor.From(Zip<float, TOperation>(a, b, shape), shape);
    }

    static T[] Zip<T, TOperation>(Tensor a, Tensor b, int[] shape)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TOperation : IBinary
    {
        T[] left = Spread<T>(a, shape), right = Spread<T>(b, shape);
        for (var i = 0; i < left.Length; i++)
        {
            left[i] = TOperation.Apply(left[i], right[i]);
        }

        return left;
    }

    /// <summary>A copy of the elements, repeated to fill the shape by broadcasting.</summary>
    public static T[] Spread<T>(Tensor x, int[] shape)
        where T : unmanaged => x.Shape.SequenceEqual(shape)
            ? x.AsSpan<T>().ToArray()
            : Gather<T>(x.AsSpan<T>(), Layout.BroadcastOffsets(x.Shape, shape));

    public static Tensor Negate(Tensor x) => x.Type == DType.Float64
        ? Tensor.From(Array.ConvertAll(x.AsSpan<double>().ToArray(), v => -v), x.Shape)
        : Tensor.From(Array.ConvertAll(x.AsSpan<float>().ToArray(), v => -v), x.Shape);

    /// <summary>The elements at the offsets, in order. Its linear transpose is <see cref="ScatterAdd"/>.</summary>
    public static Tensor Gather(Tensor x, int[] offsets, ReadOnlySpan<int> shape) => x.Type switch
    {
        DType.Float64 => Tensor.From(Gather<double>(x.AsSpan<double>(), offsets), shape),
        DType.Float32 => Tensor.From(Gather<float>(x.AsSpan<float>(), offsets), shape),
        _ => Tensor.From(Gather<int>(x.AsSpan<int>(), offsets), shape),
    };

    static T[] Gather<T>(ReadOnlySpan<T> source, int[] offsets)
    {
        var result = new T[offsets.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = source[offsets[i]];
        }

        return result;
    }

    /// <summary>Adds element i to the result's element offsets[i], then divides every sum by the divisor.</summary>
    public static Tensor ScatterAdd(Tensor x, int[] offsets, ReadOnlySpan<int> shape, double divisor = 1)
    {
        var sums = new double[Layout.Size(shape)];
        if (x.Type == DType.Float64)
        {
            ScatterAdd<double>(x.AsSpan<double>(), offsets, sums);
        }
        else
        {
            ScatterAdd<float>(x.AsSpan<float>(), offsets, sums);
        }

        return Rounded(Array.ConvertAll(sums, sum => sum / divisor), x.Type, shape);
    }

    static void ScatterAdd<T>(ReadOnlySpan<T> source, int[] offsets, double[] sums)
        where T : IFloatingPointIeee754<T>
    {
        for (var i = 0; i < source.Length; i++)
        {
            sums[offsets[i]] += double.CreateTruncating(source[i]);
        }
    }

    /// <summary>The gradient of an operand that was broadcast: the sum over everything it was repeated for.</summary>
    public static Tensor SumTo(Tensor gradient, int[] shape) => gradient.Shape.SequenceEqual(shape)
        ? gradient
        : ScatterAdd(gradient, Layout.BroadcastOffsets(shape, gradient.Shape), shape);

    /// <summary>The values in the given floating-point type.</summary>
    public static Tensor Rounded(double[] values, DType type, ReadOnlySpan<int> shape) => type == DType.Float64
        ? Tensor.From(values, shape)
        : Tensor.From(Array.ConvertAll(values, value => (float)value), shape);

    public static Tensor Reshape(Tensor x, ReadOnlySpan<int> shape) => x.Type switch
    {
        DType.Float64 => Tensor.From(x.AsSpan<double>(), shape),
        DType.Float32 => Tensor.From(x.AsSpan<float>(), shape),
        _ => Tensor.From(x.AsSpan<int>(), shape),
    };

    public static Tensor Transpose(Tensor x, int a, int b)
    {
        var shape = x.Shape.ToArray();
        var strides = Layout.Strides(shape);
        (shape[a], shape[b]) = (shape[b], shape[a]);
        (strides[a], strides[b]) = (strides[b], strides[a]);
        return Gather(x, Layout.Offsets(shape, strides), shape);
    }

    /// <summary>[..., M, K] times [..., K, N], the leading dimensions broadcast.</summary>
    public static Tensor MatMul(Tensor a, Tensor b)
    {
        int[] batch = Layout.Broadcast("MatMul", a.Shape[..^2], b.Shape[..^2]);
        var product = a.Type == DType.Float64 ? MatMul<double>(a, b, batch) : MatMul<float>(a, b, batch);
        return Rounded(product, a.Type, [.. batch, a.Shape[^2], b.Shape[^1]]);
    }

    static double[] MatMul<T>(Tensor a, Tensor b, int[] batch)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int rows = a.Shape[^2], inner = a.Shape[^1], columns = b.Shape[^1];
        var left = Layout.BroadcastOffsets(a.Shape[..^2], batch); // which matrix of a, for each of the batch
        var right = Layout.BroadcastOffsets(b.Shape[..^2], batch);
        var product = new double[left.Length * rows * columns];
        for (var i = 0; i < left.Length; i++)
        {
            var x = a.AsSpan<T>().Slice(left[i] * rows * inner, rows * inner);
            var y = b.AsSpan<T>().Slice(right[i] * inner * columns, inner * columns);
            Accumulate<T>(x, y, product.AsSpan(i * rows * columns, rows * columns), inner, columns);
        }

        return product;
    }

    // a: [rows, inner], b: [inner, columns], c: [rows, columns]. The order of the loops walks b and c along their rows.
    static void Accumulate<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<double> c, int inner, int columns)
        where T : IFloatingPointIeee754<T>
    {
        for (var row = 0; row * columns < c.Length; row++)
        {
            var sums = c.Slice(row * columns, columns);
            for (var k = 0; k < inner; k++)
            {
                var factor = double.CreateTruncating(a[row * inner + k]);
                var line = b.Slice(k * columns, columns);
                for (var column = 0; column < sums.Length; column++)
                {
                    sums[column] += factor * double.CreateTruncating(line[column]);
                }
            }
        }
    }
}
