using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Emit;

/// <content>A phase's pass over the columns of a row.</content>
internal sealed partial class RowLoopEmitter
{
    /// <summary>The lanes that gather a reduction, or the further ones of a body that is written several times.</summary>
    private string Accumulator(string name, int copy) => loop.LocalOf("lanes " + copy + " " + name, name + "Sixteen" + (copy == 0 ? string.Empty : (copy + 1).ToString(CultureInfo.InvariantCulture)));

    /// <summary>
    /// How often a body is written for as many times sixteen columns. One maximum takes instructions that wait for each other, longer than memory
    /// does, and nothing else is computed meanwhile. So four go side by side, with the sums of the same body if there are any.
    /// </summary>
    private int Copies(LoopBody body) => step.Domain.Columns.Value is null or >= 64 && ScalarCost.Of(body.Function) < ScalarCost.Cheap &&
        body.Sinks.All(sink => sink is LoopSink.Reduce) && body.Sinks.Any(sink => sink is LoopSink.Reduce { Monoid: Monoid.Max }) ? 4 : 1;

    private void WriteColumns(LoopBody body, IReadOnlyList<LoopSource.Load> fetched, string cache)
    {
        foreach (var source in body.Sources)
        {
            switch (source)
            {
                case LoopSource.Load { Access.VariesAlongColumns: true } load when !loop.IsBound(load):
                    Declare(load, loop.RowAddress(load.Buffer, load.Access, "row"));
                    break;
                case LoopSource.Load { Access.VariesAlongColumns: false } load when !loop.IsBound(load):
                    Declare(load, "S.Broadcast(" + loop.RowElement(load.Buffer, load.Access, "row") + ")");
                    break;
                case LoopSource.RowValue value when !loop.IsBound(value):
                    Declare(value, "S.Broadcast(" + RowLocal(value.Name) + ")");
                    break;
            }
        }

        for (var i = 0; i < body.Sinks.Count; i++)
        {
            if (body.Sinks[i] is LoopSink.Store store && RowOf(store) is var row && !loop.IsBound(row))
            {
                Declare(row, loop.RowAddress(row.Buffer, row.Access, "row"), StreamedResults.IsLent(step, body, store) ? " // holds " + body.Function.Results[i].Name + " first" : string.Empty);
                if (WaitsElsewhere(body, store))
                {
                    writer.Line("var " + WaitingRow(store, body) + " = " + StreamedResults.TypeParameter + ".Waiting(" + LocalOf(row) + ", columns);");
                    loop.Bind(row, WaitingRow(store, body)); // whence it is read
                }
            }
        }

        foreach (var load in fetched.Where(load => !loop.IsBound(load)))
        {
            Declare(load, loop.RowAddress(load.Buffer, load.Access, "row"));
        }

        var (copies, reductions) = (Copies(body), body.Sinks.OfType<LoopSink.Reduce>().ToList());
        foreach (var reduce in reductions)
        {
            for (var copy = 0; copy < copies; copy++)
            {
                writer.Line("var " + Accumulator(reduce.Name, copy) + " = S.Broadcast(" + LoopWriter.Identity(reduce.Monoid) + ");");
            }
        }

        // Where the number of columns is a constant, only the part that runs is written.
        var constant = step.Domain.Columns.Value;
        if (copies > 1)
        {
            WriteRun(body, fetched, cache, "0", copies);
        }

        var (first, left) = copies == 1 ? ("0", constant) : ("columns - (columns % " + (16 * copies) + ")", constant % (16 * copies));
        if (constant is null || left >= 16)
        {
            WriteRun(body, fetched, cache, first, 1);
        }

        if (constant is null || constant % 16 != 0)
        {
            using (constant is null ? writer.Braces("if (columns % 16 != 0)") : writer.Open())
            {
                writer.Line(constant is null ? "var count = (int)(columns % 16);" : "const int count = " + (constant % 16) + ";");
                writer.Line("var column = columns - count;");
                WriteElement(body, "count", "(row * columns) + column", flat: false);
            }

            writer.Blank();
        }

        foreach (var reduce in reductions)
        {
            var lanes = Enumerable.Range(0, copies).Select(copy => Accumulator(reduce.Name, copy)).Aggregate((all, next) => LoopWriter.Combine(reduce.Monoid) + "(" + all + ", " + next + ")");
            writer.Line("var " + RowLocal(reduce.Name) + " = S." + (reduce.Monoid == Monoid.Sum ? "Sum" : "Max") + "(" + lanes + ");");
        }
    }

