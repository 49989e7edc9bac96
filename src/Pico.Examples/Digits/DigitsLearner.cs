using Pico.Training;

namespace Pico.Examples.Digits;

/// <summary>The compiled network and an optimizer over its flat buffer of parameters. A step allocates nothing after the first.</summary>
/// <param name="model">The network.</param>
/// <param name="optimizer">The optimizer, made for it.</param>
internal sealed class DigitsLearner(DigitsModel model, Training.Optimizer optimizer) : IDigitsLearner
{
    /// <summary>The network with AdamW.</summary>
    public DigitsLearner(DigitsModel model)
        : this(model, new AdamW(model.Parameters))
    {
    }

    public float Learn(ReadOnlySpan<float> x, ReadOnlySpan<int> targets, int batch, float learningRate)
    {
        model.ClearGradients();
        var loss = model.LossAndGradient(x, targets, batch);
        optimizer.LearningRate = learningRate;
        optimizer.Step(model.Parameters.Values, model.Gradients);
        return loss;
    }

    public ReadOnlySpan<float> Logits(ReadOnlySpan<float> x, int batch) => model.Logits(x, batch);
}
