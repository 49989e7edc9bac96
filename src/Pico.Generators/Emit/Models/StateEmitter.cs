using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>Writes where an incremental entry point keeps what its sequences leave for their next elements.</summary>
internal sealed class StateEmitter
{
    private readonly SourceWriter writer;
    private readonly ModelProgram model;
    private readonly LoopProgram program;
    private readonly IReadOnlyList<LoopBuffer> states;

    public StateEmitter(SourceWriter writer, ModelProgram model, LoopProgram program)
    {
        this.writer = writer;
        this.model = model;
        this.program = program;
        states = program.Buffers.Where(buffer => buffer.Kind == BufferKind.State).OrderBy(buffer => buffer.Index).ToList();
    }

    public void Write()
    {
        writer.Line("/// <summary>The bytes that are remembered of the sequences.</summary>");
        writer.Line("public static long StateBytes(Frame* frame) => " + (states.Count == 0 ? "0" : string.Join(" + ", states.Select(Bytes))) + ";");
        writer.Blank();
        writer.Line("/// <summary>Gives what is remembered its address.</summary>");
        using (writer.Braces("public static void BindState(Frame* frame, byte* memory)"))
        {
            foreach (var state in states)
            {
                writer.Line(StackEmitter.Field(model, program, state) is { } stack
                    ? "frame->" + stack + " = new Stack(memory, " + LoopWriter.Bytes(state) + ", " + Bytes(state) + ");"
                    : "frame->" + NameScope.Identifier(state.Name) + " = (" + LoopWriter.TypeOf(state) + "*)memory;");
                if (state.Index < states.Count - 1)
                {
                    writer.Line("memory += " + Bytes(state) + ";");
                }
            }
        }

        writer.Blank();
    }

    private string Bytes(LoopBuffer state) =>
        "Stack.Bytes(" + LoopWriter.Bytes(state) + ", " + (state.Stack is null ? "1" : LoopWriter.Size(program.Repetitions[state.Stack.Repetition].Count)) + ")";
}
