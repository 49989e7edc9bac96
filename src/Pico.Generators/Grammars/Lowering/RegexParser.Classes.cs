using System;
using System.Globalization;
using Pico.Generators.Ir;

namespace Pico.Generators.Grammars;

// Character classes and escapes.
internal sealed partial class RegexParser
{
    private CharSet Class()
    {
        var start = position++;
        var isNegated = Take('^');
        var set = CharSet.Empty;
        if (!IsAtEnd && pattern[position] == ']')
        {
            Fail(start, position + 1 - start, "the class is empty: write \\] for a bracket");
        }

        while (!IsAtEnd && pattern[position] != ']')
        {
            set = set.Union(ClassItem());
        }

        if (!Take(']'))
        {
            Fail(start, 1, "the class is not closed: write \\[ for a bracket");
        }

        set = isNegated ? set.Complement() : set;
        if (set.IsEmpty)
        {
            Fail(start, position - start, "the class contains no character");
        }

        return set;
    }

    /// <summary>A character, a range, or a named set.</summary>
    private CharSet ClassItem()
    {
        var start = position;
        if (pattern[position] == '-' && position + 1 < pattern.Length && pattern[position + 1] == '[')
        {
            Fail(position, 2, "subtraction of classes is not supported: write \\[ for a bracket");
            return CharSet.Empty;
        }

        var (set, first) = ClassCharacter();
        if (position + 1 >= pattern.Length || pattern[position] != '-' || pattern[position + 1] == ']')
        {
            return set;
        }

        position++;
        if (ClassCharacter().Single is not { } last || first is null)
        {
            Fail(start, position - start, "a range needs one character at either end: write \\- for a hyphen");
            return set;
        }

        if (last < first)
        {
            Fail(start, position - start, "the range is reversed: " + Show(last) + " comes before " + Show(first.Value));
            return set;
        }

        return CharSet.Range(first.Value, last);
    }

    private (CharSet Set, int? Single) ClassCharacter()
    {
        if (pattern[position] == '\\')
        {
            return Escape(isInClass: true);
        }

        var codePoint = CodePoint();
        return (CharSet.Of(codePoint), codePoint);
    }

    /// <summary>What an escape stands for; where that is a single code point, it can end a range.</summary>
    private (CharSet Set, int? Single) Escape(bool isInClass)
    {
        var start = position++;
        if (IsAtEnd)
        {
            Fail(start, 1, "the pattern ends with a lone \\: write \\\\ for a backslash");
            return (CharSet.Empty, null);
        }

        var letter = pattern[position++];
        switch (letter)
        {
            case 'd':
                return (RegexClasses.Digits, null);
            case 'D':
                return (RegexClasses.Digits.Complement(), null);
            case 'w':
                return (RegexClasses.WordCharacters, null);
            case 'W':
                return (RegexClasses.WordCharacters.Complement(), null);
            case 's':
                return (RegexClasses.WhiteSpace, null);
            case 'S':
                return (RegexClasses.WhiteSpace.Complement(), null);
            case 'p':
                return (Category(start), null);
            case 'P':
                return (Category(start).Complement(), null);
            default:
                var single = Single(start, letter, isInClass);
                return (CharSet.Of(single), single);
        }
    }

    private int Single(int start, char letter, bool isInClass)
    {
        switch (letter)
        {
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'f':
                return '\f';
            case 'v':
                return '\v';
            case '0' when IsAtEnd || pattern[position] is < '0' or > '9':
                return 0;
            case 'x':
                return Hexadecimal(start, 2, "\\x takes two hexadecimal digits");
            case 'u' when Take('{'):
                return Braced(start);
            case 'u':
                return Unit(start);
            case (>= '!' and <= '/') or (>= ':' and <= '@') or (>= '[' and <= '`') or (>= '{' and <= '~') or ' ':
                return letter;
        }

        var length = char.IsHighSurrogate(letter) && !IsAtEnd ? 3 : 2;
        Fail(start, length, letter switch
        {
            '0' => "octal escapes are not supported: write \\xHH",
            >= '1' and <= '9' or 'k' => "backreferences are not supported: they are not regular",
            'b' or 'B' or 'A' or 'Z' or 'z' or 'G' when !isInClass => "anchors are not supported: '\\" + letter + "' matches no character",
            _ => "the escape '" + pattern.Substring(start, length) + "' is not supported: write \\u{...} for a code point",
        });
        return 0;
    }

    private CharSet Category(int start)
    {
        var close = Take('{') ? pattern.IndexOf('}', position) : -1;
        if (close < 0)
        {
            Fail(start, 2, "\\p takes a general category in braces, such as \\p{L} or \\p{Lu}");
            return CharSet.Empty;
        }

        var name = pattern.Substring(position, close - position);
        position = close + 1;
        if (RegexClasses.Category(name) is { } set)
        {
            return set;
        }

        Fail(start, position - start, "'" + name + "' is not a general category such as L or Lu: scripts and blocks are not supported");
        return CharSet.Empty;
    }

    private int Hexadecimal(int start, int digits, string message)
    {
        var value = 0;
        for (var i = 0; i < digits; i++, position++)
        {
            if (IsAtEnd || Digit(pattern[position]) is not { } digit)
            {
                Fail(start, position - start, message);
                return 0;
            }

            value = (value * 16) + digit;
        }

        return value;
    }

    /// <summary>A UTF-16 unit in four digits; two surrogates that belong together are one code point here too.</summary>
    private int Unit(int start)
    {
        const string message = "\\u takes four hexadecimal digits, or any number in braces";
        var unit = Hexadecimal(start, 4, message);
        if (char.IsHighSurrogate((char)unit) && position + 2 < pattern.Length && pattern[position] == '\\' && pattern[position + 1] == 'u' && pattern[position + 2] is 'd' or 'D')
        {
            var second = position;
            position += 2;
            var low = Hexadecimal(second, 4, message);
            if (char.IsLowSurrogate((char)low))
            {
                return char.ConvertToUtf32((char)unit, (char)low);
            }

            position = error is null ? second : position;
        }

        return unit;
    }

    private int Braced(int start)
    {
        var (value, first) = (0, position);
        for (; !IsAtEnd && Digit(pattern[position]) is { } digit; position++)
        {
            value = Math.Min((value * 16) + digit, CharSet.LastCodePoint + 1);
        }

        var isEmpty = position == first;
        if (!Take('}') || isEmpty)
        {
            Fail(start, position - start, "\\u{...} takes hexadecimal digits");
        }
        else if (value > CharSet.LastCodePoint)
        {
            Fail(start, position - start, "there is no code point above U+" + CharSet.LastCodePoint.ToString("X", CultureInfo.InvariantCulture));
        }

        return Math.Min(value, CharSet.LastCodePoint);
    }

    private static int? Digit(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => null,
    };
}
