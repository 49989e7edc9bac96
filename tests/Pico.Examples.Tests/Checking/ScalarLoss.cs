namespace Pico.Examples.Tests.Checking;

/// <summary>A loss over one number.</summary>
[Model]
public sealed partial class ScalarLoss
{
    [Parameter] readonly Tensor scale = Functional.Ones([]);

    [Loss]
    public Tensor Loss([Shape("batch 3")] Tensor x)
    {
        var y = (x * scale).Map(MathF.Tanh);
        return (y * y).Mean();
    }
}
