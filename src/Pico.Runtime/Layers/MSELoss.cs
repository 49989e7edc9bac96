namespace Pico.Layers;

/// <summary>The mean over all elements of the squared difference.</summary>
[Layer]
public sealed partial class MSELoss
{
    /// <summary>Compares a prediction with its target.</summary>
    /// <param name="prediction">Any shape.</param>
    /// <param name="target">The same shape.</param>
    /// <returns>A scalar.</returns>
    [Loss]
    public Tensor Forward(Tensor prediction, Tensor target) => Functional.MSELoss(prediction, target);
}
