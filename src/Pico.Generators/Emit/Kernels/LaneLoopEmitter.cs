using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Emit;

/// <summary>
/// Writes the two private methods behind a span overload: one that walks the streams sixteen lanes a step and masks the
/// last step, and one, inlined into it, that is the user's method on lanes.
/// </summary>
internal sealed class LaneLoopEmitter
{
    private readonly SourceWriter writer;
    private readonly LaneKernel kernel;
    private readonly string loopName;
    private readonly string laneName;
    private readonly List<LaneOperand> operands;
    private readonly NameScope names;
    private readonly string index;
    private readonly string rest;
    private readonly string length;
    private readonly string total;
    private readonly string place;
    private readonly string start;
    private readonly string extreme;

    public LaneLoopEmitter(SourceWriter writer, LaneKernel kernel, string loopName)
    {
        this.writer = writer;
        this.kernel = kernel;
        this.loopName = loopName;
        laneName = loopName.Substring(0, loopName.Length - 1);
        names = new NameScope(kernel.Parameters.Select(parameter => parameter.LoopIdentifier).ToArray()); // ours give way to the user's
        index = names.Unique("i");
        rest = names.Unique("rest");
        length = names.Unique("length");
        total = names.Unique(kernel.IsPlace ? "best" : "total");
        place = names.Unique("place");
        start = names.Unique("start");
        extreme = names.Unique("extreme");
        operands = LaneOperand.Of(kernel, total, HasStart(kernel) ? start + " + " + index : index).ToList();
    }

    /// <summary>The parameters that are no streams and that the lanes read; the others stay in the user's signature only.</summary>
    public static HashSet<LaneParameter> UsedParameters(LaneKernel kernel) =>
        new(LaneOperand.Of(kernel, "total", "i").Where(operand => operand.Parameter is { IsStream: false }).Select(operand => operand.Parameter!));

    /// <summary>Whether the loop is told the number of its first element: a part of a kernel that reads the numbers.</summary>
    public static bool HasStart(LaneKernel kernel) =>
        kernel.IsParallel && LaneOperand.Of(kernel, "total", "i").Any(operand => operand.Kind == LaneOperandKind.Index);

    public void Write()
    {
        WriteLoop();
        writer.Blank();
        new LaneMethodEmitter(writer, kernel, laneName, operands).Write();
    }

    /// <summary>Whether the loop also returns the value whose place it names, so that parts can be compared.</summary>
    public static bool ReturnsExtreme(LaneKernel kernel) => kernel is { IsParallel: true, IsPlace: true };

    private void WriteLoop()
    {
        var uniforms = UsedParameters(kernel);
        var parameters = kernel.Parameters
            .Where(parameter => parameter.IsStream || uniforms.Contains(parameter))
            .Select(parameter => parameter.IsStream
                ? PointerType(parameter.Element) + " " + parameter.LoopIdentifier
                : parameter.IsMemory
                    ? "PinnedSpan<" + ElementOf(parameter.Element) + "> " + parameter.LoopIdentifier
                    : (parameter.IsIn || parameter.StructType is not null ? "in " : "") + parameter.ScalarTypeName + " " + parameter.LoopIdentifier)
            .Concat(HasStart(kernel) ? new[] { "int " + start } : Enumerable.Empty<string>())
            .Concat(new[] { "int " + length })
            .Concat(ReturnsExtreme(kernel) ? new[] { "out " + ScalarEmitter.TypeOf(kernel.Returns!.Value) + " " + extreme } : Enumerable.Empty<string>());
        var returns = kernel.ReturnType;

        using (LaneMethodEmitter.Method(writer, "private static unsafe " + returns + " " + loopName, parameters, kernel.Lanes))
        {
            for (var i = 0; i < operands.Count; i++)
            {
                if (operands[i].Kind == LaneOperandKind.Broadcast)
                {
                    var local = names.Unique(operands[i].Source.Contains('.') ? operands[i].Source : operands[i].Source + "Lanes");
                    writer.Line("var " + local + " = " + LaneEmitter.Broadcast(operands[i].Type, operands[i].Source) + ";");
                    operands[i] = operands[i] with { Source = local };
                }
            }

            if (kernel.IsPlace)
            {
                writer.Line(LaneEmitter.TypeOf(kernel.Returns!.Value) + " " + total + " = default;");
                writer.Line("var " + place + " = ArgReduction.Nowhere<S, F, I>();");
            }
            else if (kernel.IsReduced)
            {
                writer.Line("var " + total + " = " + LaneEmitter.Broadcast(AccumulateScalar.Identity(kernel.Returns!.Value, kernel.Reduction)) + ";");
            }

            writer.Line("var " + index + " = 0;");
            using (writer.Braces("for (; " + index + " <= " + length + " - 16; " + index + " += 16)"))
            {
                WriteStep(isTail: false);
            }

            writer.Blank();
            using (writer.Braces("if (" + index + " < " + length + ")"))
            {
                writer.Line("var " + rest + " = " + length + " - " + index + ";");
                WriteStep(isTail: true);
            }

            if (kernel.IsReduced)
            {
                writer.Blank();
                writer.Line("return " + Reduce() + ";");
            }
        }
    }

