namespace Pico.Layers;

/// <summary>The mean over a batch of the negative log-likelihood of the target classes, from unnormalised logits.</summary>
[Layer]
public sealed partial class CrossEntropy
{
    /// <summary>Compares logits with classes.</summary>
    /// <param name="logits">[batch, classes].</param>
    /// <param name="targets">int32 [batch], each from 0 to classes - 1.</param>
    /// <returns>A scalar.</returns>
    [Loss]
    public Tensor Forward([Shape("batch classes")] Tensor logits, [Shape("batch", DType.Int32)] Tensor targets) =>
        Functional.CrossEntropy(logits, targets);
}
