using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Pico;

/// <summary>
/// An eager tensor with a tape: the oracle of every generated method. Values are contiguous, last dimension fastest;
/// operations return new tensors and never write to their operands. Written for clarity and exactness: sums accumulate
/// in double and round once.
/// </summary>
/// <remarks>
/// A tensor that is made by an initialiser such as <see cref="Functional.Uniform"/> is a <em>parameter</em>: a descriptor
/// (shape and rule) until a model binds it to its segment (<see cref="Bind"/>). Arrays and floats never convert to
/// tensors by themselves, so that nobody runs eagerly by accident.
/// </remarks>
public sealed partial class Tensor
{
    readonly int[] shape;
    Array? values;

    internal Tensor(DType type, int[] shape, Array? values)
    {
        Type = type;
        this.shape = shape;
        Size = Layout.Size(shape);
        this.values = values;
    }

    /// <summary>The element type.</summary>
    public DType Type { get; }

    /// <summary>The dimensions, outermost first; empty for a scalar.</summary>
    [Primitive(PrimitiveKind.Shape)]
    public ReadOnlySpan<int> Shape => shape;

    /// <summary>The number of dimensions.</summary>
    [Primitive(PrimitiveKind.Rank)]
    public int Rank => shape.Length;

    /// <summary>The number of elements.</summary>
    [Primitive(PrimitiveKind.Size)]
    public int Size { get; }

    internal int[] Dimensions => shape;

    /// <summary>A float32 tensor with a copy of the values.</summary>
    /// <param name="values">The elements, last dimension fastest.</param>
    /// <param name="shape">The dimensions; none for a scalar.</param>
    /// <exception cref="ArgumentException">The values do not fill the shape.</exception>
    public static Tensor From(ReadOnlySpan<float> values, params ReadOnlySpan<int> shape) =>
        new(DType.Float32, Layout.Filled(shape, values.Length), values.ToArray());

    /// <summary>A float64 tensor with a copy of the values.</summary>
    /// <inheritdoc cref="From(ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public static Tensor From(ReadOnlySpan<double> values, params ReadOnlySpan<int> shape) =>
        new(DType.Float64, Layout.Filled(shape, values.Length), values.ToArray());

    /// <summary>An int32 tensor (indices, targets) with a copy of the values.</summary>
    /// <inheritdoc cref="From(ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public static Tensor From(ReadOnlySpan<int> values, params ReadOnlySpan<int> shape) =>
        new(DType.Int32, Layout.Filled(shape, values.Length), values.ToArray());

    /// <summary>A float32 tensor of zeros.</summary>
    /// <param name="shape">The dimensions; none for a scalar.</param>
    public static Tensor Zeros(params ReadOnlySpan<int> shape) => Zeros(DType.Float32, shape);

    /// <summary>A tensor of zeros.</summary>
    /// <param name="type">The element type.</param>
    /// <param name="shape">The dimensions; none for a scalar.</param>
    public static Tensor Zeros(DType type, params ReadOnlySpan<int> shape)
    {
        var dimensions = Layout.Checked(shape);
        var size = Layout.Size(dimensions);
        return new(type, dimensions, type switch
        {
            DType.Float32 => new float[size],
            DType.Float64 => new double[size],
            _ => new int[size],
        });
    }

    /// <summary>A float32 tensor with one value everywhere.</summary>
    /// <param name="value">The value.</param>
    /// <param name="shape">The dimensions; none for a scalar.</param>
    public static Tensor Full(float value, params ReadOnlySpan<int> shape)
    {
        var result = Zeros(DType.Float32, shape);
        result.AsSpan<float>().Fill(value);
        return result;
    }

    /// <summary>A float64 tensor with one value everywhere.</summary>
    /// <param name="value">The value.</param>
    /// <param name="shape">The dimensions; none for a scalar.</param>
    public static Tensor Full(double value, params ReadOnlySpan<int> shape)
    {
        var result = Zeros(DType.Float64, shape);
        result.AsSpan<double>().Fill(value);
        return result;
    }

    /// <summary>The elements as float (float64 is rounded), last dimension fastest.</summary>
    public float[] ToFloats() => Type switch
    {
        DType.Float32 => AsSpan<float>().ToArray(),
        DType.Float64 => Array.ConvertAll(AsSpan<double>().ToArray(), x => (float)x),
        _ => Array.ConvertAll(AsSpan<int>().ToArray(), x => (float)x),
    };

    /// <summary>The elements as double, last dimension fastest.</summary>
    public double[] ToDoubles() => Type switch
    {
        DType.Float32 => Array.ConvertAll(AsSpan<float>().ToArray(), x => (double)x),
        DType.Float64 => AsSpan<double>().ToArray(),
        _ => Array.ConvertAll(AsSpan<int>().ToArray(), x => (double)x),
    };

    /// <summary>The elements of an int32 tensor, last dimension fastest.</summary>
    /// <exception cref="InvalidOperationException">The tensor is not int32.</exception>
    public int[] ToInts() => AsSpan<int>().ToArray();

    /// <summary>The only element, as float.</summary>
    /// <exception cref="InvalidOperationException">The tensor has more or fewer than one element.</exception>
    public float Item() => (float)ItemDouble();

    /// <summary>The only element, as double.</summary>
    /// <exception cref="InvalidOperationException">The tensor has more or fewer than one element.</exception>
    public double ItemDouble() => Size == 1
        ? ToDoubles()[0]
        : throw new InvalidOperationException($"Item: the tensor of shape {Layout.Text(shape)} has {Size} elements, not one.");

    /// <summary>
    /// The tensor's own storage. Writing changes the tensor, and falsifies the gradients of results that already used it. A parameter
    /// whose model stores it as bfloat16 gives a copy.
    /// </summary>
    /// <typeparam name="T">float, double or int: the type that <see cref="Type"/> says.</typeparam>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> is not the tensor's element type.</exception>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public Span<T> AsSpan<T>()
        where T : unmanaged
    {
        var fits = Type switch
        {
            DType.Float32 => typeof(T) == typeof(float),
            DType.Float64 => typeof(T) == typeof(double),
            _ => typeof(T) == typeof(int),
        };
        if (!fits)
        {
            throw new InvalidOperationException($"AsSpan: the tensor is {Type}; its elements cannot be read as {typeof(T)}.");
        }

        if (segment is not null)
        {
            return MemoryMarshal.Cast<float, T>(segmentStorage == Storage.BFloat16 ? Widened() : segment.AsSpan(segmentOffset, Size));
        }

        values ??= Materialize();
        return (T[])values;
    }

    /// <summary>The type, the shape and, for a scalar, the value.</summary>
    public override string ToString() => Rank == 0 && !IsDescriptor
        ? string.Create(CultureInfo.InvariantCulture, $"{Type} {ItemDouble()}")
        : $"{Type} {Layout.Text(shape)}";
}
