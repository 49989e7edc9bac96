using Pico.Layers;
using static Pico.Functional;

namespace Pico.Examples.Checking.Subjects;

/// <summary>Causal attention of several heads, then attention to itself with padding: one step each, forward and backward.</summary>
/// <param name="heads">How many heads; each has four features.</param>
[Model]
public sealed partial class CausalAttention(int heads)
{
    readonly MultiHeadAttention causal = new(4 * heads, heads, causal: true);
    readonly MultiHeadAttention padded = new(4 * heads, heads, bias: false);
    readonly Linear head = new(4 * heads, 3);

    /// <summary>Classifies every element.</summary>
    public Tensor Logits([Shape("batch time 4*heads")] Tensor x, [Shape("batch time", DType.Int32)] Tensor padding)
    {
        var y = x + causal.Forward(x);
        return head.Forward(y + padded.Forward(y, y, padding));
    }

    /// <summary>The cross-entropy of the classes.</summary>
    [Loss]
    public Tensor Loss(
        [Shape("batch time 4*heads")] Tensor x,
        [Shape("batch time", DType.Int32)] Tensor padding,
        [Shape("batch time", DType.Int32)] Tensor targets) => CrossEntropy(Logits(x, padding), targets);
}
