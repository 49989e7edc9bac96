namespace Pico.Layers;

/// <summary>The mean over all rows of the negative log-likelihood of the target classes, from unnormalised logits.</summary>
/// <param name="ignoreIndex">Rows with this target count neither in the sum nor in the mean.</param>
/// <param name="labelSmoothing">How much of the target's weight is spread over all classes, from 0 to 1 (Szegedy et al. 2016).</param>
[Layer]
public sealed partial class CrossEntropy(int ignoreIndex = -100, float labelSmoothing = 0f)
{
    /// <summary>Compares logits with classes.</summary>
    /// <param name="logits">[..., classes].</param>
    /// <param name="targets">int32 [...], each from 0 to classes - 1, or the ignored index.</param>
    /// <returns>A scalar.</returns>
    [Loss]
    public Tensor Forward([Shape("... classes")] Tensor logits, [Shape("...", DType.Int32)] Tensor targets) =>
        Functional.CrossEntropy(logits, targets, ignoreIndex, labelSmoothing);
}
