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

    /// <summary>What <c>pico train digits</c> trains.</summary>
    public static DigitsNetwork Network { get; } = new("digits", 3e-3, seed =>
    {
        var model = new DigitsModel { Seed = seed };
        return (model, optimizer => new DigitsLearner(model, optimizer));
    });

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
