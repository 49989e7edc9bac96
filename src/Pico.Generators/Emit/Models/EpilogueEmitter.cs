using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>Writes the epilogue of a product or a convolution as a struct that the kernel inlines.</summary>
internal sealed class EpilogueEmitter
{
    private const string TypeParameters = "<S, F, I>";
    private const string Constraint = "where S : struct, ISimd<F, I> where F : struct where I : struct";

    private readonly SourceWriter writer;
    private readonly LoopProgram program;
    private readonly string name;
    private readonly Dimension width;
    private readonly LoopBody body;

    public EpilogueEmitter(SourceWriter writer, LoopProgram program, string step, Dimension columns, LoopBody body)
    {
        this.writer = writer;
        this.program = program;
        name = step + "Epilogue";
        width = columns;
        this.body = body;
    }

    public void Write()
    {
        using (writer.Braces("private readonly struct " + name + " : IGemmEpilogue"))
        {
            writer.Line("private readonly Frame* frame;");
            writer.Blank();
            writer.Line("public " + name + "(Frame* frame) => this.frame = frame;");
            WriteStore(null);
            WriteStore("count");
            WritePrefetch();
            WriteTarget();
        }
    }

    private void WriteTarget()
    {
        writer.Blank();
        if (EpilogueTarget.Find(program, width, body) is not { } target)
        {
            writer.Line("public GemmTarget Target => default;");
            return;
        }

        var loop = new LoopWriter(writer, program);
        var addend = target.Store.Accumulate ? target.Store.Buffer : target.Addend?.Buffer;
        var parts = new[] { ("Bias", Field(target.Bias?.Buffer)), ("Rectifies", target.Rectifies ? "true" : null), ("Factor", Field(target.Factor?.Buffer)), ("Addend", Field(addend)) }
            .Where(part => part.Item2 is not null)
            .Select(part => part.Item1 + " = " + part.Item2)
            .ToList();
        string? Field(int? buffer) => buffer is { } number ? loop.Field(number) : null;
        writer.Line("public GemmTarget Target => new(" + loop.Field(target.Store.Buffer) + ", " + LoopWriter.Size(width) + ")" + (parts.Count == 0 ? string.Empty : " { " + string.Join(", ", parts) + " }") + ";");
    }

    // Of each matrix that is loaded or added to, the line of a piece; what does not vary along the columns, or from row to row, is in the cache anyway.
    private void WritePrefetch()
    {
        var loop = new LoopWriter(writer, program);
        foreach (var name in new[] { "frame", "row", "column" })
        {
            loop.Reserve(name);
        }

        var loads = body.Sources.OfType<LoopSource.Load>().Where(load => load.Access.VariesAlongColumns && load.Access.Row != LoopRow.First)
            .Select(load => loop.RowAddress(load.Buffer, load.Access, "row"));
        var sums = body.Sinks.OfType<LoopSink.Store>().Where(store => store.Accumulate).Select(store => loop.Field(store.Buffer) + " + " + LoopWriter.Times("row", width));
        var addresses = loads.Concat(sums).Distinct().ToList();
        writer.Blank();
        if (addresses.Count == 0)
        {
            writer.Line("public static bool Prefetches => false;");
            return;
        }

        writer.Line("public static bool Prefetches => true;");
        writer.Blank();
        using (writer.Braces("public void Prefetch(nint row, nint column)"))
        {
            foreach (var address in addresses)
            {
                writer.Line("CacheLine.Prefetch(" + address + " + column);");
            }
        }
    }

    private void WriteStore(string? count)
    {
        writer.Blank();
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        writer.Line("public void Store" + TypeParameters + "(F value, nint row, nint column" + (count is null ? ")" : ", int count)"));
        using (writer.Indent())
        {
            writer.Line(Constraint);
        }

        using (writer.Open())
        {
            WriteBody(count);
        }
    }

    private void WriteBody(string? count)
    {
        var loop = new LoopWriter(writer, program);
        foreach (var name in new[] { "frame", "value", "row", "column", "count" })
        {
            loop.Reserve(name);
        }

        foreach (var number in body.Sources.OfType<LoopSource.Number>())
        {
            loop.Number(number);
        }

        var names = loop.Scope();
        var columns = LoopWriter.Times("row", width);
        var arguments = new List<string>();
        for (var i = 0; i < body.Sources.Count; i++)
        {
            if (body.Sources[i] is LoopSource.Accumulator)
            {
                arguments.Add("value");
                continue;
            }

            var local = names.Unique(body.Function.Parameters[i].Name);
            writer.Line("var " + local + " = " + Lanes(loop, body.Sources[i], count, columns) + ";");
            arguments.Add(local);
        }

        var results = new LaneEmitter(writer, names).Write(body.Function, arguments);
        for (var i = 0; i < results.Count; i++)
        {
            var store = (LoopSink.Store)body.Sinks[i];
            loop.Store(store, loop.Field(store.Buffer) + " + " + columns + " + column", results[i], count, names.Unique);
        }
    }

    private static string Lanes(LoopWriter loop, LoopSource source, string? count, string row) => source switch
    {
        LoopSource.Load { Access.VariesAlongColumns: false } load => "S.Broadcast(" + loop.RowElement(load.Buffer, load.Access, "row") + ")",
        LoopSource.Load load => "S.Load(" + loop.RowAddress(load.Buffer, load.Access, "row") + " + column" + (count is null ? string.Empty : ", " + count) + ")",
        LoopSource.Number number => "S.Broadcast(" + loop.Number(number) + ")",
        _ => loop.Lanes(source, "column", count, row + " + column"),
    };
}
