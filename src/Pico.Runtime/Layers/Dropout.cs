namespace Pico.Layers;

/// <summary>
/// In training each element becomes 0 with probability p, and is multiplied by 1/(1 - p) otherwise; the identity in
/// evaluation (Srivastava et al. 2014).
/// </summary>
/// <param name="p">The probability of dropping an element, from 0 to below 1.</param>
[Layer]
public sealed partial class Dropout(float p = 0.5f)
{
    /// <summary>Drops elements in training.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The shape of x.</returns>
    public Tensor Forward(Tensor x) => Functional.Dropout(x, p);
}
