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

    /// <summary>The number, from 1, of the line in which a token ends: a string of several lines counts for its last, as in the book's scanner.</summary>
    public int LineOf(SourceSpan token)
    {
        var index = starts.BinarySearch(token.End);
        return index >= 0 ? index + 1 : ~index;
    }
}
