using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>Writes a reduction down the columns: sixteen columns at a time, row after row.</summary>
internal sealed class ColumnLoopEmitter
{
    private readonly LoopWriter loop;
    private readonly SourceWriter writer;
    private readonly LoopStep.ColumnLoop step;
    private readonly Dictionary<string, string> accumulators = new();

    public ColumnLoopEmitter(SourceWriter writer, LoopProgram program, LoopStep.ColumnLoop step)
    {
        this.writer = writer;
        this.step = step;
        loop = new LoopWriter(writer, program);
        foreach (var name in new[] { "frame", "state", "chunk", "outer", "first", "last", "row", "column", "columns", "count", "length" })
        {
            loop.Reserve(name);
        }
    }

    /// <summary>The expression of the number of chunks.</summary>
    public static string Chunks(LoopStep.ColumnLoop step) =>
        "Chunks.OfColumns(" + LoopWriter.Size(step.Outer) + ", " + LoopWriter.Size(step.Length) + ", " + LoopWriter.Size(step.Columns) + ")";

    public void Write()
    {
        writer.Line("nint length = " + LoopWriter.Size(step.Length) + ";");
        writer.Line("nint columns = " + LoopWriter.Size(step.Columns) + ";");
        writer.Line("var (outer, first, last) = Chunks.Columns(chunk, length, columns);");
        foreach (var source in step.Body.Sources.OfType<LoopSource.Number>())
        {
            var number = loop.Number(source);
            var local = loop.Reserve(source.Function.Name + "Lanes");
            writer.Line("var " + local + " = S.Broadcast(" + number + ");");
            loop.Bind(source, local);
        }

        foreach (var reduce in step.Body.Sinks.OfType<LoopSink.Reduce>())
        {
            accumulators[reduce.Name] = loop.Reserve(reduce.Name);
        }

        foreach (var store in step.Finish.Sinks.OfType<LoopSink.Store>().Where(store => store.Accumulate))
        {
            loop.LocalOf(store, loop.Program.Buffers[store.Buffer].Name);
        }

        var constant = step.Columns.Value;
        writer.Line("var column = first;");
        if (constant is null or >= 16)
        {
            using (writer.Braces("for (; column <= last - 16; column += 16)"))
            {
                WriteStrip(null);
            }

            writer.Blank();
        }

        if (constant is null || constant % 16 != 0)
        {
            using (writer.Braces("if (column < last)"))
            {
                writer.Line("var count = (int)(last - column);");
                WriteStrip("count");
            }
        }
    }

    private void WriteStrip(string? count)
    {
        foreach (var reduce in step.Body.Sinks.OfType<LoopSink.Reduce>())
        {
            writer.Line("var " + accumulators[reduce.Name] + " = S.Broadcast(" + LoopWriter.Identity(reduce.Monoid) + ");");
        }

        using (writer.Braces("for (var row = outer * length; row < (outer + 1) * length; row++)"))
        {
            WriteElement(count);
        }

        writer.Blank();
        WriteFinish(count);
    }

    private void WriteElement(string? count)
    {
        var names = loop.Scope();
        var arguments = new List<string>();
        for (var i = 0; i < step.Body.Sources.Count; i++)
        {
            var lanes = Lanes(step.Body.Sources[i], count);
            if (loop.IsBound(step.Body.Sources[i]))
            {
                arguments.Add(lanes);
                continue;
            }

            var local = names.Unique(step.Body.Function.Parameters[i].Name + "Lanes");
            writer.Line("var " + local + " = " + lanes + ";");
            arguments.Add(local);
        }

        var results = new LaneEmitter(writer, names).Write(step.Body.Function, arguments);
        for (var i = 0; i < results.Count; i++)
        {
            var reduce = (LoopSink.Reduce)step.Body.Sinks[i];
            var accumulator = accumulators[reduce.Name];
            writer.Line(accumulator + " = " + LoopWriter.Combine(reduce.Monoid) + "(" + accumulator + ", " + results[i] + ");");
        }
    }

    private string Lanes(LoopSource source, string? count) => source switch
    {
        LoopSource.Load { Access.VariesAlongColumns: false } load => "S.Broadcast(" + loop.RowElement(load.Buffer, load.Access, "row") + ")",
        LoopSource.Load load => "S.Load(" + loop.RowAddress(load.Buffer, load.Access, "row") + " + column" + LoopWriter.Tail(count) + ")",
        _ => loop.Lanes(source, "column", count, "(row * columns) + column"),
    };

    private void WriteFinish(string? count)
    {
        var arguments = step.Finish.Sources.Select(source => accumulators[((LoopSource.RowValue)source).Name]).ToList();
        var results = new LaneEmitter(writer, loop.Scope()).Write(step.Finish.Function, arguments);
        for (var i = 0; i < results.Count; i++)
        {
            var store = (LoopSink.Store)step.Finish.Sinks[i];
            var address = step.Outer.IsOne ? loop.Field(store.Buffer) + " + column" : loop.Field(store.Buffer) + " + (outer * columns) + column";
            loop.Store(store, address, results[i], count, name => loop.LocalOf(store, name));
        }
    }
}
