namespace Pico.Training;

public sealed partial class Adafactor
{
    [Kernel(Reduce = Reduction.Sum)]
    static float SumOfSquares(float value, [Uniform] float scale) => value * scale * (value * scale);

    [Kernel]
    static void Fade(ref float mean, [Uniform] float kept) => mean *= kept;

    [Kernel]
    static void AddSquare(ref float mean, float gradient, [Uniform] float gain, [Uniform] float scale) =>
        mean += gain * (gradient * scale * (gradient * scale));

    [Kernel]
    static void Average(ref float mean, float gradient, [Uniform] float scale, [Uniform] float gain) =>
        mean += gain * (gradient * scale * (gradient * scale) - mean);

    /// <summary>The square of a weight's step in one row, before the learning rate.</summary>
    [Kernel(Reduce = Reduction.Sum)]
    static float MeasureRow(float gradient, float columnMean, [Uniform] float rowFactor, [Uniform] in AdafactorStep step)
    {
        var direction = Direction(gradient, rowFactor * columnMean, step);
        return direction * direction;
    }

    /// <summary>The update rule of one weight in a row of a matrix.</summary>
    [Kernel]
    static void MoveRow(ref float weight, float gradient, float columnMean, [Uniform] float rowFactor, [Uniform] in AdafactorStep step) =>
        weight -= step.Shrink * weight + step.Rate * Direction(gradient, rowFactor * columnMean, step);

    [Kernel(Reduce = Reduction.Sum)]
    static float MeasureOthers(float gradient, float mean, [Uniform] in AdafactorStep step)
    {
        var direction = Direction(gradient, mean, step);
        return direction * direction;
    }

    /// <summary>The update rule of one weight that is in no matrix.</summary>
    [Kernel]
    static void MoveOthers(ref float weight, float gradient, float mean, [Uniform] in AdafactorStep step) =>
        weight -= step.Shrink * weight + step.Rate * Direction(gradient, mean, step);

    static float Direction(float gradient, float meanSquare, in AdafactorStep step) =>
        gradient * step.Scale / MathF.Sqrt(MathF.Max(meanSquare, step.Least));
}
