using Pico.Parsing;

namespace Pico.Examples.Interpreter.Resolution;

/// <summary>The lines of a text.</summary>
internal sealed class SourceLines
{
    private readonly List<int> starts = [0];

    public SourceLines(string text)
    {
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\n', at + 1))
        {
            starts.Add(at + 1);
        }
    }

    /// <summary>The number of the line in which a span begins, from 1.</summary>
    public int LineOf(SourceSpan span)
    {
        var index = starts.BinarySearch(span.Start);
        return index >= 0 ? index + 1 : ~index;
    }
}
