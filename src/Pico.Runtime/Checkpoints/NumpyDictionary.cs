using System.Globalization;

namespace Pico.Checkpoints;

/// <summary>
/// The Python literal in the head of a .npy file: <c>{'descr': '&lt;f4', 'fortran_order': False, 'shape': (3, 4), }</c>. Keys may stand in any
/// order, quotes may be single or double, blanks may stand anywhere; each key stands once.
/// </summary>
internal sealed class NumpyDictionary
{
    private const int MostDimensions = 64; // numpy's own limit since 2.0; 32 before

    private readonly string text;
    private int position;

    public NumpyDictionary(string text)
    {
        this.text = text;
        IsValid = Parse();
    }

    public bool IsValid { get; }

    public string Description { get; private set; } = "";

    public bool IsFortranOrder { get; private set; }

    public IReadOnlyList<long> Shape { get; private set; } = [];

    private bool Parse()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (!Take('{')) return false;
        while (!Take('}'))
        {
            if (ParseString() is not { } key || !seen.Add(key) || !Take(':') || !ParseValue(key)) return false;
            if (Take(',')) continue;
            if (!Take('}')) return false;
            break;
        }

        SkipBlanks();
        return position == text.Length && seen.Count == 3;
    }

    private bool ParseValue(string key)
    {
        switch (key)
        {
            case "descr" when ParseString() is { } description:
                Description = description;
                return true;
            case "fortran_order":
                IsFortranOrder = TakeWord("True");
                return IsFortranOrder || TakeWord("False");
            case "shape" when ParseTuple() is { } shape:
                Shape = shape;
                return true;
            default:
                // A list as descr is that of records: it is no string, and ends here too.
                return false;
        }
    }

    private string? ParseString()
    {
        SkipBlanks();
        if (position == text.Length || text[position] is not ('\'' or '"')) return null;
        var end = text.IndexOf(text[position], position + 1);
        if (end < 0) return null;
        var value = text[(position + 1)..end];
        position = end + 1;
        return value.Contains('\\', StringComparison.Ordinal) ? null : value;
    }

    // "()", "(3,)" and "(3, 4)", but not "(3)", which is a number.
    private List<long>? ParseTuple()
    {
        var shape = new List<long>();
        if (!Take('(')) return null;
        for (var comma = true; !Take(')'); comma = Take(','))
        {
            if (!comma || shape.Count == MostDimensions || ParseNumber() is not { } size) return null;
            shape.Add(size);
        }

        return shape.Count != 1 || text.LastIndexOf(',', position - 1) > text.LastIndexOf('(', position - 1) ? shape : null;
    }

    private long? ParseNumber()
    {
        SkipBlanks();
        var begin = position;
        while (position < text.Length && char.IsAsciiDigit(text[position])) position++;
        var digits = text.AsSpan(begin, position - begin);
        if (position < text.Length && text[position] == 'L') position++; // files that Python 2 wrote
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private bool Take(char expected)
    {
        SkipBlanks();
        if (position == text.Length || text[position] != expected) return false;
        position++;
        return true;
    }

    private bool TakeWord(string word)
    {
        SkipBlanks();
        if (string.CompareOrdinal(text, position, word, 0, word.Length) != 0) return false;
        position += word.Length;
        return true;
    }

    private void SkipBlanks()
    {
        while (position < text.Length && text[position] is (' ' or '\n' or '\t' or '\r')) position++;
    }
}
