using System;
using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>Writes the private method that is the user's method on sixteen lanes.</summary>
internal sealed class LaneMethodEmitter
{
    /// <summary>The most operations of a method that the JIT writes into the loop around it, twice.</summary>
    private const int LargestInlined = 120;

    private readonly SourceWriter writer;
    private readonly LaneKernel kernel;
    private readonly string name;
    private readonly IReadOnlyList<LaneOperand> operands;
    private readonly NameScope names = new();
    private readonly LanePieces pieces;

    public LaneMethodEmitter(SourceWriter writer, LaneKernel kernel, string name, IReadOnlyList<LaneOperand> operands)
    {
        this.writer = writer;
        this.kernel = kernel;
        this.name = name;
        this.operands = operands;
        pieces = new LanePieces(writer, kernel, name);
    }

    public void Write()
    {
        var arguments = operands.Select(operand => names.Unique(operand.Name)).ToArray();
        var results = kernel.Program?.Results ?? kernel.Function!.Results;
        var types = results.Select(result => LaneEmitter.TypeOf(kernel.Program?.Variables[result.Value].Type ?? kernel.Function!.TypeOf(result.Value))).ToArray();
        var isSingle = results.Count == 1;
        var outputs = isSingle ? Array.Empty<string>() : results.Select(result => names.Unique("new." + result.Name)).ToArray();
        var parameters = operands.Select((operand, i) => TypeOf(operand) + " " + arguments[i])
            .Concat(outputs.Select((output, i) => "out " + types[i] + " " + output));

        // A loop does its work inside: there, a call more or less does not count, and inlined twice it would be too much text.
        var statements = LaneProgram.All(kernel.Program?.Body ?? EquatableArray<LaneStatement>.Empty).ToArray();
        var hasArrays = statements.SelectMany(LaneProgram.MemoriesOf).Any(memory => kernel.Program!.Memories[memory] is { IsLocal: true, IsProvided: false });
        if (hasArrays)
        {
            writer.Line("[SkipLocalsInit]");
        }

        // Much straight code is not inlined either, and would begin unoptimized: hundreds of calls for sixteen elements.
        var isLarge = hasArrays || statements.Any(statement => statement is LaneStatement.Loop or LaneStatement.Method) ||
            statements.OfType<LaneStatement.Lanes>().Sum(lanes => lanes.Value.Function.Body.Count) > LargestInlined;
        writer.Line("[MethodImpl(MethodImplOptions." + (isLarge ? "AggressiveOptimization" : "AggressiveInlining") + ")]");
        using (Method(writer, "private static " + (hasArrays ? "unsafe " : "") + (isSingle ? types[0] : "void") + " " + name, parameters, kernel.Lanes))
        {
            var values = kernel.Program is null ? Function(arguments) : Program(kernel.Program, arguments);
            if (isSingle)
            {
                writer.Line("return " + values[0] + ";");
            }

            for (var i = 0; i < outputs.Length; i++)
            {
                writer.Line(outputs[i] + " = " + values[i] + ";");
            }
        }

        pieces.Write();
    }

    /// <summary>Opens a method that is generic over the width.</summary>
    public static SourceWriter.Block Method(SourceWriter writer, string header, IEnumerable<string> parameters, LaneSet lanes)
    {
        writer.List(header + lanes.Parameters() + "(", parameters.ToList(), ")");
        using (writer.Indent())
        {
            writer.Line("where S : struct, ISimd<" + lanes.Lanes() + ">");
            foreach (var lane in lanes.Lanes().Split(new[] { ", " }, StringSplitOptions.None))
            {
                writer.Line("where " + lane + " : struct");
            }
        }

        return writer.Open();
    }

    private static string TypeOf(LaneOperand operand) => operand.Kind switch
    {
        LaneOperandKind.Scalar => ScalarEmitter.TypeOf(operand.Type),
        LaneOperandKind.Index => "int",
        LaneOperandKind.Memory => "PinnedSpan<" + LaneLoopEmitter.ElementOf(operand.Parameter!.Element) + ">",
        _ => LaneEmitter.TypeOf(operand.Type),
    };

    private IReadOnlyList<string> Function(string[] names)
    {
        var arguments = kernel.Function!.Parameters.Select(_ => "").ToArray();
        for (var i = 0; i < operands.Count; i++)
        {
            arguments[operands[i].Value] = names[i];
        }

        return new LaneEmitter(writer, this.names).Write(kernel.Function, arguments, nestResults: true);
    }

    private IReadOnlyList<string> Program(LaneProgram program, string[] arguments)
    {
        var inputs = new Dictionary<int, string>();
        var memories = program.Memories.Select(memory => memory.Name).ToArray();
        for (var i = 0; i < operands.Count; i++)
        {
            if (operands[i].Kind == LaneOperandKind.Memory)
            {
                memories[operands[i].Value] = arguments[i];
            }
            else
            {
                inputs[operands[i].Value] = arguments[i];
            }
        }

        // The length of a span is known from the span.
        var input = 0;
        var spans = 0;
        foreach (var parameter in kernel.Inputs)
        {
            if (parameter.IsMemory)
            {
                inputs[program.Inputs[input].Variable] = memories[spans++] + ".Length";
            }

            input += parameter.StructType is null ? 1 : parameter.Fields.Count;
        }

        return new LaneProgramEmitter(writer, program, names, inputs, memories) { MethodName = pieces.Name }.Write();
    }
}
