namespace Pico.Examples.Tests.Checking;

/// <summary>A loss whose parameters are all frozen.</summary>
[Model]
public sealed partial class FrozenLoss(int width)
{
    [Frozen] readonly Pico.Layers.Linear inner = new(width, width);

    [Loss]
    public Tensor Loss([Shape("batch width")] Tensor x)
    {
        var y = inner.Forward(x);
        return (y * y).Mean();
    }
}
