using System;
using System.Collections.Generic;
using System.Globalization;
using Pico.Generators.Ir;

namespace Pico.Generators.Grammars;

/// <summary>
/// Reads the pattern of a token: what is regular in .NET's syntax, with .NET's meaning, over code points instead of UTF-16
/// units. Everything else is one error with its place; after it the parser stands at the end of the pattern, so that all
/// its loops end.
/// </summary>
internal sealed partial class RegexParser
{
    private const int MaximumNesting = 200;
    private const int MaximumCount = 1000;

    private static readonly CharSet AnyButNewline = CharSet.Of('\n').Complement();

    private readonly string pattern;
    private int position;
    private RegexError? error;

    private RegexParser(string pattern) => this.pattern = pattern;

    private bool IsAtEnd => position == pattern.Length;

    /// <summary>The expression, or what is wrong with the pattern.</summary>
    public static (RegexNode? Node, RegexError? Error) Parse(string pattern)
    {
        var parser = new RegexParser(pattern);
        var node = parser.Choice(0);
        if (!parser.IsAtEnd)
        {
            parser.Fail(parser.position, 1, "')' closes no group: write \\) for a parenthesis");
        }

        return parser.error is null ? (node, null) : (null, parser.error);
    }

    private RegexNode Choice(int nesting)
    {
        var branches = new List<RegexNode>();
        do
        {
            branches.Add(Sequence(nesting));
        }
        while (Take('|'));
        return branches.Count == 1 ? branches[0] : new RegexNode.Choice(branches.ToEquatableArray());
    }

    private RegexNode Sequence(int nesting)
    {
        var items = new List<RegexNode>();
        while (!IsAtEnd && pattern[position] is not ('|' or ')'))
        {
            items.Add(Quantified(nesting));
        }

        return items.Count switch
        {
            0 => new RegexNode.Empty(),
            1 => items[0],
            _ => new RegexNode.Sequence(items.ToEquatableArray()),
        };
    }

    private RegexNode Quantified(int nesting)
    {
        var item = Atom(nesting);
        var start = position;
        if (IsAtEnd || Quantifier() is not var (min, max))
        {
            return item;
        }

        if (!IsAtEnd && pattern[position] is '?' or '+' or '*' or '{')
        {
            Fail(start, position + 1 - start, pattern[position] switch
            {
                '?' => "lazy quantifiers are not supported: a token is always as long as it can be",
                '+' => "possessive quantifiers are not supported: a token is always as long as it can be",
                _ => "a quantifier follows another: put the first in a group",
            });
        }

        return new RegexNode.Repeat(item, min, max);
    }

    private (int Min, int? Max)? Quantifier()
    {
        switch (pattern[position])
        {
            case '*':
                position++;
                return (0, null);
            case '+':
                position++;
                return (1, null);
            case '?':
                position++;
                return (0, 1);
            case '{':
                return Counts();
            default:
                return null;
        }
    }

    private (int Min, int? Max) Counts()
    {
        var start = position++;
        var min = Count();
        var max = Take(',') ? Count() : min;
        var isOpen = pattern[position - 1] == ',';
        if (!Take('}') || min is null || (max is null && !isOpen))
        {
            Fail(start, Math.Max(1, position - start), "a repetition is written {n}, {n,} or {n,m}: write \\{ for a brace");
        }
        else if (min > MaximumCount || max > MaximumCount)
        {
            Fail(start, position - start, "a count is " + MaximumCount + " at most");
        }
        else if (max < min)
        {
            Fail(start, position - start, "the counts are reversed: the lower comes first");
        }

        return (min ?? 0, max);
    }

    private int? Count()
    {
        int? value = null;
        for (; !IsAtEnd && pattern[position] is >= '0' and <= '9'; position++)
        {
            value = Math.Min(MaximumCount + 1, ((value ?? 0) * 10) + pattern[position] - '0');
        }

        return value;
    }

    private RegexNode Atom(int nesting)
    {
        switch (pattern[position])
        {
            case '(':
                return Group(nesting);
            case '[':
                return new RegexNode.Set(Class());
            case '\\':
                return new RegexNode.Set(Escape(isInClass: false).Set);
            case '.':
                position++;
                return new RegexNode.Set(AnyButNewline);
            case '*' or '+' or '?':
                return Fail(position, 1, "there is nothing to repeat before '" + pattern[position] + "': write \\" + pattern[position] + " for the character");
            case '{':
                return Fail(position, 1, "there is nothing to repeat before '{': write \\{ for a brace");
            case '}':
                return Fail(position, 1, "'}' closes no repetition: write \\} for a brace");
            case ']':
                return Fail(position, 1, "']' closes no class: write \\] for a bracket");
            case '^' or '$':
                return Fail(position, 1, "anchors are not supported: write \\" + pattern[position] + " for the character");
            default:
                return new RegexNode.Set(CharSet.Of(CodePoint()));
        }
    }

    private RegexNode Group(int nesting)
    {
        var start = position++;
        if (nesting == MaximumNesting)
        {
            return Fail(start, 1, "groups are nested more than " + MaximumNesting + " deep");
        }

        if (Take('?') && !Take(':'))
        {
            return Unsupported(start);
        }

        var inner = Choice(nesting + 1);
        if (!Take(')'))
        {
            Fail(start, 1, "the group is not closed: write \\( for a parenthesis");
        }

        return inner;
    }

    /// <summary>Names the construct that begins with "(?".</summary>
    private RegexNode Unsupported(int start)
    {
        var rest = pattern.Substring(position);
        var (length, what) =
            rest.StartsWith("=", StringComparison.Ordinal) || rest.StartsWith("!", StringComparison.Ordinal) ? (1, "lookahead is")
            : rest.StartsWith("<=", StringComparison.Ordinal) || rest.StartsWith("<!", StringComparison.Ordinal) ? (2, "lookbehind is")
            : rest.StartsWith("<", StringComparison.Ordinal) || rest.StartsWith("'", StringComparison.Ordinal) ? (1, "named groups are")
            : rest.StartsWith(">", StringComparison.Ordinal) ? (1, "atomic groups are")
            : rest.StartsWith("#", StringComparison.Ordinal) ? (1, "comments are")
            : rest.StartsWith("(", StringComparison.Ordinal) ? (1, "conditions are")
            : (Math.Min(rest.Length, 1), "options are");
        return Fail(start, 2 + length, what + " not supported: a group is written (...) or (?:...)");
    }

    /// <summary>The code point that stands here: surrogates that belong together are one.</summary>
    private int CodePoint()
    {
        var first = pattern[position++];
        return char.IsHighSurrogate(first) && !IsAtEnd && char.IsLowSurrogate(pattern[position])
            ? char.ConvertToUtf32(first, pattern[position++])
            : first;
    }

    private bool Take(char c)
    {
        if (IsAtEnd || pattern[position] != c)
        {
            return false;
        }

        position++;
        return true;
    }

    private RegexNode Fail(int offset, int length, string message)
    {
        error ??= new RegexError(offset, Math.Min(length, pattern.Length - offset), message);
        position = pattern.Length;
        return new RegexNode.Empty();
    }

    /// <summary>A character as messages show it.</summary>
    private static string Show(int codePoint) => codePoint is >= ' ' and < 0x7F
        ? "'" + (char)codePoint + "'"
        : "U+" + codePoint.ToString("X4", CultureInfo.InvariantCulture);
}
