using Pico.Examples.Digits;

namespace Pico.Examples.NNModule;

/// <summary>The convolutional network as one that digits can be trained with.</summary>
internal static class CnnNetwork
{
    /// <summary>What <c>pico nn train</c> trains.</summary>
    public static DigitsNetwork Network { get; } = new("cnn", 6e-3, seed =>
    {
        var model = new MnistCnn { Seed = seed };
        return (model, optimizer => Learner(model, optimizer));
    });

    /// <summary>What trains the network.</summary>
    /// <param name="model">The network.</param>
    /// <param name="optimizer">The optimizer, made for it.</param>
    public static DigitsLearner Learner(MnistCnn model, Training.Optimizer optimizer) => new(model, optimizer, model.LossAndGradient, model.Logits);
}
