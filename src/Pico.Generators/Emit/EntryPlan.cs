using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Emit;

/// <summary>A generated entry point: its name, and whether it forms gradients (then it also runs in training mode).</summary>
internal sealed record EntryPlan(EntryPoint Entry, string Name, bool FormsGradients, LoopProgram Program)
{
    public string ReturnType => Entry.IsLoss ? "float" : "ReadOnlySpan<float>";

    /// <summary>The parameter list: the inputs, then the named dimensions.</summary>
    public string Parameters => string.Join(", ", Entry.Inputs
        .Select(input => "ReadOnlySpan<" + LoopWriter.TypeOf(input.Type.Element) + "> " + NameScope.Identifier(input.Name))
        .Concat(Entry.Dimensions.Select(dimension => "int " + NameScope.Identifier(dimension))));

    /// <summary>The same names as arguments.</summary>
    public string Arguments => string.Join(", ", Entry.Inputs.Select(input => NameScope.Identifier(input.Name))
        .Concat(Entry.Dimensions.Select(NameScope.Identifier)));

    /// <summary>The field of the memory plan.</summary>
    public string MemoryField => char.ToLowerInvariant(Name[0]) + Name.Substring(1) + "Memory";

    /// <summary>The buffer of an input, or null when nothing reads it.</summary>
    public LoopBuffer? BufferOf(string input) =>
        Program.Buffers.FirstOrDefault(buffer => buffer.Kind == BufferKind.Input && buffer.Name == ValueNames.Identifier(input));

    /// <summary>The size that the values of an int32 input must stay below because they choose elements, or null.</summary>
    public Dimension? IndexedSize(string input)
    {
        var picks = Program.Steps.OfType<LoopStep.RowLoop>()
            .SelectMany(step => step.Phases)
            .SelectMany(phase => phase.Row.Sources)
            .OfType<LoopSource.PickLoad>();
        return picks.FirstOrDefault(pick => Program.Buffers[pick.Index.Buffer] == BufferOf(input))?.Access.Columns;
    }
}
