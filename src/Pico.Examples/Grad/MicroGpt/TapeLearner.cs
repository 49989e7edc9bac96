using Pico.Examples.Checking;
using Pico.Training;

namespace Pico.Examples.Grad.MicroGpt;

/// <summary>Trains with the tape: the same declaration run as the C# that it is, every operation recorded.</summary>
internal sealed class TapeLearner : IMicroGptLearner
{
    private readonly MicroGptModel model;
    private readonly IReadOnlyList<Tensor> parameters;
    private readonly float[] gradients;
    private readonly AdamW optimizer;
    private long step;

    public TapeLearner(MicroGptModel model)
    {
        this.model = model;
        parameters = ParameterTensors.Of(model);
        gradients = new float[model.Parameters.Length];
        optimizer = MicroGptSettings.CreateOptimizer(model.Parameters);
    }

    public double Learn(ReadOnlySpan<int> ids, ReadOnlySpan<int> targets, double learningRate)
    {
        using var run = EagerContext.Begin(training: true, model.Seed, step++);
        var loss = model.Loss(Tensor.From(ids, 1, ids.Length), Tensor.From(targets, 1, targets.Length));
        loss.Backward();
        for (var i = 0; i < parameters.Count; i++)
        {
            parameters[i].Gradient!.AsSpan<float>().CopyTo(gradients.AsSpan(model.Parameters[i].Offset));
            parameters[i].ClearGradient();
        }

        optimizer.LearningRate = learningRate;
        optimizer.Step(model.Parameters, gradients);
        return loss.ItemDouble();
    }
}
