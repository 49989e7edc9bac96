using Pico.Models;
using Pico.Training;

namespace Pico.Examples.Digits;

/// <summary>A compiled network and an optimizer over its flat buffer of parameters. A step allocates nothing after the first.</summary>
/// <param name="model">The network.</param>
/// <param name="optimizer">The optimizer, made for it.</param>
/// <param name="lossAndGradient">The network's loss of a batch, which adds to its gradients.</param>
/// <param name="logits">The network's scores of a batch.</param>
internal sealed class DigitsLearner(IModel model, Training.Optimizer optimizer, DigitsLearner.BatchLoss lossAndGradient, DigitsLearner.BatchLogits logits) : IDigitsLearner
{
    /// <summary>Two linear layers with AdamW.</summary>
    public DigitsLearner(DigitsModel model)
        : this(model, new AdamW(model.Parameters))
    {
    }

    /// <summary>Two linear layers.</summary>
    /// <param name="model">The network.</param>
    /// <param name="optimizer">The optimizer, made for it.</param>
    public DigitsLearner(DigitsModel model, Training.Optimizer optimizer)
        : this(model, optimizer, model.LossAndGradient, model.Logits)
    {
    }

    /// <param name="x">[batch, 784]</param>
    /// <param name="targets">[batch]</param>
    /// <param name="batch">How many images.</param>
    public delegate float BatchLoss(ReadOnlySpan<float> x, ReadOnlySpan<int> targets, int batch);

    /// <param name="x">[batch, 784]</param>
    /// <param name="batch">How many images.</param>
    public delegate ReadOnlySpan<float> BatchLogits(ReadOnlySpan<float> x, int batch);

    /// <summary>What <c>pico train digits</c> trains.</summary>
    public static DigitsNetwork Network { get; } = new("digits", 3e-3, seed =>
    {
        var model = new DigitsModel { Seed = seed };
        return (model, optimizer => new DigitsLearner(model, optimizer));
    });

    public float Learn(ReadOnlySpan<float> x, ReadOnlySpan<int> targets, int batch, float learningRate)
    {
        model.ClearGradients();
        var loss = lossAndGradient(x, targets, batch);
        optimizer.LearningRate = learningRate;
        optimizer.Step(model.Parameters.Values, model.Gradients);
        return loss;
    }

    public ReadOnlySpan<float> Logits(ReadOnlySpan<float> x, int batch) => logits(x, batch);
}
