namespace Pico.Examples.Kernels;

/// <summary>
/// The softmax of one row, composed of four kernels over a row that stays in the first-level cache. The largest value is taken off before
/// the exponential, which changes nothing in the result and keeps it from overflowing (Blanchard, Higham and Higham, "Accurately computing
/// the log-sum-exp and softmax functions", 2021).
/// </summary>
public static partial class SoftmaxRow
{
    /// <summary>Turns scores into probabilities, in place.</summary>
    /// <param name="row">The scores; at least one.</param>
    public static void Apply(Span<float> row)
    {
        Exponential(row, Largest(row));
        Scale(row, 1 / Total(row));
    }

    /// <summary>Over a span: the largest.</summary>
    /// <param name="score">One of them.</param>
    [Kernel(Reduce = Reduction.Max)]
    public static float Largest(float score) => score;

    /// <summary>Replaces a score by its unnormalised probability.</summary>
    /// <param name="score">The score; becomes at most 1.</param>
    /// <param name="largest">The row's largest score.</param>
    [Kernel]
    public static void Exponential(ref float score, [Uniform] float largest) => score = MathF.Exp(score - largest);

    /// <summary>Over a span: the sum.</summary>
    /// <param name="weight">One of them.</param>
    [Kernel(Reduce = Reduction.Sum)]
    public static float Total(float weight) => weight;

    /// <summary>Multiplies by what is the same for the whole row.</summary>
    /// <param name="weight">The value to scale.</param>
    /// <param name="factor">By how much.</param>
    [Kernel]
    public static void Scale(ref float weight, [Uniform] float factor) => weight *= factor;
}
