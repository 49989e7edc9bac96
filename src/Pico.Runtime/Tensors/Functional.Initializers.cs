namespace Pico;

public static partial class Functional
{
    /// <summary>A parameter whose elements are drawn uniformly from -bound to bound.</summary>
    /// <param name="shape">The dimensions.</param>
    /// <param name="bound">The half-width of the interval.</param>
    /// <returns>A lazy descriptor; see <see cref="Tensor.IsDescriptor"/>.</returns>
    /// <exception cref="ArgumentException">The shape has a negative dimension, or the bound is not a finite number &gt;= 0.</exception>
    public static Tensor Uniform(ReadOnlySpan<int> shape, float bound) =>
        Tensor.Describe(shape, new(Distribution.Uniform, Scale("Uniform", "bound", bound)));

    /// <summary>A parameter whose elements are drawn from the normal distribution around 0.</summary>
    /// <param name="shape">The dimensions.</param>
    /// <param name="std">The standard deviation.</param>
    /// <inheritdoc cref="Uniform"/>
    public static Tensor Normal(ReadOnlySpan<int> shape, float std) =>
        Tensor.Describe(shape, new(Distribution.Normal, Scale("Normal", "std", std)));

    /// <summary>A parameter that starts with one value everywhere.</summary>
    /// <param name="shape">The dimensions.</param>
    /// <param name="value">The value.</param>
    /// <returns>A lazy descriptor; see <see cref="Tensor.IsDescriptor"/>.</returns>
    /// <exception cref="ArgumentException">The shape has a negative dimension.</exception>
    public static Tensor Constant(ReadOnlySpan<int> shape, float value) =>
        Tensor.Describe(shape, new(Distribution.Constant, value));

    /// <summary>A parameter that starts with zeros.</summary>
    /// <inheritdoc cref="Constant"/>
    public static Tensor Zeros(ReadOnlySpan<int> shape) => Constant(shape, 0);

    /// <summary>A parameter that starts with ones.</summary>
    /// <inheritdoc cref="Constant"/>
    public static Tensor Ones(ReadOnlySpan<int> shape) => Constant(shape, 1);

    static float Scale(string rule, string name, float value) => float.IsFinite(value) && value >= 0 ? value
        : throw new ArgumentOutOfRangeException(name, $"{rule}: {name} is {value}, but must be a finite number >= 0.");
}
