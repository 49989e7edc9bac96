using Pico.Examples.Digits;
using Pico.Threading;
using Pico.Training;

namespace Pico.Examples.NNModule;

/// <summary>The convolutional network and AdamW over its flat buffer of parameters. A step allocates nothing after the first.</summary>
/// <param name="model">The network.</param>
internal sealed class CnnLearner(MnistCnn model) : IDigitsLearner
{
    private readonly AdamW optimizer = new(model.Parameters.Length);

    /// <summary>What <c>pico nn train</c> trains.</summary>
    public static DigitsNetwork Network { get; } = new("cnn", 6e-3, Create);

    public float Learn(ReadOnlySpan<float> x, ReadOnlySpan<int> targets, int batch, float learningRate)
    {
        model.ClearGradients();
        var loss = model.LossAndGradient(x, targets, batch);
        optimizer.LearningRate = learningRate;
        optimizer.Step(model.Parameters.Values, model.Gradients);
        return loss;
    }

    public ReadOnlySpan<float> Logits(ReadOnlySpan<float> x, int batch) => model.Logits(x, batch);

    private static (IDigitsLearner Learner, long Parameters) Create(int seed, WorkerPool pool)
    {
        var model = new MnistCnn { Seed = (ulong)seed };
        model.DefaultWorkspace.Pool = pool;
        return (new CnnLearner(model), model.Parameters.ElementCount);
    }
}
