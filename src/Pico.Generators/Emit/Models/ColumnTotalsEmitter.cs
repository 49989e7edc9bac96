using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>
/// Writes what comes after a loop over rows that also reduces down the columns: the shares that its chunks left are combined in the order
/// of the rows, whoever made them, and stored.
/// </summary>
internal sealed class ColumnTotalsEmitter
{
    private readonly LoopWriter loop;
    private readonly SourceWriter writer;
    private readonly LoopStep.RowLoop step;
    private readonly IReadOnlyList<LoopSink.Share> shares;
    private readonly LoopBody totals;

    public ColumnTotalsEmitter(SourceWriter writer, LoopProgram program, LoopStep.RowLoop step)
    {
        this.writer = writer;
        this.step = step;
        shares = step.Shares.ToList();
        totals = step.Totals!;
        loop = new LoopWriter(writer, program);
        foreach (var name in new[] { "frame", "state", "chunk", "first", "last", "shares", "share", "at", "column", "columns", "count" })
        {
            loop.Reserve(name);
        }

        foreach (var share in shares)
        {
            TotalOf(share.Name);
        }
    }

    /// <summary>The name of the method.</summary>
    public static string Name(LoopStep.RowLoop step) => step.Name + "Totals";

    /// <summary>The expression of the number of chunks.</summary>
    public static string Chunks(LoopStep.RowLoop step)
    {
        var columns = LoopWriter.Size(step.Domain.Columns);
        return "Chunks.OfColumns(1, " + Shares(step, columns) + ", " + columns + ")";
    }

    /// <summary>The expression of the number of shares, which is the number of chunks of the loop over rows.</summary>
    public static string Shares(LoopStep.RowLoop step, string columns) =>
        "Chunks.OfShares(" + LoopWriter.Size(step.Domain.Rows) + ", " + columns + ", " + LoopStep.RowLoop.MostChunks + ")";

    public void Write()
    {
        writer.Line("nint columns = " + LoopWriter.Size(step.Domain.Columns) + ";");
        writer.Line("nint shares = " + Shares(step, "columns") + ";");
        writer.Line("var (_, first, last) = Chunks.Columns(chunk, shares, columns);");
        loop.WriteColumns(step.Domain.Columns, "first", "last", WriteColumns);
    }

    private string TotalOf(string name) => loop.LocalOf("total " + name, name);

    private void WriteColumns(string? count)
    {
        foreach (var share in shares)
        {
            writer.Line("var " + TotalOf(share.Name) + " = S.Broadcast(" + LoopWriter.Identity(share.Monoid) + ");");
        }

        using (writer.Braces("for (nint share = 0; share < shares; share++)"))
        {
            writer.Line("var at = (share * columns) + column;");
            foreach (var share in shares)
            {
                writer.Line(TotalOf(share.Name) + " = " + LoopWriter.Combine(share.Monoid) + "(" + TotalOf(share.Name) + ", S.Load(" + loop.Field(share.Buffer) + " + at" + LoopWriter.Tail(count) + "));");
            }
        }

        writer.Blank();
        var names = loop.Scope();
        var arguments = totals.Sources.Select(source => TotalOf(((LoopSource.RowValue)source).Name)).ToList();
        var results = new LaneEmitter(writer, names).Write(totals.Function, arguments);
        for (var i = 0; i < results.Count; i++)
        {
            var store = (LoopSink.Store)totals.Sinks[i];
            loop.Store(store, loop.Field(store.Buffer) + " + column", results[i], count, names.Unique);
        }
    }
}
