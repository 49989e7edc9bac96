namespace Pico.Training;

/// <summary>What is the same for all weights of a group in one step of <see cref="Adam"/>, worked out beforehand in double.</summary>
/// <param name="Scale">What every gradient is multiplied by.</param>
/// <param name="Decay">The part of a weight that is added to its gradient.</param>
/// <param name="Beta1">The decay of the first moment.</param>
/// <param name="Gain1">1 - Beta1.</param>
/// <param name="Beta2">The decay of the second moment.</param>
/// <param name="Gain2">1 - Beta2.</param>
/// <param name="Rate">The learning rate over the first moment's bias, 1 - Beta1^t.</param>
/// <param name="Correction">1 over the root of the second moment's bias, 1 - Beta2^t.</param>
/// <param name="Epsilon">Keeps the denominator from zero.</param>
/// <param name="Shrink">The fraction of a weight that decay takes away where it is decoupled from the gradient. (What is left, rounded to float, would be wrong in every step in the same direction.)</param>
internal readonly record struct AdamStep(
    float Scale, float Decay, float Beta1, float Gain1, float Beta2, float Gain2, float Rate, float Correction, float Epsilon, float Shrink)
{
    /// <summary>A step with both biases corrected.</summary>
    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="scale">What every gradient is multiplied by.</param>
    /// <param name="beta1">The decay of the first moment.</param>
    /// <param name="beta2">The decay of the second moment.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="epsilon">Keeps the denominator from zero.</param>
    /// <param name="decay">The weight decay.</param>
    /// <param name="isDecoupled">Whether decay is apart from the gradient.</param>
    public static AdamStep At(long step, double scale, double beta1, double beta2, double rate, double epsilon, double decay, bool isDecoupled) => new(
        Scale: (float)scale,
        Decay: isDecoupled ? 0 : (float)decay,
        Beta1: (float)beta1,
        Gain1: (float)(1 - beta1),
        Beta2: (float)beta2,
        Gain2: (float)(1 - beta2),
        Rate: (float)(rate / Bias(beta1, step)),
        Correction: (float)(1 / Math.Sqrt(Bias(beta2, step))),
        Epsilon: (float)epsilon,
        Shrink: isDecoupled ? (float)(rate * decay) : 0);

    // 1 - beta^step, which is 1 where beta^step <= exp(-step (1 - beta)) is less than half a unit in the last place. Powers that small are slow.
    private static double Bias(double beta, long step) => step * (1 - beta) > 40 ? 1 : 1 - Math.Pow(beta, step);
}
