namespace Pico.Examples.Tests.Checking;

/// <summary>A loss over no parameters.</summary>
[Model]
public sealed partial class BareLoss
{
    [Loss]
    public Tensor Loss([Shape("batch 3")] Tensor x, [Shape("batch 3")] Tensor y) => Functional.MSELoss(x, y);
}
