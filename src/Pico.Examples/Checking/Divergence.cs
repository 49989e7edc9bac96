using System.Globalization;
using Pico.Models;
using Pico.Threading;

namespace Pico.Examples.Checking;

/// <summary>
/// Finds where a wrong result starts: the run is repeated with all temporaries kept, and each is compared with what the
/// eager run has for the same operation.
/// </summary>
internal sealed class Divergence(
    IModel model, EntryPointDescription entry, CheckCase @case, int width, WorkerPool pool, double allowed)
{
    // A temporary in the middle may be worse conditioned than the result; a fault is far beyond both.
    private const double Patience = 16;

    /// <summary>Names the first operation that differs, with its source expression, its layer and what it is fused with.</summary>
    /// <param name="parameter">The parameter whose gradient is wrong, or -1 for the result.</param>
    public string Find(int parameter)
    {
        using var workspace = model.CreateWorkspace();
        workspace.KeepsTemporaries = true;
        var run = CompiledRun.Execute(entry, workspace, @case, width, pool);
        var oracle = OracleRun.Execute(model, entry, @case, record: true);
        var runs = entry.Unrolled(@case.Named).ToList();
        var last = -1;
        for (var i = 0; i < Math.Min(runs.Count, oracle.Operations.Count); i++)
        {
            var expected = oracle.Operations[i].Result;
            if (runs[i].Operation.Temporary < 0) continue;
            if (Wrong(runs[i].Value(workspace, entry.Name, expected.Size), expected) is { } error) return Name(runs[i], i, error);
            last = i;
        }

        for (var i = runs.Count - 1; i >= 0 && entry.FormsGradients; i--)
        {
            if (runs[i].Operation.GradientTemporary < 0 || oracle.Operations[i].Result.Gradient is not { } gradient) continue;
            if (Wrong(runs[i].Gradient(workspace, entry.Name, gradient.Size), gradient) is { } error) return NameGradient(runs[i], i, error);
        }

        var after = last < 0 ? "no value before it is stored" : $"right up to {Source(runs[last], last)}";
        var error2 = parameter < 0 ? Tolerance.Error(run.Result, oracle.Result) : Tolerance.Error(run.Gradients[parameter], oracle.Gradients[parameter], Tolerance.GradientFloor(oracle.Gradients));
        return error2 <= allowed
            ? "right when temporaries do not share memory: two that live at the same time share bytes"
            : parameter < 0
            ? $"{after}; wrong in what follows"
            : $"all values are right; wrong on the way back to {model.Parameters[parameter].Name}";
    }

    private double? Wrong(ReadOnlySpan<float> actual, Tensor expected)
    {
        var error = actual.Length == expected.Size ? Tolerance.Error(actual, expected.ToDoubles()) : 0; // another length: kept unrepeated
        return error > Patience * allowed ? error : null;
    }

    private string Name(OperationRun run, int number, double error) =>
        $"first wrong: {Source(run, number)}: {Place(run.Operation.Temporary, run.Operation.Step, error)}";

    private string NameGradient(OperationRun run, int number, double error) =>
        $"all values are right; first wrong on the way back: the gradient of {Source(run, number)}: {Place(run.Operation.GradientTemporary, run.Operation.GradientStep, error)}";

    private string Place(int temporary, int step, double error)
    {
        var where = string.Create(CultureInfo.InvariantCulture, $"temporary {entry.Temporaries[temporary]} (slot {temporary}) differs by {error:0.0e+0}");
        return step < 0 ? where : $"{where}; made by step {entry.Steps[step].Name}, which fuses {string.Join(" | ", entry.Steps[step].Sources.Select(source => source.Text).Distinct())}";
    }

    private static string Source(OperationRun run, int number) => string.Create(
        CultureInfo.InvariantCulture, $"operation {number}, '{run.Operation.Source}'{(run.Path.Length > 0 ? $" in layer '{run.Path}'" : "")}");
}
