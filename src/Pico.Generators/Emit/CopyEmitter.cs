using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>Writes a copy with strides: nested loops over the shape, the outermost split over threads.</summary>
internal static class CopyEmitter
{
    /// <summary>The expression of the number of chunks: one per index of the outermost dimension.</summary>
    public static string Chunks(LoopStep.Copy step) => "(int)(" + LoopWriter.Size(step.Shape[0]) + ")";

    /// <summary>The statement that clears the destination before the copy, or null.</summary>
    public static string? Clear(LoopProgram program, LoopStep.Copy step) => step.Clears
        ? "new Span<float>(frame->" + Name(program, step.Destination) + ", checked((int)(" +
            LoopWriter.Size(program.Buffers[step.Destination.Buffer].Shape.Size) + "))).Clear();"
        : null;

    public static void Write(SourceWriter writer, LoopProgram program, LoopStep.Copy step)
    {
        var type = LoopWriter.TypeOf(program.Buffers[step.Source.Buffer].Shape.Element);
        writer.Line("nint i0 = chunk;");
        WriteLoop(writer, program, step, type, 1);
    }

    private static void WriteLoop(SourceWriter writer, LoopProgram program, LoopStep.Copy step, string type, int axis)
    {
        if (axis < step.Shape.Count)
        {
            using (writer.Braces("for (nint i" + axis + " = 0; i" + axis + " < " + LoopWriter.Size(step.Shape[axis]) + "; i" + axis + "++)"))
            {
                WriteLoop(writer, program, step, type, axis + 1);
            }

            return;
        }

        writer.Line("frame->" + Name(program, step.Destination) + "[" + Index(step.Destination) + "] = frame->" +
            Name(program, step.Source) + "[" + Index(step.Source) + "];");
    }

    private static string Index(CopyLayout layout)
    {
        var terms = layout.Strides.Select((stride, axis) => stride.IsOne ? "i" + axis : "(i" + axis + " * " + DimensionText.Factor(stride, "frame->") + ")").ToList();
        if (layout.Offset.Value != 0)
        {
            terms.Insert(0, LoopWriter.Size(layout.Offset));
        }

        return string.Join(" + ", terms);
    }

    private static string Name(LoopProgram program, CopyLayout layout) => NameScope.Identifier(program.Buffers[layout.Buffer].Name);
}
