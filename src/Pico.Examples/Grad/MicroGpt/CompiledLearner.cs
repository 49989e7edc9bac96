using Pico.Threading;
using Pico.Training;

namespace Pico.Examples.Grad.MicroGpt;

/// <summary>Trains with the generated method. One thread: a name is too little work for two.</summary>
internal sealed class CompiledLearner : IMicroGptLearner, IDisposable
{
    private readonly WorkerPool pool = new(1);
    private readonly MicroGptModel.Workspace workspace;
    private readonly AdamW optimizer;

    public CompiledLearner(MicroGptModel model)
    {
        workspace = model.CreateWorkspace();
        workspace.Pool = pool;
        optimizer = MicroGptSettings.CreateOptimizer(model.Parameters);
    }

    public double Learn(ReadOnlySpan<int> ids, ReadOnlySpan<int> targets, double learningRate)
    {
        workspace.ClearGradients();
        var loss = workspace.LossAndGradient(ids, targets, batch: 1, time: ids.Length);
        optimizer.LearningRate = learningRate;
        optimizer.Step(workspace.Parameters, workspace.Gradients);
        return loss;
    }

    public void Dispose()
    {
        workspace.Dispose();
        pool.Dispose();
    }
}
