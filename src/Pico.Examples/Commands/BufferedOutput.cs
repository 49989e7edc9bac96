using System.Text;

namespace Pico.Examples.Commands;

/// <summary>Collects what a program prints: a console that flushes each line costs more than the line.</summary>
internal sealed class BufferedOutput(TextWriter output) : TextWriter
{
    private const int Size = 1 << 14;

    private readonly StringBuilder waiting = new(Size);

    public override Encoding Encoding => output.Encoding;

    public override void Write(char value)
    {
        waiting.Append(value);
        if (waiting.Length >= Size)
        {
            Flush();
        }
    }

    public override void Write(string? value)
    {
        waiting.Append(value);
        if (waiting.Length >= Size)
        {
            Flush();
        }
    }

    public override void Flush()
    {
        output.Write(waiting);
        output.Flush();
        waiting.Clear();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Flush();
        }

        base.Dispose(disposing);
    }
}
