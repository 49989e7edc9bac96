using System.Runtime.CompilerServices;

namespace Pico;

public static partial class Functional
{
    /// <summary>A parameter whose elements are drawn uniformly from -bound to bound.</summary>
    /// <param name="shape">The dimensions.</param>
    /// <param name="bound">The half-width of the interval.</param>
    /// <param name="sizes">The expressions of the dimensions, for messages; the compiler fills them in.</param>
    /// <returns>A lazy descriptor; see <see cref="Tensor.IsDescriptor"/>.</returns>
    /// <exception cref="ArgumentException">A dimension is less than 1, or the bound is not a finite number &gt;= 0.</exception>
    public static Tensor Uniform(ReadOnlySpan<int> shape, float bound, [CallerArgumentExpression(nameof(shape))] string sizes = "") =>
        Tensor.Describe(ParameterShape.Checked("Uniform", shape, sizes), new(Distribution.Uniform, Scale("Uniform", "bound", bound)));

    /// <summary>A parameter whose elements are drawn from the normal distribution around 0.</summary>
    /// <param name="shape">The dimensions.</param>
    /// <param name="std">The standard deviation.</param>
    /// <param name="sizes">The expressions of the dimensions, for messages; the compiler fills them in.</param>
    /// <inheritdoc cref="Uniform"/>
    public static Tensor Normal(ReadOnlySpan<int> shape, float std, [CallerArgumentExpression(nameof(shape))] string sizes = "") =>
        Tensor.Describe(ParameterShape.Checked("Normal", shape, sizes), new(Distribution.Normal, Scale("Normal", "std", std)));

    /// <summary>A parameter that starts with one value everywhere.</summary>
    /// <param name="shape">The dimensions.</param>
    /// <param name="value">The value.</param>
    /// <param name="sizes">The expressions of the dimensions, for messages; the compiler fills them in.</param>
    /// <returns>A lazy descriptor; see <see cref="Tensor.IsDescriptor"/>.</returns>
    /// <exception cref="ArgumentException">A dimension is less than 1.</exception>
    public static Tensor Constant(ReadOnlySpan<int> shape, float value, [CallerArgumentExpression(nameof(shape))] string sizes = "") =>
        Tensor.Describe(ParameterShape.Checked("Constant", shape, sizes), new(Distribution.Constant, value));

    /// <summary>A parameter that starts with zeros.</summary>
    /// <inheritdoc cref="Constant"/>
    public static Tensor Zeros(ReadOnlySpan<int> shape, [CallerArgumentExpression(nameof(shape))] string sizes = "") =>
        Tensor.Describe(ParameterShape.Checked("Zeros", shape, sizes), new(Distribution.Constant, 0));

    /// <summary>A parameter that starts with ones.</summary>
    /// <inheritdoc cref="Constant"/>
    public static Tensor Ones(ReadOnlySpan<int> shape, [CallerArgumentExpression(nameof(shape))] string sizes = "") =>
        Tensor.Describe(ParameterShape.Checked("Ones", shape, sizes), new(Distribution.Constant, 1));

    static float Scale(string rule, string name, float value) => float.IsFinite(value) && value >= 0 ? value
        : throw new ArgumentOutOfRangeException(name, $"{rule}: {name} is {value}, but must be a finite number >= 0.");
}
