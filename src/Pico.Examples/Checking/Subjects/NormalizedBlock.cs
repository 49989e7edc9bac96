using Pico.Layers;
using static Pico.Functional;

namespace Pico.Examples.Checking.Subjects;

/// <summary>A residual block with layers of its own, over sizes that only construction knows.</summary>
/// <param name="width">The features of each row.</param>
/// <param name="hidden">The features between its two linear layers.</param>
[Model]
public sealed partial class NormalizedBlock(int width, int hidden)
{
    readonly OwnLayerNorm norm = new(width);
    readonly Linear up = new(width, 2 * hidden), down = new(2 * hidden, width, bias: false);
    readonly OwnSoftmax softmax = new();
    readonly Dropout dropout = new(0.2f);
    [Parameter] readonly Tensor gain = Ones([width, 1]);

    /// <summary>Predicts each row from itself.</summary>
    public Tensor Predict([Shape("batch width")] Tensor x)
    {
        var mixed = softmax.Forward(up.Forward(norm.Forward(x)));         // [batch, 2*hidden]
        return x + dropout.Forward(down.Forward(mixed)) * gain.Reshape(width);
    }

    /// <summary>The mean squared error of the prediction.</summary>
    [Loss]
    public Tensor Loss([Shape("batch width")] Tensor x, [Shape("batch width")] Tensor target) => MSELoss(Predict(x), target);
}
