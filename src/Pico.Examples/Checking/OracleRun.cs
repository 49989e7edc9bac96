using Pico.Examples.Catalog;
using Pico.Models;

namespace Pico.Examples.Checking;

/// <summary>One eager float64 run of a declaration: result, gradients, and the result of every operation.</summary>
internal sealed class OracleRun
{
    private OracleRun(double[] result, IReadOnlyList<double[]> gradients, IReadOnlyList<double[]> operations) =>
        (Result, Gradients, Operations) = (result, gradients, operations);

    public double[] Result { get; }

    /// <summary>The gradient of each parameter, in the model's order; empty where the entry point forms none.</summary>
    public IReadOnlyList<double[]> Gradients { get; }

    /// <summary>The result of each operation, in the order of the run.</summary>
    public IReadOnlyList<double[]> Operations { get; }

    /// <summary>Runs the declaration.</summary>
    /// <param name="model">The model.</param>
    /// <param name="entry">One of its entry points.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="step">The number of the training step, which keys dropout.</param>
    /// <param name="perturb">May change one parameter's values: its number in the model's order, and its float64 values.</param>
    public static OracleRun Execute(
        IModel model, EntryPointDescription entry, SampleInputs inputs, long step, Action<int, Tensor>? perturb = null)
    {
        using var run = EagerContext.Begin(entry.FormsGradients, model.Seed, step, DType.Float64, record: perturb is null);
        var leaves = ParameterTensors.Of(model).Select(run.Leaf).ToList();
        if (perturb is not null)
        {
            for (var i = 0; i < leaves.Count; i++) perturb(i, leaves[i]);
        }

        var result = entry.RunEagerly(model, inputs.Double);
        List<double[]> gradients = [];
        if (entry.FormsGradients && perturb is null)
        {
            result.Backward();
            gradients = [.. leaves.Select(leaf => leaf.Gradient?.ToDoubles() ?? new double[leaf.Size])];
        }

        return new OracleRun(result.ToDoubles(), gradients, [.. run.Recorded.Select(operation => operation.Result.ToDoubles())]);
    }
}
