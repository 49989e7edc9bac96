using System;
using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Emit;

/// <summary>
/// Writes the form of a kernel for several threads: a struct with all that a part needs, a method that computes one part, and in the span method
/// the run on a pool. Parts of a reduction, and of the gradient of shared memory, leave their totals side by side; they are combined in order.
/// </summary>
internal sealed class PartsEmitter
{
    private readonly SourceWriter writer;
    private readonly LaneKernel kernel;
    private readonly NameScope names;
    private readonly string loopName;
    private readonly LaneParameter[] parameters;
    private readonly NameScope fields;
    private readonly string length;
    private readonly string totals;
    private readonly string extremes;
    private readonly LaneParameter[] all;
    private readonly LaneRooms rooms;
    private readonly string perLane;
    private readonly Dictionary<LaneParameter, (string Totals, string Count)> sums; // of what the parts leave of the gradient of shared memory

    /// <param name="writer">Receives the text.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="names">The names of the span method.</param>
    /// <param name="loopName">The loop over lanes.</param>
    public PartsEmitter(SourceWriter writer, LaneKernel kernel, NameScope names, string loopName)
    {
        this.writer = writer;
        this.kernel = kernel;
        this.names = names;
        this.loopName = loopName;
        Pool = names.Unique("pool");
        var used = kernel.IsValid ? LaneLoopEmitter.UsedParameters(kernel) : new HashSet<LaneParameter>();
        all = kernel.Parameters.Where(parameter => parameter.IsStream || used.Contains(parameter)).ToArray();
        parameters = all.Where(parameter => !parameter.IsProvided).ToArray();
        fields = new NameScope(parameters.Select(parameter => parameter.LoopIdentifier).ToArray());
        rooms = new LaneRooms(writer, all.Where(parameter => parameter.IsProvided), fields);
        length = fields.Unique("length");
        totals = fields.Unique(kernel.IsPlace ? "places" : "totals");
        extremes = fields.Unique("extremes");
        perLane = fields.Unique("perLane");
        sums = rooms.Sums.ToDictionary(sum => sum, sum => (fields.Unique(sum.Name + "Totals"), fields.Unique(sum.Name + "Count")));
    }

    /// <summary>The name of the parameter that is the pool.</summary>
    public string Pool { get; }

    private string Work => loopName + "Work";

    private string Part => loopName + "Part";

    private string Value => ScalarEmitter.TypeOf(kernel.Returns!.Value);

    /// <summary>Inside the span method.</summary>
    /// <param name="count">The number of elements.</param>
    /// <param name="argument">What the loop gets for a parameter.</param>
    /// <param name="scratch">How much each lane saves at most.</param>
    public void Run(string count, Func<LaneParameter, string> argument, string scratch)
    {
        var (parts, work) = (names.Unique("parts"), names.Unique("work"));
        writer.Line("var " + parts + " = KernelParts.Count(" + count + ");");
        var values = parameters.Select(parameter => parameter.LoopIdentifier + " = " + argument(parameter)).Concat(new[] { length + " = " + count }).ToList();
        if (rooms.Scratch is not null)
        {
            values.Add(perLane + " = " + scratch);
        }

        if (sums.Count == 0)
        {
            Run(parts, work, values);
            return;
        }

        var totals = sums.ToDictionary(sum => sum.Key, sum => (Room: names.Unique(sum.Key.Name + "Parts"), Pointer: names.Unique(sum.Key.Name + "Pointer")));
        foreach (var (sum, room, pointer) in totals.Select(total => (total.Key, total.Value.Room, total.Value.Pointer)))
        {
            writer.Line("using var " + room + " = SharedGradient<" + sum.Element.Keyword() + ">.RentParts(" + sum.Identifier + ".Length, " + parts + ");");
            values.Add(sums[sum].Totals + " = " + pointer);
            values.Add(sums[sum].Count + " = " + sum.Identifier + ".Length");
        }

        foreach (var group in totals.GroupBy(total => total.Key.Element))
        {
            writer.Line("fixed (" + group.Key.Keyword() + "* " + string.Join(", ", group.Select(total => total.Value.Pointer + " = " + total.Value.Room + ".Span")) + ")");
        }

        using (writer.Open())
        {
            Run(parts, work, values);
        }

        writer.Blank();
        foreach (var total in totals)
        {
            writer.Line(total.Value.Room + ".AddPartsTo(" + total.Key.Identifier + ");");
        }
    }

    private void Run(string parts, string work, List<string> values)
    {
        var (total, extreme) = ("", "");
        if (kernel.IsReduced)
        {
            total = Stack(totals, kernel.ReturnType, values);
            extreme = kernel.IsPlace ? Stack(extremes, Value, values) : "";
        }

        writer.List("var " + work + " = new " + Work + " { ", values, " };");
        writer.Line(Pool + ".Run(&" + Part + ", &" + work + ", " + parts + ");");
        if (kernel.IsReduced)
        {
            Combine(parts, total, extreme);
        }
    }

