using Pico.Models;

namespace Pico.Examples.Checking;

/// <summary>One eager float64 run of a declaration: result, gradients, and the result of every operation.</summary>
internal sealed class OracleRun
{
    private OracleRun(double[] result, IReadOnlyList<double[]> gradients, IReadOnlyList<RecordedOperation> operations) =>
        (Result, Gradients, Operations) = (result, gradients, operations);

    public double[] Result { get; }

    /// <summary>The gradient of each parameter, in the model's order, empty for a frozen one; none where the entry point forms none.</summary>
    public IReadOnlyList<double[]> Gradients { get; }

    /// <summary>The operations in the order of the run, where they were asked for.</summary>
    public IReadOnlyList<RecordedOperation> Operations { get; }

    /// <summary>Runs the declaration, in training mode and backwards too where the entry point forms gradients.</summary>
    public static OracleRun Execute(IModel model, EntryPointDescription entry, CheckCase @case, bool record = false)
    {
        using var run = Begin(model, entry, @case, record);
        var leaves = ParameterTensors.Of(model).Select(run.Leaf).ToList();
        var result = entry.RunEagerly(model, @case.Inputs.Double);
        List<double[]> gradients = [];
        if (entry.FormsGradients)
        {
            foreach (var operation in run.Recorded.Where(operation => operation.Result.IsDifferentiable)) operation.Result.RequiresGradient();
            if (result.IsDifferentiable) result.Backward(); // a loss over no parameters has nothing to go back to
            gradients = [.. leaves.Select((leaf, i) => leaf.Gradient?.ToDoubles() ?? (model.Parameters[i].IsFrozen ? [] : new double[leaf.Size]))];
        }

        return new OracleRun(result.ToDoubles(), gradients, [.. run.Recorded]);
    }

    /// <summary>The loss where one element of one parameter is changed a little.</summary>
    public static double LossWith(IModel model, EntryPointDescription entry, CheckCase @case, int parameter, int element, double change)
    {
        using var run = Begin(model, entry, @case, record: false);
        run.Leaf(ParameterTensors.Of(model)[parameter]).AsSpan<double>()[element] += change;
        return entry.RunEagerly(model, @case.Inputs.Double).ItemDouble();
    }

    private static EagerContext Begin(IModel model, EntryPointDescription entry, CheckCase @case, bool record) =>
        EagerContext.Begin(entry.FormsGradients, model.Seed, @case.Step, DType.Float64, record);
}
