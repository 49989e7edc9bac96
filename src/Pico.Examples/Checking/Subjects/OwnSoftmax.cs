namespace Pico.Examples.Checking.Subjects;

/// <summary>Softmax along the last axis, written from primitives.</summary>
[Layer]
public sealed partial class OwnSoftmax
{
    /// <summary>Normalises the exponentials of every row.</summary>
    public Tensor Forward(Tensor x)
    {
        var exponentials = (x - x.Max(-1, keepDim: true).Detach()).Map(MathF.Exp);
        return exponentials / exponentials.Sum(-1, keepDim: true);
    }
}
