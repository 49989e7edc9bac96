using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>
/// Writes a loop over rows: per row the row values, then sixteen columns at a time with a masked tail, phase after phase.
/// </summary>
internal sealed partial class RowLoopEmitter
{
    private readonly LoopWriter loop;
    private readonly SourceWriter writer;
    private readonly LoopStep.RowLoop step;
    private readonly IReadOnlyList<int> streamed;

    public RowLoopEmitter(SourceWriter writer, LoopProgram program, LoopStep.RowLoop step)
    {
        this.writer = writer;
        this.step = step;
        streamed = StreamedResults.Of(program, step);
        loop = new LoopWriter(writer, program);
        foreach (var name in new[] { "frame", "state", "chunk", "first", "last", "row", "column", "columns", "count", "lanes" })
        {
            loop.Reserve(name);
        }

        foreach (var body in step.Phases.SelectMany(phase => new[] { phase.Row, phase.Element }))
        {
            ReserveNames(body);
        }
    }

    /// <summary>The expression of the number of chunks.</summary>
    public static string Chunks(LoopStep.RowLoop step) => step.IsFlat
        ? "Chunks.OfElements(" + LoopWriter.Size(step.Domain.Rows * step.Domain.Columns) + ")"
        : step.HasRowsOfChunks ? ColumnTotalsEmitter.Shares(step, LoopWriter.Size(step.Domain.Columns))
        : "Chunks.OfRows(" + LoopWriter.Size(step.Domain.Rows) + ", " + LoopWriter.Size(step.Domain.Columns) + ")";

    public void Write()
    {
        if (step.IsFlat)
        {
            WriteFlat();
            return;
        }

        writer.Line("nint columns = " + LoopWriter.Size(step.Domain.Columns) + ";");
        writer.Line("var (first, last) = Chunks." + (step.HasRowsOfChunks ? "Share(chunk, " : "Rows(chunk, ") + LoopWriter.Size(step.Domain.Rows) + ", columns" +
            (step.HasRowsOfChunks ? ", " + LoopStep.RowLoop.MostChunks : string.Empty) + ");");
        WriteShares();
        WriteUnchanging();

        // The rows' locals stand around the loops over columns, so all of their names come first.
        var rows = step.Phases.Select(phase => RowBody(phase.Row)).ToList();
        var fetched = RowPrefetch.Of(step, streamed);
        using (writer.Braces("for (var row = first; row < last; row++)"))
        {
            for (var i = 0; i < step.Phases.Count; i++)
            {
                if (rows[i].Length > 0)
                {
                    writer.Line(rows[i]);
                }

                if (!step.Phases[i].Element.IsEmpty)
                {
                    WriteColumns(step.Phases[i].Element, fetched[i], RowPrefetch.DependsOnStores(step, i) ? StreamedResults.TypeParameter : "CacheLine");
                }
            }
        }
    }

    private void ReserveNames(LoopBody body)
    {
        foreach (var source in body.Sources)
        {
            LocalOf(source);
        }

        foreach (var sink in body.Sinks)
        {
            switch (sink)
            {
                case LoopSink.Store store when !step.IsFlat:
                    LocalOf(RowOf(store));
                    if (WaitsElsewhere(body, store))
                    {
                        WaitingRow(store, body);
                    }

                    break;
                case LoopSink.RowValue value:
                    RowLocal(value.Name);
                    break;
                case LoopSink.Reduce reduce:
                    RowLocal(reduce.Name);
                    for (var copy = 0; copy < Copies(body); copy++)
                    {
                        Accumulator(reduce.Name, copy);
                    }

                    break;
                case LoopSink.Share share:
                    Share(share);
                    break;
            }
        }
    }

    /// <summary>The local of a value that is computed once per row.</summary>
    private string RowLocal(string name) => loop.LocalOf("row " + name, name);

    /// <summary>The address where a chunk gathers its share of a reduction down the columns.</summary>
    private string Share(LoopSink.Share share) => loop.LocalOf("share " + share.Name, share.Name + "Share");

    /// <summary>The local outside the loop over columns that serves a source: an address, or lanes that stay.</summary>
    private string LocalOf(LoopSource source) => source switch
    {
        LoopSource.Load { Access.VariesAlongColumns: true } load => loop.LocalOf(source, loop.Program.Buffers[load.Buffer].Name + "Row"),
        LoopSource.Load load => loop.LocalOf(source, loop.Program.Buffers[load.Buffer].Name),
        LoopSource.Number number => loop.LocalOf(source, number.Function.Name + "Lanes"),
        LoopSource.RowValue value => loop.LocalOf(source, value.Name + "Lanes"),
        _ => string.Empty,
    };

    /// <summary>The row that a store goes to, as the source that a later phase may read it by: they share the address.</summary>
    private LoopSource.Load RowOf(LoopSink.Store store) => store.Load(step.Domain.Columns);

