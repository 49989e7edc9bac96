using Pico.Layers;
using static Pico.Functional;

namespace Pico.Examples.Checking.Subjects;

/// <summary>Embeddings of words and places, norms, masks and a head that shares the words' table, with ignored targets.</summary>
/// <param name="vocab">The words.</param>
/// <param name="context">The longest sequence.</param>
/// <param name="width">The features of each word.</param>
[Model]
public sealed partial class WordTagger(int vocab, int context, int width)
{
    readonly Embedding positions = new(context, width, 0.5f);
    readonly LayerNorm first = new(width);
    readonly RMSNorm last = new(width);
    readonly FeedForward mlp = new(width, 2 * width);
    [Parameter] readonly Tensor table = Normal([vocab, width], 0.5f);

    /// <summary>Scores every word at every place.</summary>
    public Tensor Logits([Shape("batch time", DType.Int32)] Tensor ids)
    {
        var x = Embedding(ids, table) + positions.Forward(Positions(ids));     // [batch, time, width]
        var y = first.Forward(x);
        var isBefore = GreaterEqual(Positions(ids).Reshape(-1, 1), Positions(ids)); // int32 [time, time]
#pragma warning disable PICO4001 // written out on purpose: comparisons and choices are what is checked
        var weights = Softmax(Where(isBefore, y.MatMul(y.Transpose()) * 0.25f, -1e9f)); // [batch, time, time]
#pragma warning restore PICO4001
        x = x + mlp.Forward(weights.MatMul(y));
        return last.Forward(x).MatMul(table.Transpose());
    }

    /// <summary>The smoothed cross-entropy of the next words; targets of -100 do not count.</summary>
    [Loss]
    public Tensor Loss([Shape("batch time", DType.Int32)] Tensor ids, [Shape("batch time", DType.Int32)] Tensor targets) =>
        CrossEntropy(Logits(ids), targets, ignoreIndex: -100, labelSmoothing: 0.1f);
}
