using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>Writes a matrix product: the call of the GEMM, and the epilogue as a struct that the GEMM inlines.</summary>
internal sealed class ProductEmitter
{
    private const string TypeParameters = "<S, F, I>";
    private const string Constraint = "where S : struct, ISimd<F, I> where F : struct where I : struct";

    private readonly SourceWriter writer;
    private readonly LoopProgram program;
    private readonly LoopStep.Product step;

    public ProductEmitter(SourceWriter writer, LoopProgram program, LoopStep.Product step)
    {
        this.writer = writer;
        this.program = program;
        this.step = step;
    }

    /// <summary>The statement that runs the product.</summary>
    public string Call()
    {
        var sizes = LoopWriter.Size(step.Rows) + ", " + LoopWriter.Size(step.Columns) + ", " + LoopWriter.Size(step.Inner);
        var (a, b) = (Operand(step.A), Operand(step.B));
        var epilogue = "new " + step.Name + "Epilogue(frame)";
        return step.Batch.IsOne
            ? Lines("Gemm.Multiply<S, F, I, " + step.Name + "Epilogue>(", "pool, " + sizes, a, b, epilogue)
            : Lines(
                "Gemm.MultiplyBatched<S, F, I, " + step.Name + "Epilogue>(",
                "pool, " + LoopWriter.Size(step.Batch) + ", " + sizes,
                a + ", " + LoopWriter.Size(step.A.BatchStride),
                b + ", " + LoopWriter.Size(step.B.BatchStride),
                epilogue);
    }

    public void WriteEpilogue()
    {
        using (writer.Braces("private readonly struct " + step.Name + "Epilogue : IGemmEpilogue"))
        {
            writer.Line("private readonly Frame* frame;");
            writer.Blank();
            writer.Line("public " + step.Name + "Epilogue(Frame* frame) => this.frame = frame;");
            WriteStore(null);
            WriteStore("count");
        }
    }

    private static string Lines(string call, params string[] arguments) => call + "\n    " + string.Join(",\n    ", arguments) + ");";

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

        var body = step.Epilogue;
        foreach (var number in body.Sources.OfType<LoopSource.Number>())
        {
            loop.Number(number);
        }

        var names = loop.Scope();
        var columns = LoopWriter.Times("row", step.Columns);
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

    private string Operand(ProductOperand operand) =>
        "new GemmOperand(frame->" + NameScope.Identifier(program.Buffers[operand.Buffer].Name) + ", " + LoopWriter.Size(operand.Stride) +
        ", transposed: " + (operand.Transposed ? "true" : "false") + ")";
}
