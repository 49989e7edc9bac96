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
        var last = -1;
        for (var i = 0; i < Math.Min(entry.Operations.Count, oracle.Operations.Count); i++)
        {
            if (entry.Operations[i].Temporary < 0) continue;
            if (Wrong(workspace, entry.Operations[i].Temporary, oracle.Operations[i].Result) is { } error) return Name(i, entry.Operations[i].Temporary, error);
            last = i;
        }

        for (var i = entry.Operations.Count - 1; i >= 0 && entry.FormsGradients; i--)
        {
            if (entry.Operations[i].GradientTemporary < 0 || oracle.Operations[i].Result.Gradient is not { } gradient) continue;
            if (Wrong(workspace, entry.Operations[i].GradientTemporary, gradient) is { } error) return NameGradient(i, error);
        }

        var after = last < 0 ? "no value before it is stored" : $"right up to {Source(last)}";
        var error2 = parameter < 0 ? Tolerance.Error(run.Result, oracle.Result) : Tolerance.Error(run.Gradients[parameter], oracle.Gradients[parameter], Tolerance.GradientFloor(oracle.Gradients));
        return error2 <= allowed
            ? "right when temporaries do not share memory: two that live at the same time share bytes"
            : parameter < 0
            ? $"{after}; wrong in what follows"
            : $"all values are right; wrong on the way back to {model.Parameters[parameter].Name}";
    }

    private double? Wrong(ModelWorkspace workspace, int temporary, Tensor expected)
    {
        var actual = workspace.Temporary(entry.Name, temporary);
        var error = actual.Length == expected.Size ? Tolerance.Error(actual, expected.ToDoubles()) : 0; // another length: kept unrepeated
        return error > Patience * allowed ? error : null;
    }

    private string Name(int operation, int temporary, double error) =>
        $"first wrong: {Source(operation)}: {Place(temporary, entry.Operations[operation].Step, error)}";

    private string NameGradient(int operation, double error) =>
        $"all values are right; first wrong on the way back: the gradient of {Source(operation)}: {Place(entry.Operations[operation].GradientTemporary, entry.Operations[operation].GradientStep, error)}";

    private string Place(int temporary, int step, double error)
    {
        var where = string.Create(CultureInfo.InvariantCulture, $"temporary {entry.Temporaries[temporary]} (slot {temporary}) differs by {error:0.0e+0}");
        return step < 0 ? where : $"{where}; made by step {entry.Steps[step].Name}, which fuses {string.Join(" | ", entry.Steps[step].Sources.Select(source => source.Text).Distinct())}";
    }

    private string Source(int operation)
    {
        var described = entry.Operations[operation];
        return string.Create(CultureInfo.InvariantCulture, $"operation {operation}, '{described.Source}'{(described.Layer.Length > 0 ? $" in layer '{described.Layer}'" : "")}");
    }
}