    /// <summary>Whether a store keeps elements where a result will come only if that comes into the cache, and elsewhere otherwise.</summary>
    private bool WaitsElsewhere(LoopBody body, LoopSink.Store store) => streamed.Contains(store.Buffer) && StreamedResults.IsLent(step, body, store);

    /// <summary>The address of the row where such elements wait.</summary>
    private string WaitingRow(LoopSink.Store store, LoopBody body) => loop.LocalOf("waiting " + store.Buffer, body.Function.Results.Where((_, i) => body.Sinks[i] == store).First().Name + "Row");

    private void WriteFlat()
    {
        var body = step.Phases[0].Element;
        writer.Line("var (first, last) = Chunks.ElementRange(chunk, " + LoopWriter.Size(step.Domain.Rows * step.Domain.Columns) + ");");
        foreach (var source in body.Sources.Where(source => source is not LoopSource.Load { Access.Row: LoopRow.Same }))
        {
            BindUnchanging(source);
        }

        writer.Line("var column = first;");
        using (writer.Braces("for (; column <= last - 16; column += 16)"))
        {
            WriteElement(body, null, "column", flat: true);
        }

        writer.Blank();
        using (writer.Braces("if (column < last)"))
        {
            writer.Line("var count = (int)(last - column);");
            WriteElement(body, "count", "column", flat: true);
        }
    }

    /// <summary>What the chunk gathers down the columns lies in its own row of a buffer, and stays in the cache while its rows pass.</summary>
    private void WriteShares()
    {
        foreach (var share in step.Shares)
        {
            writer.Line("var " + Share(share) + " = " + loop.Field(share.Buffer) + " + (chunk * columns);");
            writer.Line("new Span<float>(" + Share(share) + ", (int)columns)." + LoopWriter.Reset(share.Monoid) + ";");
        }
    }

    /// <summary>What no row changes: the rows of the chunk, numbers and vectors along the columns.</summary>
    private void WriteUnchanging()
    {
        foreach (var row in step.KeptInChunk.Select(RowOf))
        {
            Declare(row, loop.RowAddress(row.Buffer, row.Access, "row"));
        }

        foreach (var number in step.Phases.SelectMany(phase => phase.Row.Sources).OfType<LoopSource.Number>())
        {
            loop.Number(number);
        }

        foreach (var source in step.Phases.SelectMany(phase => phase.Element.Sources))
        {
            BindUnchanging(source);
        }
    }

    private void BindUnchanging(LoopSource source)
    {
        if (loop.IsBound(source))
        {
            return;
        }

        switch (source)
        {
            case LoopSource.Load { Access: { Row: LoopRow.First, VariesAlongColumns: false } } load:
                Declare(source, "S.Broadcast(" + loop.RowElement(load.Buffer, load.Access, "row") + ")");
                break;
            case LoopSource.Number number:
                Declare(source, "S.Broadcast(" + loop.Number(number) + ")");
                break;
        }
    }

    private void Declare(LoopSource source, string expression, string remark = "")
    {
        var local = LocalOf(source);
        writer.Line("var " + local + " = " + expression + ";" + remark);
        loop.Bind(source, local);
    }

    /// <summary>The text of what is computed once per row.</summary>
    private string RowBody(LoopBody body)
    {
        var text = new SourceWriter();
        var results = loop.WriteScalars(text, body.Function, body.Sources.Select(RowArgument).ToList());
        for (var i = 0; i < results.Count; i++)
        {
            switch (body.Sinks[i])
            {
                case LoopSink.RowValue value:
                    text.Line("var " + RowLocal(value.Name) + " = " + results[i] + ";");
                    break;
                case LoopSink.Store store:
                    text.Line(loop.Field(store.Buffer) + "[row] " + (store.Accumulate ? "+=" : "=") + " " + results[i] + ";");
                    break;
            }
        }

        return text.ToString().TrimEnd();
    }

    private string RowArgument(LoopSource source) => source switch
    {
        LoopSource.RowValue value => RowLocal(value.Name),
        LoopSource.Load load => loop.RowElement(load.Buffer, load.Access, "row"),
        LoopSource.PickLoad pick => loop.Widened(pick.Buffer) + "(" + loop.RowAddress(pick.Buffer, pick.Access, "row") + ")[" + Index(pick) + "]",
        LoopSource.Number number => loop.Number(number),
        LoopSource.ColumnIndex => "0", // a row value has one column
        LoopSource.Random random => "Philox.Uniform((uint)row, 0, frame->" + RandomKeys.Field(loop.Program, random.Stream) + ")",
        _ => throw new System.InvalidOperationException("no row value for " + source),
    };

    private string Index(LoopSource.PickLoad pick)
    {
        var index = loop.RowElement(pick.Index.Buffer, pick.Index.Access, "row");
        return pick.Ignored is { } ignored ? index + " == " + DimensionText.Operand(ignored, "frame->") + " ? 0 : " + index : index;
    }
}
