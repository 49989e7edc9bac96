using Pico.Layers;
using static Pico.Functional;

namespace Pico.Examples.Checking.Subjects;

/// <summary>
/// Repeated layers: two values are carried from one to the next, one is read by all, and a parameter is used inside and outside.
/// </summary>
/// <param name="width">The features of each row.</param>
/// <param name="depth">The number of layers.</param>
[Model]
public sealed partial class DeepNetwork(int width, int depth)
{
    readonly Linear gate = new(width, width);
    readonly GatedBlock[] blocks = Repeat(depth, () => new GatedBlock(width));
    readonly Dropout dropout = new(0.1f);
    readonly Linear head = new(width, 5, bias: false);
    [Parameter] readonly Tensor shift = Uniform([width], 0.5f);

    /// <summary>Classifies every row.</summary>
    public Tensor Logits([Shape("batch width")] Tensor x)
    {
        var open = Sigmoid(gate.Forward(x));                              // [batch, width]
        var sum = x * 0.5f;
        foreach (var block in blocks)
        {
            x = block.Forward(x, open) + shift;
            sum = sum + x;
        }

        return head.Forward(dropout.Forward(sum - x * shift));
    }

    /// <summary>The cross-entropy of the classes.</summary>
    [Loss]
    public Tensor Loss([Shape("batch width")] Tensor x, [Shape("batch", DType.Int32)] Tensor targets) => CrossEntropy(Logits(x), targets);
}
