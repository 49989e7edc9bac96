using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>Writes the methods that a lane method calls because it would be too large for one.</summary>
internal sealed class LanePieces
{
    private readonly SourceWriter writer;
    private readonly LaneKernel kernel;
    private readonly string name;
    private readonly Queue<(string Name, LaneStatement.Method Method)> waiting = new();
    private int count;

    public LanePieces(SourceWriter writer, LaneKernel kernel, string name)
    {
        this.writer = writer;
        this.kernel = kernel;
        this.name = name;
    }

    /// <summary>Names a method, to be written later, as it is called: with the types of its lanes.</summary>
    public string Name(LaneStatement.Method method)
    {
        var piece = name + "Arm" + ++count;
        waiting.Enqueue((piece, method));
        return piece + kernel.Lanes.Parameters();
    }

    /// <summary>Writes what has been named, and what that calls.</summary>
    public void Write()
    {
        while (waiting.Count > 0)
        {
            var (piece, method) = waiting.Dequeue();
            writer.Blank();
            Write(piece, method);
        }
    }

    private void Write(string piece, LaneStatement.Method method)
    {
        var program = kernel.Program! with
        {
            Inputs = method.Inputs.Select(input => new ProgramInput(input, ProgramInputKind.Uniform)).ToEquatableArray(),
            Body = method.Body,
            Results = method.Outputs.Select(output => new ScalarResult(kernel.Program!.Variables[output].Name, output)).ToEquatableArray(),
        };
        var names = new NameScope();
        var inputs = method.Inputs.ToDictionary(input => input, input => names.Unique(program.Variables[input].Name));
        var memories = program.Memories.Select((memory, i) => method.Memories.Contains(i) ? names.Unique(memory.Name) : "").ToArray();
        var outputs = method.Outputs.Select(output => names.Unique("new." + program.Variables[output].Name)).ToArray();
        var parameters = method.Inputs.Select(input => LaneProgramEmitter.TypeOf(program.Variables[input]) + " " + inputs[input])
            .Concat(method.Memories.Select(memory => "PinnedSpan<" + LaneLoopEmitter.ElementOf(program.Memories[memory].Element) + "> " + memories[memory]))
            .Concat(method.Outputs.Select((output, i) => "out " + LaneProgramEmitter.TypeOf(program.Variables[output]) + " " + outputs[i]));
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (LaneMethodEmitter.Method(writer, "private static void " + piece, parameters, kernel.Lanes))
        {
            var emitter = new LaneProgramEmitter(writer, program, names, inputs, memories) { MethodName = Name };
            emitter.Write();
            for (var i = 0; i < outputs.Length; i++)
            {
                writer.Line(outputs[i] + " = " + emitter.Name(method.Outputs[i]) + ";");
            }
        }
    }
}
