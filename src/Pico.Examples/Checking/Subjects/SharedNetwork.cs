using Pico.Layers;
using static Pico.Functional;

namespace Pico.Examples.Checking.Subjects;

/// <summary>Weights used in several places: a table that is also the head, a layer that runs twice and lends its matrix to others.</summary>
/// <param name="vocab">The words.</param>
/// <param name="width">The features of each word.</param>
/// <param name="depth">The number of stages.</param>
[Model]
public sealed partial class SharedNetwork(int vocab, int width, int depth)
{
    readonly Embedding tokens = new(vocab, width, 0.5f);
    readonly Linear projection = new(width, width);
    readonly SharedStage[] stages = Repeat(depth, () => new SharedStage(width));

    /// <summary>Scores every word at every place.</summary>
    public Tensor Logits([Shape("batch time", DType.Int32)] Tensor ids)
    {
        var x = projection.Forward(tokens.Forward(ids));                  // [batch, time, width]
        foreach (var stage in stages) x = stage.Forward(x, projection.Weight);
        x = projection.Forward(x) - x.Max([1, 2], keepDim: true) * 0.1f;
        return x.MatMul(tokens.Weight.Transpose());                       // [batch, time, vocab]
    }

    /// <summary>The cross-entropy of the next words.</summary>
    [Loss]
    public Tensor Loss([Shape("batch time", DType.Int32)] Tensor ids, [Shape("batch time", DType.Int32)] Tensor targets) => CrossEntropy(Logits(ids), targets);
}
