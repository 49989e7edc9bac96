using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>Writes a copy with strides: nested loops over the shape, the outermost split over threads, the innermost a run where it can be.</summary>
internal sealed class CopyEmitter
{
    private readonly SourceWriter writer;
    private readonly LoopProgram program;
    private readonly LoopStep.Copy step;

    public CopyEmitter(SourceWriter writer, LoopProgram program, LoopStep.Copy step)
    {
        this.writer = writer;
        this.program = program;
        this.step = step;
    }

    /// <summary>The expression of the number of chunks: some indices of the outermost dimension each.</summary>
    public static string Chunks(LoopStep.Copy step) => "Chunks.OfRows(" + LoopWriter.Size(step.Shape[0]) + ", " + LoopWriter.Size(Inner(step)) + ")";

    /// <summary>The statement that clears the destination before the copy, or null.</summary>
    public static string? Clear(LoopProgram program, LoopStep.Copy step) => step.Clears
        ? LoopWriter.Clear(program, step.Destination.Buffer)
        : null;

    public void Write()
    {
        writer.Line("var source = " + Start(step.Source) + ";");
        writer.Line("var destination = " + Start(step.Destination) + ";");
        writer.Line("var (first, last) = Chunks.Rows(chunk, " + LoopWriter.Size(step.Shape[0]) + ", " + LoopWriter.Size(Inner(step)) + ");");
        using (writer.Braces("for (var i0 = first; i0 < last; i0++)"))
        {
            WriteLoop(1);
        }
    }

    private static Dimension Inner(LoopStep.Copy step) => Dimension.Product(step.Shape.Skip(1));

    private static string Name(LoopProgram program, CopyLayout layout) => NameScope.Identifier(program.Buffers[layout.Buffer].Name);

    private void WriteLoop(int axis)
    {
        var isInnermost = axis == step.Shape.Count - 1;
        if (isInnermost && step.Source.Strides[axis].IsOne && step.Destination.Strides[axis].IsOne)
        {
            var bytes = "(nuint)(" + DimensionText.Factor(step.Shape[axis], "frame->") + " * " + program.Buffers[step.Source.Buffer].ElementBytes + ")";
            writer.Line("NativeMemory.Copy(" + Sum("source", step.Source, axis) + ", " + Sum("destination", step.Destination, axis) + ", " + bytes + ");");
            return;
        }

        using (writer.Braces("for (nint i" + axis + " = 0; i" + axis + " < " + LoopWriter.Size(step.Shape[axis]) + "; i" + axis + "++)"))
        {
            if (isInnermost)
            {
                writer.Line("destination[" + Index(step.Destination, axis + 1) + "] = source[" + Index(step.Source, axis + 1) + "];");
            }
            else
            {
                WriteLoop(axis + 1);
            }
        }
    }

    private string Start(CopyLayout layout) =>
        "frame->" + Name(program, layout) + (layout.Offset.Value == 0 ? string.Empty : " + " + DimensionText.Factor(layout.Offset, "frame->"));

    private static string Sum(string start, CopyLayout layout, int axes) =>
        Index(layout, axes) is var index && index == "0" ? start : start + " + " + index;

    /// <summary>The place of the first so many indices, in elements.</summary>
    private static string Index(CopyLayout layout, int axes)
    {
        var terms = layout.Strides.Take(axes)
            .Select((stride, axis) => stride.Value == 0 ? string.Empty : stride.IsOne ? "i" + axis : "(i" + axis + " * " + DimensionText.Factor(stride, "frame->") + ")")
            .Where(term => term.Length > 0)
            .ToList();
        return terms.Count == 0 ? "0" : string.Join(" + ", terms);
    }
}