    /// <summary>The private members behind it.</summary>
    public void Members()
    {
        writer.Blank();
        using (writer.Braces("private unsafe struct " + Work))
        {
            foreach (var parameter in parameters)
            {
                writer.Line("public " + (parameter.IsStream ? LaneLoopEmitter.PointerType(parameter.Element)
                    : parameter.IsMemory ? "PinnedSpan<" + LaneLoopEmitter.ElementOf(parameter.Element) + ">"
                    : parameter.ScalarTypeName) + " " + parameter.LoopIdentifier + ";");
            }

            foreach (var sum in sums)
            {
                writer.Line("public " + LaneLoopEmitter.PointerType(sum.Key.Element) + " " + sum.Value.Totals + ";");
                writer.Line("public int " + sum.Value.Count + ";");
            }

            if (rooms.Scratch is not null)
            {
                writer.Line("public int " + perLane + ";");
            }

            writer.Line("public int " + length + ";");
            if (kernel.IsReduced)
            {
                writer.Line("public " + kernel.ReturnType + "* " + totals + ";");
            }

            if (kernel.IsPlace)
            {
                writer.Line("public " + Value + "* " + extremes + ";");
            }
        }

        writer.Blank();
        using (writer.Braces("private static unsafe void " + Part + "(void* state, int part)"))
        {
            writer.Line("ref var work = ref *(" + Work + "*)state;");
            writer.Line("var first = KernelParts.First(part, work." + length + ");");
            writer.Line("var count = KernelParts.First(part + 1, work." + length + ") - first;");
            rooms.Rent("work." + perLane, sum => "work." + sums[sum].Count);
            var pointers = rooms.Fix(fields);
            var arguments = all
                .Select(parameter => pointers.TryGetValue(parameter, out var pointer) ? LaneRooms.Pinned(parameter, pointer, rooms.SpanOf(parameter))
                    : "work." + parameter.LoopIdentifier is var field && parameter.IsStream ? field + " + first"
                    : (!parameter.IsMemory && SpanOverloadEmitter.IsByReference(parameter) ? "in " : "") + field)
                .Concat(LaneLoopEmitter.HasStart(kernel) ? new[] { "first" } : Array.Empty<string>())
                .Concat(new[] { "count" })
                .Concat(kernel.IsPlace ? new[] { "out work." + extremes + "[part]" } : Array.Empty<string>())
                .ToList();
            var result = !kernel.IsReduced ? "" : "work." + totals + "[part] = " + (kernel.IsPlace ? "first + " : "");
            if (!rooms.Any())
            {
                SpanOverloadEmitter.Dispatch(writer, result, loopName, kernel.Lanes, arguments, isLeft: false);
                return;
            }

            using (writer.Open())
            {
                SpanOverloadEmitter.Dispatch(writer, result, loopName, kernel.Lanes, arguments, isLeft: false);
            }

            rooms.Add(sum => "new Span<" + sum.Element.Keyword() + ">(work." + sums[sum].Totals + " + part * work." + sums[sum].Count + ", work." + sums[sum].Count + ")");
        }
    }

    /// <summary>Room for what the parts leave.</summary>
    private string Stack(string field, string type, List<string> values)
    {
        var local = names.Unique(field);
        writer.Line("var " + local + " = stackalloc " + type + "[KernelParts.Most];");
        values.Add(field + " = " + local);
        return local;
    }

    private void Combine(string parts, string total, string extreme)
    {
        var (part, result) = (names.Unique("part"), names.Unique(kernel.IsPlace ? "best" : kernel.Reduction == KernelReduction.Sum ? "sum" : "extreme"));
        var isSum = kernel.Reduction == KernelReduction.Sum;
        var start = kernel.IsPlace ? "0" : isSum ? ScalarLiteral.Of(AccumulateScalar.Identity(kernel.Returns!.Value, kernel.Reduction)) : total + "[0]";
        writer.Line("var " + result + " = " + start + ";");
        using (writer.Braces("for (var " + part + " = " + (isSum ? 0 : 1) + "; " + part + " < " + parts + "; " + part + "++)"))
        {
            if (kernel.IsPlace)
            {
                var isBetter = "ArgReduction." + (kernel.Reduction == KernelReduction.ArgMax ? "IsLarger" : "IsSmaller") + "(" + extreme + "[" + result + "], " + extreme + "[" + part + "])";
                writer.Line("if (" + isBetter + ") " + result + " = " + part + ";");
            }
            else
            {
                var next = total + "[" + part + "]";
                writer.Line(!isSum ? result + " = Math." + kernel.Reduction + "(" + result + ", " + next + ");"
                    : kernel.Returns!.Value.IsFloat() ? result + " += " + next + ";"
                    : result + " = unchecked(" + result + " + " + next + ");");
            }
        }

        writer.Blank();
        writer.Line("return " + (kernel.IsPlace ? total + "[" + result + "]" : result) + ";");
    }
}
