using Pico.Layers;
using static Pico.Functional;

namespace Pico.Examples.Checking.Subjects;

/// <summary>A frozen map with a small trained one beside it, as an adapter has it.</summary>
/// <param name="width">The features of each row.</param>
/// <param name="rank">The features between the two products of the trained map.</param>
[Layer]
public sealed partial class FrozenBlock(int width, int rank)
{
    [Frozen] readonly Linear inner = new(width, width);
    [Parameter] readonly Tensor down = Normal([rank, width], 0.3f);
    [Parameter] readonly Tensor up = Normal([width, rank], 0.3f);

    /// <summary>Maps every row.</summary>
    public Tensor Forward([Shape("... width")] Tensor x) =>
        (inner.Forward(x) + x.MatMul(down.Transpose()).MatMul(up.Transpose())).Map(MathF.Tanh);
}
