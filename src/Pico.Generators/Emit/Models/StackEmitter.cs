using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Emit;

/// <summary>
/// Writes what lets the steps of a repetition be emitted once: the arrays of every layer lie in stacks, and before each round
/// the frame's addresses are set to those of the layer at hand.
/// </summary>
internal sealed class StackEmitter
{
    private readonly ModelProgram model;
    private readonly LoopProgram program;
    private readonly SourceWriter writer;
    private readonly string[] methods;

    public StackEmitter(SourceWriter writer, ModelProgram model, LoopProgram program)
    {
        this.writer = writer;
        this.model = model;
        this.program = program;
        var names = new NameScope(program.Steps.Select(step => step.Name).ToArray());
        methods = program.Repetitions
            .Select(repetition => names.Unique((repetition.IsBackward ? "ReturnTo" : "Enter") + ValueNames.Pascal(ValueNames.Identifier(repetition.Name))))
            .ToArray();
    }

    /// <summary>The field that holds the stack of a buffer, or null when it is the same in every round.</summary>
    public static string? Field(ModelProgram model, LoopProgram program, LoopBuffer buffer) => buffer switch
    {
        { Kind: BufferKind.State, Stack: not null } => NameScope.Identifier(buffer.Name) + "Stack",
        { Stack: not null } => NameScope.Identifier(Primary(program, buffer).Name) + "Stack",
        { Kind: BufferKind.Parameter or BufferKind.Gradient } when model.Parameters[buffer.Index].RepeatedLayer >= 0 => NameScope.Identifier(buffer.Name) + "Stack",
        _ => null,
    };

    /// <summary>The buffer that gives a stack its name: the first one in it.</summary>
    public static LoopBuffer Primary(LoopProgram program, LoopBuffer buffer) =>
        program.Buffers.First(other => other.Kind == BufferKind.Temporary && other.Index == buffer.Index);

    /// <summary>The expression of the bytes of a stack; all its arrays are kept when the method's parameter says so.</summary>
    public static string Bytes(LoopProgram program, LoopBuffer buffer)
    {
        var stack = program.Buffers.Where(other => other.Kind == BufferKind.Temporary && other.Index == buffer.Index).Select(other => other.Stack!).ToList();
        var count = program.Repetitions[stack[0].Repetition].Count;
        var isCarried = stack.Any(place => place.IsCarried);
        var all = LoopWriter.Size(isCarried ? count + Dimension.One : count);
        var arrays = stack.Any(place => place.IsKept) ? all : "keepsAll ? " + all + " : " + (isCarried ? "2" : "1");
        return "Stack.Bytes(" + LoopWriter.Bytes(buffer) + ", " + arrays + ")";
    }

    /// <summary>Writes the addresses of the stacks among the temporaries, and of the arrays that belong to no round.</summary>
    public void WriteBinding(LoopBuffer buffer, int slot)
    {
        var stack = "frame->" + Field(model, program, buffer);
        writer.Line(stack + " = new Stack(memory + plan.Offset(" + slot + "), " + LoopWriter.Bytes(buffer) + ", plan.Size(" + slot + "));");
        foreach (var array in program.Buffers.Where(other => other.Kind == BufferKind.Temporary && other.Index == buffer.Index))
        {
            if (array.Stack!.Place is StackPlace.First or StackPlace.Last)
            {
                var index = array.Stack.Place == StackPlace.First ? "0" : LoopWriter.Size(program.Repetitions[array.Stack.Repetition].Count);
                writer.Line(Address(array, stack, index));
            }
        }
    }

    /// <summary>Opens the loop around the steps of a repetition.</summary>
    public SourceWriter.Block Loop(int repetition)
    {
        var count = LoopWriter.Size(program.Repetitions[repetition].Count);
        writer.Line(program.Repetitions[repetition].IsBackward
            ? "// Back through " + program.Repetitions[repetition].Name + ", from the last layer to the first."
            : "// " + program.Repetitions[repetition].Name + ", from the first layer to the last.");
        var block = writer.Braces("for (nint round = 0; round < " + count + "; round++)");
        writer.Line(methods[repetition] + "(frame, round);");
        return block;
    }

    /// <summary>Writes the methods that set the addresses of a round.</summary>
    public void WriteMethods()
    {
        for (var repetition = 0; repetition < program.Repetitions.Count; repetition++)
        {
            if (program.Steps.Any(step => step.Repetition == repetition))
            {
                WriteMethod(repetition);
            }
        }
    }

    /// <summary>Writes the fields of the frame that only repetitions need.</summary>
    public void WriteFields()
    {
        var fields = program.Buffers.Select(buffer => Field(model, program, buffer)).OfType<string>().Distinct();
        foreach (var field in fields)
        {
            writer.Line("public Stack " + field + ";");
        }

        if (RandomKeys.VaryByLayer(program))
        {
            writer.Line("public ulong seed;");
            writer.Line("public long step;");
        }
    }

    private void WriteMethod(int repetition)
    {
        var described = program.Repetitions[repetition];
        writer.Blank();
        writer.Line("// The addresses of the layer of " + described.Name + " whose round it is.");
        using (writer.Braces("private static void " + methods[repetition] + "(Frame* frame, nint round)"))
        {
            if (described.IsBackward)
            {
                writer.Line("var layer = " + LoopWriter.Size(described.Count) + " - 1 - round;");
            }

            var layer = described.IsBackward ? "layer" : "round";
            var used = new SortedSet<int>(program.Steps.Where(step => step.Repetition == repetition).SelectMany(PlanMemory.BuffersOf));
            foreach (var buffer in used.Select(buffer => program.Buffers[buffer]))
            {
                if (Field(model, program, buffer) is { } stack && buffer.Stack?.Place is not (StackPlace.First or StackPlace.Last))
                {
                    writer.Line(Address(buffer, "frame->" + stack, Index(buffer, repetition, layer)));
                }
            }

            var streams = program.Steps.Where(step => step.Repetition == repetition).SelectMany(step => step.Bodies)
                .SelectMany(body => body.Sources).OfType<LoopSource.Random>().Select(random => random.Stream).Distinct();
            foreach (var stream in streams.Where(stream => stream.Repetition >= 0))
            {
                var ordinal = LoopWriter.Size(stream.Ordinal) + " + (" + layer + " * " + described.Dropouts + ")";
                writer.Line("frame->" + RandomKeys.Field(program, stream) + " = DropoutMask.Key(frame->seed, frame->step, (int)(" + ordinal + "));");
            }
        }
    }

    /// <summary>Which array of its stack a buffer is in a round: what is carried backwards is counted in rounds, all else in layers.</summary>
    private static string Index(LoopBuffer buffer, int repetition, string layer)
    {
        var index = buffer.Stack is { IsCarried: true } stack && stack.Repetition == repetition ? "round" : layer;
        return buffer.Stack?.Place == StackPlace.Next ? index + " + 1" : index;
    }

    private static string Address(LoopBuffer buffer, string stack, string index) =>
        "frame->" + NameScope.Identifier(buffer.Name) + " = (" + LoopWriter.TypeOf(buffer) + "*)" + stack + ".At(" + index + ");";
}