    /// <summary>Writes the loop over all columns from one on that are left as whole runs of sixteen, or several times sixteen.</summary>
    private void WriteRun(LoopBody body, IReadOnlyList<LoopSource.Load> fetched, string cache, string first, int copies)
    {
        using (writer.Braces("for (nint column = " + first + "; column <= columns - " + (16 * copies) + "; column += " + (16 * copies) + ")"))
        {
            var names = loop.Scope();
            for (var copy = 0; copy < copies; copy++)
            {
                var column = copy == 0 ? "column" : "column + " + (16 * copy);
                foreach (var load in fetched)
                {
                    writer.Line(cache + ".Prefetch(" + LocalOf(load) + " + columns + " + column + "); // of the next row");
                }

                WriteElement(body, names, column, null, "(row * columns) + " + column, flat: false, copy);
            }
        }

        writer.Blank();
    }

    private void WriteElement(LoopBody body, string? count, string element, bool flat) => WriteElement(body, loop.Scope(), "column", count, element, flat, 0);

    private void WriteElement(LoopBody body, NameScope names, string column, string? count, string element, bool flat, int copy)
    {
        var results = new LaneEmitter(writer, names).Write(body.Function, loop.Arguments(body, names, column, count, element));
        var soFar = ReadsBeforeItStores(body) ? body.Sinks.Select(sink => SoFar(sink, names, column, count, flat)).ToList() : null;
        for (var i = 0; i < results.Count; i++)
        {
            switch (body.Sinks[i])
            {
                case LoopSink.Store store:
                    var row = flat ? loop.Field(store.Buffer) : WaitsElsewhere(body, store) ? WaitingRow(store, body) : LocalOf(RowOf(store));
                    if (soFar?[i] is { } before)
                    {
                        loop.Store(new LoopSink.Store(store.Buffer, false, store.Row), row + " + " + column, "S.Add(" + before + ", " + results[i] + ")", count, names.Unique);
                        break;
                    }

                    if (count is null && streamed.Contains(store.Buffer) && !StreamedResults.IsLent(step, body, store))
                    {
                        writer.Line(StreamedResults.TypeParameter + ".Store<S, F, I>(" + row + " + " + column + ", " + results[i] + ");");
                        break;
                    }

                    loop.Store(store, row + " + " + column, results[i], count, names.Unique);
                    break;
                case LoopSink.Reduce reduce:
                    var accumulator = Accumulator(reduce.Name, copy);
                    var value = count is null
                        ? results[i]
                        : "S.Select(S.FirstLanes(" + count + "), " + results[i] + ", S.Broadcast(" + LoopWriter.Identity(reduce.Monoid) + "))";
                    writer.Line(accumulator + " = " + LoopWriter.Combine(reduce.Monoid) + "(" + accumulator + ", " + value + ");");
                    break;
                case LoopSink.Share share:
                    loop.Gather(Share(share) + " + " + column, share.Monoid, results[i], count, soFar?[i]);
                    break;
            }
        }
    }

    /// <summary>
    /// Whether a body reads all that it adds to before it stores any of it. Rows of equal length often lie multiples of a page apart, and
    /// a load waits for a store before it whose address has the same last twelve bits: the gradient of a norm lost an eighth.
    /// </summary>
    private static bool ReadsBeforeItStores(LoopBody body)
    {
        var written = body.Sinks.SelectMany(sink => sink.Buffers).ToList();
        return written.Count > 1 && written.Distinct().Count() == written.Count && body.Sinks.Any(sink => sink is LoopSink.Share or LoopSink.Store { Accumulate: true });
    }

    /// <summary>Writes the statement that reads what a result is added to; returns its local, or null where there is no such thing.</summary>
    private string? SoFar(LoopSink sink, NameScope names, string column, string? count, bool flat)
    {
        var (name, row) = sink switch
        {
            LoopSink.Share share => (share.Name, Share(share)),
            LoopSink.Store { Accumulate: true } store => (loop.Program.Buffers[store.Buffer].Name, flat ? loop.Field(store.Buffer) : LocalOf(RowOf(store))),
            _ => (string.Empty, string.Empty),
        };
        if (name.Length == 0)
        {
            return null;
        }

        var local = names.Unique(name + "SoFar");
        writer.Line("var " + local + " = S.Load(" + row + " + " + column + LoopWriter.Tail(count) + ");");
        return local;
    }
}
