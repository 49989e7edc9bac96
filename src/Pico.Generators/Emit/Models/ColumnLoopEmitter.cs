using System;
using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>
/// Writes a reduction down the columns: a strip of columns at a time, row after row, so that each row is read in runs of several
/// cache lines. What the strip has gathered so far lies on the stack, or in a register if the columns are known to be no more than sixteen.
/// Where a loop over rows could have made the reduction, the rows are cut into the shares of that loop.
/// </summary>
internal sealed class ColumnLoopEmitter
{
    private readonly LoopWriter loop;
    private readonly SourceWriter writer;
    private readonly LoopStep.ColumnLoop step;
    private readonly List<LoopSink.Reduce> reductions;
    private readonly Dictionary<string, string> gathered = new(); // of the rows, or of those of one share
    private readonly Dictionary<string, string> totals = new(); // of all shares

    public ColumnLoopEmitter(SourceWriter writer, LoopProgram program, LoopStep.ColumnLoop step)
    {
        this.writer = writer;
        this.step = step;
        reductions = step.Body.Sinks.OfType<LoopSink.Reduce>().ToList();
        loop = new LoopWriter(writer, program);
        foreach (var name in new[] { "frame", "state", "chunk", "outer", "first", "last", "strip", "end", "memory", "row", "column", "columns", "count", "length", "at", "shares", "share", "from", "to" })
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
        if (step.InShares)
        {
            writer.Line("nint shares = Chunks.OfShares(length, columns, " + LoopStep.RowLoop.MostChunks + ");");
        }

        if (!step.InShares || !IsOneVector)
        {
            writer.Line("var (" + (step.InShares ? "_" : "outer") + ", " + (IsOneVector ? "_, _" : "first, last") + ") = Chunks.Columns(chunk, length, columns);");
        }

        foreach (var source in step.Body.Sources.OfType<LoopSource.Number>())
        {
            Declare(source, source.Function.Name + "Lanes", "S.Broadcast(" + loop.Number(source) + ")");
        }

        if (IsOneVector)
        {
            WriteOneVector();
            return;
        }

        WriteMemory();
        ReserveNames();
        using (writer.Braces("for (var strip = first; strip < last; strip += Chunks.Strip)"))
        {
            writer.Line("var end = Math.Min(strip + Chunks.Strip, last);");
            WriteRows(ClearStrip, () => loop.WriteColumns(step.Columns, "strip", "end", WriteElement), AddStrip);
            writer.Blank();
            using (writer.Open())
            {
                loop.WriteColumns(step.Columns, "strip", "end", WriteFinish);
            }
        }
    }

    private bool IsOneVector => step.Columns.Value is > 0 and <= 16;

    // A sum in memory would be waited for in every row.
    private void WriteOneVector()
    {
        var count = step.Columns.Value == 16 ? null : "count";
        writer.Line("const nint column = 0;");
        if (count is not null)
        {
            writer.Line("const int count = " + LoopWriter.Size(step.Columns) + ";");
        }

        NameSums("Lanes");
        ReserveNames();
        WriteRows(
            (reduce, local) => writer.Line("var " + local + " = S.Broadcast(" + LoopWriter.Identity(reduce.Monoid) + ");"),
            () => WriteElement(count),
            reduce => writer.Line(totals[reduce.Name] + " = " + LoopWriter.Combine(reduce.Monoid) + "(" + totals[reduce.Name] + ", " + gathered[reduce.Name] + ");"));
        writer.Blank();
        WriteFinish(count);
    }

    /// <summary>The loop over the rows, all at once or share by share.</summary>
    /// <param name="clear">Gives a local the reduction of nothing.</param>
    /// <param name="element">Adds the elements of a row to what is gathered.</param>
    /// <param name="add">Adds what is gathered to the total.</param>
    private void WriteRows(Action<LoopSink.Reduce, string> clear, Action element, Action<LoopSink.Reduce> add)
    {
        reductions.ForEach(reduce => clear(reduce, totals[reduce.Name]));
        if (!step.InShares)
        {
            WriteRows("outer * length", "(outer + 1) * length", element);
            return;
        }

        using (writer.Braces("for (var share = 0; share < shares; share++)"))
        {
            writer.Line("var (from, to) = Chunks.Share(share, length, columns, " + LoopStep.RowLoop.MostChunks + ");");
            reductions.ForEach(reduce => clear(reduce, gathered[reduce.Name]));
            WriteRows("from", "to", element);
            writer.Blank();
            reductions.ForEach(add);
        }
    }

