namespace Pico;

public sealed partial class Tensor
{
    /// <summary>
    /// Applies a scalar function to every element. A float32 tensor evaluates <paramref name="kernel"/>; a float64 tensor
    /// evaluates its double twin (<see cref="KernelTwins"/>), and so does the gradient (<see cref="TwinDerivative"/>).
    /// </summary>
    /// <param name="kernel">A differentiable kernel, such as <c>Gelu</c> or <see cref="MathF.Exp"/>.</param>
    /// <exception cref="ArgumentException">The tensor is int32, or float64 and the kernel has no twin.</exception>
    [Primitive(PrimitiveKind.Map)]
    public Tensor Map(Func<float, float> kernel)
    {
        var x = FloatOperand("Map", this);
        var result = x.Type == DType.Float64
            ? From(Array.ConvertAll(x.AsSpan<double>().ToArray(), new Converter<double, double>(KernelTwins.Of(kernel))), x.shape)
            : From(Array.ConvertAll(x.AsSpan<float>().ToArray(), new Converter<float, float>(kernel)), x.shape);
        return TapeNode.Record(PrimitiveKind.Map, result, (x, gradient => Dense.Multiply(gradient, Slopes())));

        Tensor Slopes()
        {
            var twin = KernelTwins.Of(kernel);
            return Dense.Rounded(Array.ConvertAll(x.ToDoubles(), at => TwinDerivative.At(twin, at)), x.Type, x.shape);
        }
    }

    /// <summary>Applies a scalar function to every pair of elements, with broadcasting.</summary>
    /// <param name="kernel">A differentiable kernel of two arguments.</param>
    /// <param name="other">The second arguments, of the same floating-point type.</param>
    /// <exception cref="ArgumentException">Types differ or are int32, the shapes do not broadcast, or a float64 kernel has no twin.</exception>
    [Primitive(PrimitiveKind.Map)]
    public Tensor Map(Func<float, float, float> kernel, Tensor other)
    {
        var (a, b) = FloatOperands("Map", this, other);
        var common = Layout.Broadcast("Map", a.shape, b.shape);
        var result = a.Type == DType.Float64
            ? From(Paired(Dense.Spread<double>(a, common), Dense.Spread<double>(b, common), KernelTwins.Of(kernel)), common)
            : From(Paired(Dense.Spread<float>(a, common), Dense.Spread<float>(b, common), kernel), common);
        return TapeNode.Record(
            PrimitiveKind.Map,
            result,
            (a, gradient => Partial(gradient, (twin, left, right) => TwinDerivative.At(at => twin(at, right), left), a.shape)),
            (b, gradient => Partial(gradient, (twin, left, right) => TwinDerivative.At(at => twin(left, at), right), b.shape)));

        Tensor Partial(Tensor gradient, Func<Func<double, double, double>, double, double, double> derivative, int[] target)
        {
            var twin = KernelTwins.Of(kernel);
            var slopes = Paired(Doubles(a), Doubles(b), (left, right) => derivative(twin, left, right));
            return Dense.SumTo(Dense.Multiply(gradient, Dense.Rounded(slopes, gradient.Type, common)), target);
        }

        double[] Doubles(Tensor x) => Dense.Spread<double>(From(x.ToDoubles(), x.shape), common);
    }

    static T[] Paired<T>(T[] left, T[] right, Func<T, T, T> function)
    {
        for (var i = 0; i < left.Length; i++)
        {
            left[i] = function(left[i], right[i]);
        }

        return left;
    }
}
