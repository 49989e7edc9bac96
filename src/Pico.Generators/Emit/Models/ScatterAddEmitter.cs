using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>Writes the addition of rows where indices say: a strip of columns per chunk, row after row.</summary>
internal sealed class ScatterAddEmitter
{
    private readonly SourceWriter writer;
    private readonly LoopWriter loop;
    private readonly LoopStep.ScatterAdd step;

    public ScatterAddEmitter(SourceWriter writer, LoopProgram program, LoopStep.ScatterAdd step)
    {
        this.writer = writer;
        this.step = step;
        loop = new LoopWriter(writer, program);
    }

    /// <summary>The expression of the number of chunks: some columns each, so that every sum has one owner.</summary>
    public static string Chunks(LoopStep.ScatterAdd step) =>
        "Chunks.OfColumns(1, " + LoopWriter.Size(step.Length) + ", " + LoopWriter.Size(step.Columns) + ")";

    /// <summary>The statement that clears the sums before, or null where they are added to what is there.</summary>
    public static string? Clear(LoopProgram program, LoopStep.ScatterAdd step) => step.Accumulates
        ? null
        : LoopWriter.Clear(program, step.Buffer);

    public void Write()
    {
        writer.Line("nint length = " + LoopWriter.Size(step.Length) + ";");
        writer.Line("var (_, first, last) = Chunks.Columns(chunk, length, " + LoopWriter.Size(step.Columns) + ");");
        using (writer.Braces("for (nint row = 0; row < length; row++)"))
        {
            writer.Line("var source = " + loop.RowAddress(step.Source.Buffer, step.Source.Access, "row") + ";");
            writer.Line("var sum = " + loop.RowAddress(step.Buffer, step.Destination, "row") + ";");
            if (step.Columns.IsOne)
            {
                writer.Line("*sum += *source;");
                return;
            }

            writer.Line("var column = first;");
            var constant = step.Columns.Value;
            if (constant is null or >= 16)
            {
                using (writer.Braces("for (; column <= last - 16; column += 16)"))
                {
                    writer.Line("S.Store(sum + column, S.Add(S.Load(sum + column), S.Load(source + column)));");
                }
            }

            if (constant is null || constant % 16 != 0)
            {
                writer.Blank();
                using (writer.Braces("if (column < last)"))
                {
                    writer.Line("var count = (int)(last - column);");
                    writer.Line("S.Store(sum + column, S.Add(S.Load(sum + column, count), S.Load(source + column, count)), count);");
                }
            }
        }
    }
}
