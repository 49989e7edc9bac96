using Pico.Examples.Catalog;
using Pico.Models;

namespace Pico.Examples.Tests.Plans;

/// <summary>What a plan is, in numbers that no clock and no machine has a part in.</summary>
/// <param name="Steps">How many emitted steps of each kind there are.</param>
/// <param name="Bytes">The bytes that the steps read and write, each array once.</param>
/// <param name="Operations">Their floating-point operations.</param>
/// <param name="Peak">The bytes of the temporaries at their peak.</param>
internal sealed record PlanCounts(string Steps, long Bytes, long Operations, long Peak)
{
    /// <summary>Counts an entry point at some sizes; runs it once, for only then its memory is laid out.</summary>
    public static PlanCounts Of(IModel model, string entryPoint, params int[] dimensions)
    {
        var entry = model.Description.EntryPoints.Single(candidate => candidate.Name == entryPoint);
        var sizes = SampleInputs.SizesOf(model, entry, dimensions);
        using var workspace = model.CreateWorkspace();
        entry.Run(workspace, SampleInputs.Draw(model, entry, dimensions, seed: 1).Single, dimensions);
        var kinds = entry.Steps.GroupBy(step => step.Kind).OrderBy(kind => kind.Key).Select(kind => $"{kind.Count()} {kind.Key}");
        return new PlanCounts(
            string.Join(", ", kinds), entry.Steps.Sum(step => step.BytesMoved(sizes)), entry.Steps.Sum(step => step.FloatingPointOperations(sizes)),
            workspace.MemoryOfStep(entryPoint).Temporaries);
    }
}
