using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>One tensor that a safetensors file holds.</summary>
internal sealed record WeightsEntry(string Name, string Type, EquatableArray<long> Shape);

/// <summary>
/// The JSON header of a safetensors file, of which names, types and shapes are kept. It is read inside the compiler, so its length is bounded, and so
/// is the depth of what is skipped.
/// </summary>
internal sealed class WeightsHeader
{
    public const int MostCharacters = 16 * 1024 * 1024;

    private const int Deepest = 8;
    private const string Metadata = "__metadata__";

    private readonly string text;
    private readonly List<WeightsEntry> entries = new();
    private int position;

    private WeightsHeader(string text) => this.text = text;

    /// <summary>The tensors, in the order of the header; null where it is not one.</summary>
    public static IReadOnlyList<WeightsEntry>? Parse(string text)
    {
        var header = new WeightsHeader(text);
        return text.Length <= MostCharacters && header.ParseAll() ? header.entries : null;
    }

    private bool ParseAll()
    {
        var names = new HashSet<string>();
        if (!Members(name => names.Add(name) && (name == Metadata ? Skip(0) : ParseEntry(name))))
        {
            return false;
        }

        SkipBlanks();
        return position == text.Length;
    }

    private bool ParseEntry(string name)
    {
        string? type = null;
        List<long>? shape = null;
        var isEntry = Members(key => key switch
        {
            "dtype" => type is null && (type = ParseString()) is not null,
            "shape" => shape is null && (shape = ParseNumbers()) is not null,
            _ => Skip(0),
        });
        if (!isEntry || type is null || shape is null)
        {
            return false;
        }

        entries.Add(new WeightsEntry(name, type, shape.ToEquatableArray()));
        return true;
    }

    private bool Members(System.Func<string, bool> parseValue)
    {
        if (!Take('{'))
        {
            return false;
        }

        if (Take('}'))
        {
            return true;
        }

        do
        {
            if (ParseString() is not { } name || !Take(':') || !parseValue(name))
            {
                return false;
            }
        }
        while (Take(','));
        return Take('}');
    }

    private List<long>? ParseNumbers()
    {
        var numbers = new List<long>();
        if (!Take('['))
        {
            return null;
        }

        if (Take(']'))
        {
            return numbers;
        }

        do
        {
            SkipBlanks();
            var begin = position;
            while (position < text.Length && text[position] is >= '0' and <= '9')
            {
                position++;
            }

            if (!long.TryParse(text.Substring(begin, position - begin), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            numbers.Add(number);
        }
        while (Take(','));
        return Take(']') ? numbers : null;
    }

    private string? ParseString()
    {
        if (!Take('"'))
        {
            return null;
        }

        var value = new StringBuilder();
        while (position < text.Length && text[position] != '"')
        {
            var c = text[position++];
            if (c != '\\')
            {
                value.Append(c);
            }
            else if (!ParseEscape(value))
            {
                return null;
            }
        }

        return position < text.Length && text[position++] == '"' ? value.ToString() : null;
    }

    private bool ParseEscape(StringBuilder value)
    {
        const string escapes = "\"\\/bfnrt";
        if (position == text.Length)
        {
            return false;
        }

        var c = text[position++];
        if (c != 'u')
        {
            var index = escapes.IndexOf(c);
            value.Append(index < 0 ? '\0' : "\"\\/\b\f\n\r\t"[index]);
            return index >= 0;
        }

        if (position + 4 > text.Length ||
            !int.TryParse(text.Substring(position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            return false;
        }

        position += 4;
        value.Append((char)code);
        return true;
    }

    private bool Skip(int depth)
    {
        SkipBlanks();
        if (position == text.Length || depth > Deepest)
        {
            return false;
        }

        switch (text[position])
        {
            case '"':
                return ParseString() is not null;
            case '{':
                return Members(_ => Skip(depth + 1));
            case '[':
                return SkipItems(depth);
            default:
                var begin = position;
                while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] is '-' or '+' or '.'))
                {
                    position++;
                }

                return position > begin;
        }
    }

    private bool SkipItems(int depth)
    {
        position++;
        if (Take(']'))
        {
            return true;
        }

        do
        {
            if (!Skip(depth + 1))
            {
                return false;
            }
        }
        while (Take(','));
        return Take(']');
    }

    private bool Take(char expected)
    {
        SkipBlanks();
        if (position == text.Length || text[position] != expected)
        {
            return false;
        }

        position++;
        return true;
    }

    private void SkipBlanks()
    {
        while (position < text.Length && text[position] is (' ' or '\n' or '\r' or '\t'))
        {
            position++;
        }
    }
}
