using System.Globalization;
using Pico.Models;
using Pico.Simd;
using Pico.Threading;

namespace Pico.Examples.Checking;

/// <summary>What a generated method returned, and the gradients it formed.</summary>
internal sealed class CompiledRun
{
    private CompiledRun(float[] result, IReadOnlyList<float[]> gradients) => (Result, Gradients) = (result, gradients);

    public float[] Result { get; }

    /// <summary>The gradient of each parameter, in the model's order, empty for a frozen one; none where the entry point forms none.</summary>
    public IReadOnlyList<float[]> Gradients { get; }

    /// <summary>The widths that this machine has, widest first.</summary>
    public static IReadOnlyList<int> Widths { get; } = [.. new[] { 512, 256, 128, 0 }.Where(width => width <= SimdWidth.Best)];

    public static string NameOf(int width) => width == 0 ? "scalar" : string.Create(CultureInfo.InvariantCulture, $"{width} bits");

    /// <summary>Runs a method in a workspace whose gradients start at zero, unless they are to be added to.</summary>
    public static CompiledRun Execute(
        EntryPointDescription entry, ModelWorkspace workspace, CheckCase @case, int width, WorkerPool pool, bool clear = true)
    {
        using var limit = SimdWidth.Limit(width);
        workspace.Pool = pool;
        workspace.Step = @case.Step;
        if (clear) workspace.ClearGradients();
        var result = entry.Run(workspace, @case.Inputs.Single, @case.Inputs.Sizes);
        return new CompiledRun(result, entry.FormsGradients ? [.. workspace.Parameters.Select((_, i) => workspace.Gradient(i).ToArray())] : []);
    }
}
