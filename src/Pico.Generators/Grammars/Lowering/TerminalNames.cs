using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Pico.Generators.Grammars;

/// <summary>Names kinds of tokens: <c>+=</c> is <c>PlusEqual</c>, <c>while</c> is <c>While</c>.</summary>
internal sealed class TerminalNames
{
    /// <summary>Unicode's names of ASCII's signs, without blanks.</summary>
    private static readonly Dictionary<char, string> Signs = new()
    {
        [' '] = "Space",
        ['!'] = "Bang",
        ['"'] = "Quote",
        ['#'] = "Hash",
        ['$'] = "Dollar",
        ['%'] = "Percent",
        ['&'] = "Ampersand",
        ['\''] = "Apostrophe",
        ['('] = "LeftParenthesis",
        [')'] = "RightParenthesis",
        ['*'] = "Star",
        ['+'] = "Plus",
        [','] = "Comma",
        ['-'] = "Minus",
        ['.'] = "Dot",
        ['/'] = "Slash",
        [':'] = "Colon",
        [';'] = "Semicolon",
        ['<'] = "Less",
        ['='] = "Equal",
        ['>'] = "Greater",
        ['?'] = "Question",
        ['@'] = "At",
        ['['] = "LeftBracket",
        ['\\'] = "Backslash",
        [']'] = "RightBracket",
        ['^'] = "Caret",
        ['_'] = "Underscore",
        ['`'] = "Backtick",
        ['{'] = "LeftBrace",
        ['|'] = "Bar",
        ['}'] = "RightBrace",
        ['~'] = "Tilde",
        ['\n'] = "Newline",
        ['\r'] = "Return",
        ['\t'] = "Tab",
    };

    private readonly HashSet<string> taken = new();

    public string Unique(string name)
    {
        var unique = name;
        for (var i = 2; !taken.Add(unique); i++)
        {
            unique = name + i;
        }

        return unique;
    }

    public string OfLiteral(string text)
    {
        if (IsWord(text))
        {
            var name = char.ToUpperInvariant(text[0]) + text.Substring(1);
            return Unique(taken.Contains(name) ? name + "Keyword" : name);
        }

        var builder = new StringBuilder();
        foreach (var character in text.Length <= 8 ? text : text.Substring(0, 8))
        {
            builder.Append(Signs.TryGetValue(character, out var sign) ? sign
                : char.IsLetterOrDigit(character) && (builder.Length > 0 || char.IsLetter(character)) ? char.ToUpperInvariant(character).ToString()
                : char.IsDigit(character) ? "Digit" + character
                : "Sign");
        }

        return Unique(builder.ToString());
    }

    private static bool IsWord(string text) => char.IsLetter(text[0]) && text.All(character => char.IsLetterOrDigit(character) || character == '_');
}
