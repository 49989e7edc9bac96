using Pico.Parsing;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>Tells lines and columns of places in a text of bytes.</summary>
internal sealed class LineIndex
{
    private readonly List<int> starts = [0];
    private readonly int length;

    /// <summary>Looks for the lines of a text.</summary>
    public LineIndex(ReadOnlySpan<byte> text)
    {
        length = text.Length;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == (byte)'\n') starts.Add(i + 1);
        }
    }

    /// <summary>The number of the line, from 1.</summary>
    public int Line(int at)
    {
        var found = starts.BinarySearch(Math.Min(at, length));
        return found >= 0 ? found + 1 : ~found;
    }

    /// <summary>"(line,column)".</summary>
    public string Place(int at) => $"({Line(at)},{Math.Min(at, length) - starts[Line(at) - 1] + 1})";

    /// <summary>A mistake in one line: "(line,column): what".</summary>
    public string Describe(ParseError error) => $"{Place(error.Span.Start)}: {error.Message}";
}