    private void WriteStep(bool isTail)
    {
        var count = isTail ? ", " + rest : "";
        var call = laneName + kernel.Lanes.Parameters() + "(";
        var arguments = operands.Select(operand => operand.Kind switch
        {
            LaneOperandKind.Stream => Load(operand.Parameter!.Element) + operand.Source + " + " + index + count + ")",
            LaneOperandKind.Mask => "S.FirstLanes(" + (isTail ? rest : "16") + ")",
            _ => operand.Source,
        }).ToList();
        if (kernel.IsPlace)
        {
            writer.List(
                Places("Update") + "(ref " + total + ", ref " + place + ", " + call, arguments,
                "), S.Add(S.Broadcast(" + index + "), S.LaneIndex)" + (isTail ? ", S.FirstLanes(" + rest + "));" : ");"));
            return;
        }

        if (kernel.IsReduced)
        {
            var (open, close) = kernel.Program is null ? ("", "") : ("S." + kernel.ReductionOperation + "(" + total + ", ", ")");
            writer.List(
                total + " = " + (isTail ? "S.Select(S.FirstLanes(" + rest + "), " : "") + open + call, arguments, ")" + close + (isTail ? ", " + total + ");" : ";"));
            return;
        }

        var outcomes = kernel.Results.ToArray();
        if (outcomes.Length == 1)
        {
            var (before, after) = Store(outcomes[0], count);
            writer.List(before + call, arguments, ")" + after);
            return;
        }

        var results = outcomes.Select(result => names.Unique("new." + result.Name)).ToArray();
        writer.List(call, arguments.Concat(results.Select(result => "out var " + result)).ToList(), ");");
        for (var k = 0; k < results.Length; k++)
        {
            var (before, after) = Store(outcomes[k], count);
            writer.Line(before + results[k] + after);
        }
    }

    private static string Load(MemoryElement element) => element switch
    {
        MemoryElement.Bool => "S.LoadMask(",
        MemoryElement.UInt8 => "S.LoadBytes(",
        MemoryElement.Int8 => "S.LoadSignedBytes(",
        MemoryElement.Int16 => "S.LoadShorts(",
        MemoryElement.UInt16 => "S.LoadUnsignedShorts(",
        _ => "S.Load(",
    };

    /// <summary>Truncating a lane gives the same bits, signed or not.</summary>
    private (string Before, string After) Store(LaneParameter result, string count) => result.Element switch
    {
        MemoryElement.Bool => ("S.StoreMask(" + result.LoopIdentifier + " + " + index + ", ", count + ");"),
        MemoryElement.UInt8 => ("S.StoreBytes(" + result.LoopIdentifier + " + " + index + ", ", count + ");"),
        MemoryElement.Int8 => ("S.StoreBytes((byte*)" + result.LoopIdentifier + " + " + index + ", ", count + ");"),
        MemoryElement.Int16 => ("S.StoreShorts(" + result.LoopIdentifier + " + " + index + ", ", count + ");"),
        MemoryElement.UInt16 => ("S.StoreShorts((short*)" + result.LoopIdentifier + " + " + index + ", ", count + ");"),
        _ => ("S.Store(" + result.LoopIdentifier + " + " + index + ", ", count + ");"),
    };

    /// <summary>An operation of ArgReduction on the kernel's type.</summary>
    private string Places(string operation) => "ArgReduction." + operation + (kernel.Reduction == KernelReduction.ArgMax ? "Max" : "Min") +
        (kernel.Returns!.Value.IsUnsigned() ? "Unsigned" : "") + LaneSets.Of(kernel.Returns.Value).Parameters();

    private string Reduce() => kernel.IsPlace ? Places("Finish") + "(" + total + ", " + place + ", out " + (ReturnsExtreme(kernel) ? extreme + ")" : "_)") : (kernel.Returns, kernel.Reduction) switch
    {
        (ScalarType.UInt32 or ScalarType.UInt64, KernelReduction.Sum) => "(" + kernel.ReturnType + ")S.Sum(" + total + ")",
        (ScalarType.UInt32 or ScalarType.UInt64, _) => "S." + kernel.Reduction + "Unsigned(" + total + ")",
        _ => "S." + kernel.Reduction + "(" + total + ")",
    };

    /// <summary>A pointer to the elements of a stream; unsigned lanes travel as signed: the bits are the same.</summary>
    public static string PointerType(MemoryElement element) => ElementOf(element) + "*";

    public static string ElementOf(MemoryElement element) => (element switch
    {
        MemoryElement.UInt32 => MemoryElement.Int32,
        MemoryElement.UInt64 => MemoryElement.Int64,
        _ => element,
    }).Keyword();
}
