namespace Pico;

public sealed partial class Tensor
{
    /// <summary>
    /// Applies a scalar function to every element. A float32 tensor evaluates <paramref name="kernel"/>; a float64 tensor
    /// evaluates its double twin (<see cref="KernelTwins"/>), and so does the gradient (<see cref="TwinDerivative"/>), which obeys derivatives that are given
    /// (<see cref="GradientAttribute"/>, <see cref="PicoMath.StopGradient(float)"/>).
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
        return TapeNode.Record(PrimitiveKind.Map, kernel, result, (x, gradient => Dense.Multiply(gradient, Slopes())));

        Tensor Slopes() => Dense.Rounded(Array.ConvertAll(x.ToDoubles(), at => KernelTwins.Slope(kernel, at)), x.Type, x.shape);
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
            kernel,
            result,
            (a, gradient => Partial(gradient, (left, right) => KernelTwins.SlopeLeft(kernel, left, right), a.shape)),
            (b, gradient => Partial(gradient, (left, right) => KernelTwins.SlopeRight(kernel, left, right), b.shape)));

        Tensor Partial(Tensor gradient, Func<double, double, double> derivative, int[] target)
        {
            var slopes = Paired(Doubles(a), Doubles(b), derivative);
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
