using Pico.Layers;
using static Pico.Functional;

namespace Pico.Examples.Checking.Subjects;

/// <summary>
/// Weights and activations in bfloat16 where they meet everything that stays float32: maxima that are compared with their elements, sums down columns,
/// tables of embeddings, copies in other layouts, single columns, masks.
/// </summary>
/// <param name="vocab">The words.</param>
/// <param name="width">The features of each word; an even number.</param>
/// <param name="depth">The repeated layers.</param>
[Model(Storage = Storage.BFloat16)]
public sealed partial class StoredNetwork(int vocab, int width, int depth)
{
    readonly Embedding words = new(vocab, width, 0.5f);
    readonly FeedForward[] layers = Repeat(depth, () => new FeedForward(width, width));
    readonly LayerNorm norm = new(width);
    readonly Linear head = new(width / 2, 7);
    readonly Dropout drop = new(0.1f);
    [Frozen, Parameter] readonly Tensor shift = Uniform([width, 1], 0.3f);

    /// <summary>Scores every word at every place.</summary>
    public Tensor Logits([Shape("batch time", DType.Int32)] Tensor ids)
    {
        var x = words.Forward(ids) + shift.Reshape(width);                   // [batch, time, width]
        foreach (var layer in layers) x = norm.Forward(x + drop.Forward(layer.Forward(x)));
        var peaks = x.Max(-1, keepDim: true) + x.Max(1, keepDim: true);      // [batch, time, width]
        x = x - peaks * 0.1f + x.Mean(1, keepDim: true) * 0.5f + x.Slice(-1, 1, 1);
        var turned = x.Permute(0, 2, 1).Slice(1, 0, width / 2);              // [batch, width/2, time]
        return head.Forward(turned.Transpose());
    }

    /// <summary>The cross-entropy of the classes.</summary>
    [Loss]
    public Tensor Loss([Shape("batch time", DType.Int32)] Tensor ids, [Shape("batch time", DType.Int32)] Tensor targets) =>
        CrossEntropy(Logits(ids), targets);
}
