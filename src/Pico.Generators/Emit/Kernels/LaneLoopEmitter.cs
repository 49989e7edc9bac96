using System;
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
    private readonly ScalarFunction function;
    private readonly string loopName;
    private readonly string laneName;
    private readonly List<Operand> operands = new();
    private readonly NameScope names;
    private readonly string index;
    private readonly string rest;
    private readonly string length;
    private readonly string total;

    public LaneLoopEmitter(SourceWriter writer, LaneKernel kernel, ScalarFunction function, string loopName)
    {
        this.writer = writer;
        this.kernel = kernel;
        this.function = function;
        this.loopName = loopName;
        laneName = loopName.Substring(0, loopName.Length - 1);
        names = new NameScope(kernel.Parameters.Select(parameter => parameter.LoopIdentifier).ToArray()); // ours give way to the user's
        index = names.Unique("i");
        rest = names.Unique("rest");
        length = names.Unique("length");
        total = names.Unique("total");
    }

    /// <summary>The uniform parameters that the function reads; the others stay in the user's signature only.</summary>
    public static HashSet<LaneParameter> UsedUniforms(LaneKernel kernel, ScalarFunction function)
    {
        var used = new HashSet<int>(Read(function));
        var value = kernel.IsReduced ? 1 : 0;
        var uniforms = new HashSet<LaneParameter>();
        foreach (var parameter in kernel.Parameters.Where(parameter => parameter.IsRead))
        {
            var count = parameter.StructType is null ? 1 : parameter.Fields.Count;
            if (!parameter.IsStream && Enumerable.Range(value, count).Any(used.Contains))
            {
                uniforms.Add(parameter);
            }

            value += count;
        }

        return uniforms;
    }

    private static IEnumerable<int> Read(ScalarFunction function) =>
        function.Body.SelectMany(instruction => instruction.Operands).Concat(function.Results.Select(result => result.Value));

    private bool HasDouble => LaneEmitter.NeedsDouble(function);

    private string TypeParameters => HasDouble ? "<S, F, I, D>" : "<S, F, I>";

    public void Write()
    {
        FindOperands();
        WriteLoop();
        writer.Blank();
        WriteLane();
    }

    /// <summary>Which values of the function come from where, without those that nothing reads.</summary>
    private void FindOperands()
    {
        var used = new HashSet<int>(Read(function));
        var value = 0;
        if (kernel.IsReduced)
        {
            operands.Add(new Operand(total, function.Parameters[0].Type, value++, total, null, IsTotal: true));
        }

        foreach (var parameter in kernel.Parameters.Where(parameter => parameter.IsRead))
        {
            var sources = parameter.StructType is null
                ? new[] { (parameter.LoopIdentifier, parameter.Type) }
                : parameter.Fields.Select(field => (parameter.LoopIdentifier + "." + field.Name, field.Type)).ToArray();
            foreach (var (source, type) in sources)
            {
                if (used.Contains(value))
                {
                    operands.Add(new Operand(function.Parameters[value].Name, type, value, source, parameter.IsStream ? parameter : null, IsTotal: false));
                }

                value++;
            }
        }
    }

    private void WriteLoop()
    {
        var uniforms = UsedUniforms(kernel, function);
        var parameters = kernel.Parameters
            .Where(parameter => parameter.IsStream || uniforms.Contains(parameter))
            .Select(parameter => parameter.IsStream
                ? PointerType(parameter.Type) + " " + parameter.LoopIdentifier
                : (parameter.IsIn || parameter.StructType is not null ? "in " : "") + parameter.ScalarTypeName + " " + parameter.LoopIdentifier)
            .Concat(new[] { "int " + length });
        var returns = kernel.IsReduced ? ScalarEmitter.TypeOf(kernel.Returns!.Value) : "void";

        // Unoptimised, a loop over sixteen lanes is a hundred times slower: tiered compilation may not begin with that.
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (Method("private static unsafe " + returns + " " + loopName, parameters))
        {
            for (var i = 0; i < operands.Count; i++)
            {
                if (operands[i] is { Stream: null, IsTotal: false })
                {
                    var local = names.Unique(operands[i].Source.Contains('.') ? operands[i].Source : operands[i].Source + "Lanes");
                    writer.Line("var " + local + " = " + LaneEmitter.Broadcast(operands[i].Type, operands[i].Source) + ";");
                    operands[i] = operands[i] with { Source = local };
                }
            }

            if (kernel.IsReduced)
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
        var call = laneName + TypeParameters + "(";
        var arguments = operands.Select(operand => operand.Stream is { } stream
            ? (stream.Type == ScalarType.Bool ? "S.LoadMask(" : "S.Load(") + operand.Source + " + " + index + count + ")"
            : operand.Source).ToList();
        if (kernel.IsReduced)
        {
            writer.List(
                total + " = " + (isTail ? "S.Select(S.FirstLanes(" + rest + "), " : "") + call, arguments, isTail ? "), " + total + ");" : ");");
            return;
        }

        if (function.Results.Count == 1)
        {
            var (before, after) = Store(function.Results[0], count);
            writer.List(before + call, arguments, ")" + after);
            return;
        }

        var results = function.Results.Select(result => names.Unique("new." + result.Name)).ToArray();
        writer.List(call, arguments.Concat(results.Select(result => "out var " + result)).ToList(), ");");
        for (var k = 0; k < results.Length; k++)
        {
            var (before, after) = Store(function.Results[k], count);
            writer.Line(before + results[k] + after);
        }
    }

    private (string Before, string After) Store(ScalarResult result, string count)
    {
        var isMask = function.TypeOf(result.Value) == ScalarType.Bool;
        return ((isMask ? "S.StoreMask(" : "S.Store(") + NameScope.Local(result.Name) + " + " + index + ", ", count + ");");
    }

    private string Reduce() => (kernel.Returns, kernel.Reduction) switch
    {
        (ScalarType.UInt32, KernelReduction.Sum) => "(uint)S.Sum(" + total + ")",
        (ScalarType.UInt32, _) => "S." + kernel.Reduction + "Unsigned(" + total + ")",
        _ => "S." + kernel.Reduction + "(" + total + ")",
    };

    private void WriteLane()
    {
        var laneNames = new NameScope();
        var arguments = function.Parameters.Select(_ => "").ToArray();
        foreach (var operand in operands)
        {
            arguments[operand.Value] = laneNames.Unique(operand.Name);
        }

        var parameters = operands.Select(operand => LaneEmitter.TypeOf(operand.Type) + " " + arguments[operand.Value]);
        var isSingle = function.Results.Count == 1;
        var outputs = isSingle ? Array.Empty<(string Name, string Type)>()
            : function.Results.Select(result => (Name: laneNames.Unique("new." + result.Name), Type: LaneEmitter.TypeOf(function.TypeOf(result.Value)))).ToArray();
        var returns = isSingle ? LaneEmitter.TypeOf(function.TypeOf(function.Results[0].Value)) : "void";
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        using (Method("private static " + returns + " " + laneName, parameters.Concat(outputs.Select(output => "out " + output.Type + " " + output.Name))))
        {
            var results = new LaneEmitter(writer, laneNames).Write(function, arguments, nestResults: true);
            if (isSingle)
            {
                writer.Line("return " + results[0] + ";");
                return;
            }

            for (var i = 0; i < outputs.Length; i++)
            {
                writer.Line(outputs[i].Name + " = " + results[i] + ";");
            }
        }
    }

    private SourceWriter.Block Method(string header, IEnumerable<string> parameters)
    {
        writer.List(header + TypeParameters + "(", parameters.ToList(), ")");
        using (writer.Indent())
        {
            writer.Line("where S : struct, ISimd" + (HasDouble ? "<F, I, D>" : "<F, I>"));
            writer.Line("where F : struct");
            writer.Line("where I : struct");
            if (HasDouble)
            {
                writer.Line("where D : struct");
            }
        }

        return writer.Open();
    }

    /// <summary>uint lanes travel as int: the bits are the same.</summary>
    public static string PointerType(ScalarType type) => (type == ScalarType.UInt32 ? "int" : ScalarEmitter.TypeOf(type)) + "*";

    /// <summary>A value that the lanes need: from a stream, or (uniform, or the running total) from an expression.</summary>
    private sealed record Operand(string Name, ScalarType Type, int Value, string Source, LaneParameter? Stream, bool IsTotal);
}