    private void WriteRows(string from, string to, Action element)
    {
        using (writer.Braces("for (var row = " + from + "; row < " + to + "; row++)"))
        {
            WriteRowSources();
            element();
        }
    }

    /// <summary>Takes the names of what is gathered, and of the totals, which are the same unless there are shares.</summary>
    private void NameSums(string kind)
    {
        foreach (var reduce in reductions)
        {
            gathered[reduce.Name] = loop.Reserve(reduce.Name + kind);
            totals[reduce.Name] = step.InShares ? loop.Reserve(reduce.Name + "Total") : gathered[reduce.Name];
        }
    }

    /// <summary>Declares the strips on the stack.</summary>
    private void WriteMemory()
    {
        NameSums("Strip");
        var strips = reductions.Select(reduce => gathered[reduce.Name]).Concat(reductions.Select(reduce => totals[reduce.Name])).Distinct().ToList();
        writer.Line("var memory = stackalloc float[" + (strips.Count == 1 ? string.Empty : strips.Count + " * ") + "Chunks.Strip + 16];");
        for (var i = 0; i < strips.Count; i++)
        {
            writer.Line("var " + strips[i] + " = " + (i == 0 ? "Chunks.Align(memory)" : strips[i - 1] + " + Chunks.Strip") + ";");
        }
    }

    private void ClearStrip(LoopSink.Reduce reduce, string strip) =>
        writer.Line("new Span<float>(" + strip + ", Chunks.Strip)." + LoopWriter.Reset(reduce.Monoid) + ";");

    private void AddStrip(LoopSink.Reduce reduce)
    {
        using (writer.Braces("for (nint column = 0; column < Chunks.Strip; column += 16)"))
        {
            loop.Gather(totals[reduce.Name] + " + column", reduce.Monoid, "S.Load(" + gathered[reduce.Name] + " + column)", null);
        }
    }

    /// <summary>The locals of the blocks around the loops over columns come before any that these declare.</summary>
    private void ReserveNames()
    {
        foreach (var load in step.Body.Sources.OfType<LoopSource.Load>())
        {
            LocalOf(load);
        }
    }

    private string LocalOf(LoopSource.Load load) =>
        loop.LocalOf(load, loop.Program.Buffers[load.Buffer].Name + (load.Access.VariesAlongColumns ? "Row" : "Lanes"));

    private void WriteRowSources()
    {
        foreach (var load in step.Body.Sources.OfType<LoopSource.Load>())
        {
            writer.Line("var " + LocalOf(load) + " = " + (load.Access.VariesAlongColumns
                ? loop.RowAddress(load.Buffer, load.Access, "row")
                : "S.Broadcast(" + loop.RowElement(load.Buffer, load.Access, "row") + ")") + ";");
            loop.Bind(load, LocalOf(load));
        }
    }

    private void Declare(LoopSource source, string wish, string expression)
    {
        var local = loop.Reserve(wish);
        writer.Line("var " + local + " = " + expression + ";");
        loop.Bind(source, local);
    }

    private void WriteElement(string? count)
    {
        var names = loop.Scope();
        var results = new LaneEmitter(writer, names).Write(step.Body.Function, loop.Arguments(step.Body, names, "column", count, "(row * columns) + column"));
        if (!IsOneVector)
        {
            writer.Line("var at = column - strip;");
        }

        for (var i = 0; i < results.Count; i++)
        {
            var reduce = (LoopSink.Reduce)step.Body.Sinks[i];
            var sum = gathered[reduce.Name];
            writer.Line(IsOneVector
                ? sum + " = " + LoopWriter.Combine(reduce.Monoid) + "(" + sum + ", " + results[i] + ");"
                : "S.Store(" + sum + " + at, " + LoopWriter.Combine(reduce.Monoid) + "(S.Load(" + sum + " + at), " + results[i] + "));");
        }
    }

    private void WriteFinish(string? count)
    {
        var names = loop.Scope();
        var arguments = step.Finish.Sources
            .Select(source => totals[((LoopSource.RowValue)source).Name])
            .Select(sum => IsOneVector ? sum : "S.Load(" + sum + " + (column - strip))")
            .ToList();
        var results = new LaneEmitter(writer, names).Write(step.Finish.Function, arguments);
        for (var i = 0; i < results.Count; i++)
        {
            var store = (LoopSink.Store)step.Finish.Sinks[i];
            var address = step.Outer.IsOne ? loop.Field(store.Buffer) + " + column" : loop.Field(store.Buffer) + " + (outer * columns) + column";
            loop.Store(store, address, results[i], count, names.Unique);
        }
    }
}
