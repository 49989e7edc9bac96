using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>
/// A generated entry point: its name, and whether it forms gradients (then it also runs in training mode). In a model with
/// variants it has a plan for each group of them that need the same code; <paramref name="PlanName"/> tells these apart.
/// </summary>
internal sealed record EntryPlan(
    ModelProgram Model, EntryPoint Entry, string Name, bool FormsGradients, LoopProgram Program, string PlanName, EquatableArray<int> Variants)
{
    /// <summary>Whether other plans serve the entry point in other variants.</summary>
    public bool IsOneOfSeveral => PlanName != Name;

    /// <summary>What it demands of the sizes of a call.</summary>
    public EquatableArray<SizeBound> Bounds => FormsGradients ? Entry.TrainingBounds : Entry.Bounds;

    /// <summary>The method that begins sequences, where this one continues them.</summary>
    public string? Prefill => Entry.Incremental is { } form ? form.Method + "Prefill" : null;

    /// <summary>The field of what is remembered of sequences.</summary>
    public string SequencesField => char.ToLowerInvariant(PlanName[0]) + PlanName.Substring(1) + "Sequences";

    /// <summary>How many sequences run side by side: the product of the other named dimensions.</summary>
    public string Sequences => Entry.Dimensions.Where(dimension => dimension != Entry.Incremental!.Dimension).Select(NameScope.Identifier).ToList() is { Count: > 0 } others
        ? string.Join(" * ", others)
        : "1";

    public string ReturnType => Entry.IsLoss ? "float" : "ReadOnlySpan<float>";

    /// <summary>The parameter list: the inputs, of which nothing is kept, then the named dimensions.</summary>
    public string Parameters => string.Join(", ", Entry.Inputs
        .Select(input => "scoped ReadOnlySpan<" + LoopWriter.TypeOf(input.Type.Element) + "> " + NameScope.Identifier(input.Name))
        .Concat(Entry.Dimensions.Select(dimension => "int " + NameScope.Identifier(dimension))));

    /// <summary>The same names as arguments.</summary>
    public string Arguments => string.Join(", ", Entry.Inputs.Select(input => NameScope.Identifier(input.Name))
        .Concat(Entry.Dimensions.Select(NameScope.Identifier)));

    /// <summary>The field of the memory plan.</summary>
    public string MemoryField => char.ToLowerInvariant(PlanName[0]) + PlanName.Substring(1) + "Memory";

    /// <summary>The buffer of an input, or null when nothing reads it.</summary>
    public LoopBuffer? BufferOf(string input) =>
        Program.Buffers.FirstOrDefault(buffer => buffer.Argument == input);

    /// <summary>The sizes that the values of an int32 input must stay below because they choose elements, each with the value that is exempt.</summary>
    public IReadOnlyList<(Dimension Size, Dimension? Ignored)> IndexedSizes(string input)
    {
        // Indices may reach the pick through copies: a slice of the targets, or their transpose.
        var indices = new HashSet<int>(Enumerable.Range(0, Program.Buffers.Count).Where(buffer => Program.Buffers[buffer].Argument == input));
        foreach (var copy in Program.Steps.OfType<LoopStep.Copy>().Where(copy => indices.Contains(copy.Source.Buffer)))
        {
            indices.Add(copy.Destination.Buffer);
        }

        var sources = Program.Steps.SelectMany(step => step.Bodies).SelectMany(body => body.Sources).ToList();
        var picked = sources.OfType<LoopSource.PickLoad>().Select(pick => (Index: pick.Index.Buffer, Size: pick.Access.Columns, pick.Ignored));
        var gathered = sources.OfType<LoopSource.Load>().Select(load => load.Access)
            .Concat(Program.Steps.OfType<LoopStep.ScatterAdd>().Select(scatter => scatter.Destination))
            .Where(access => access.Index is not null)
            .Select(access => (Index: access.Index!.Buffer, Size: access.Modulus, Ignored: (Dimension?)null));
        return picked.Concat(gathered).Where(use => indices.Contains(use.Index)).Select(use => (use.Size, use.Ignored)).Distinct().ToList();
    }
}
