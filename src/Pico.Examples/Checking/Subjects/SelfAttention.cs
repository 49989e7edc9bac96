using Pico.Layers;
using static Pico.Functional;

namespace Pico.Examples.Checking.Subjects;

/// <summary>One head of attention over sequences (Vaswani et al. 2017): products of batches, views, and two named dimensions.</summary>
/// <param name="width">The features of each element of a sequence; an even number.</param>
[Model]
public sealed partial class SelfAttention(int width)
{
    readonly Linear project = new(width, 3 * width);
    readonly Linear head = new(width / 2, 5);
    readonly Dropout dropout = new(0.3f);

    /// <summary>Classifies every element.</summary>
    public Tensor Logits([Shape("batch time width")] Tensor x)
    {
        var projected = project.Forward(x);                               // [batch, time, 3*width]
        var query = projected.Slice(-1, 0, width);
        var key = projected.Slice(-1, width, width);
        var value = projected.Slice(-1, 2 * width, width);
#pragma warning disable PICO4001 // written out on purpose: batched products and dropout of the weights are what is checked
        var scores = query.MatMul(key.Transpose()) * 0.25f;               // [batch, time, time]
#pragma warning restore PICO4001
        var mixed = dropout.Forward(Softmax(scores)).MatMul(value);       // [batch, time, width]
        var folded = mixed.Slice(-1, 0, width / 2) * 2f - mixed.Slice(-1, width / 2, width / 2);
        var peaks = mixed.Mean(0).Max(-1, keepDim: true);                  // [time, 1]
        return head.Forward(folded - mixed.Max(1, keepDim: true).Slice(-1, 0, width / 2)) * peaks;
    }

    /// <summary>The cross-entropy of the classes.</summary>
    [Loss]
    public Tensor Loss([Shape("batch time width")] Tensor x, [Shape("batch time", DType.Int32)] Tensor targets) => CrossEntropy(Logits(x), targets);
}
