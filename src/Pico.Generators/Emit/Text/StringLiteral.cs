using System.Globalization;
using System.Text;

namespace Pico.Generators.Emit;

/// <summary>Strings as C# literals.</summary>
internal static class StringLiteral
{
    /// <summary>A literal of the same text: what cannot be seen, and what would end the line, is escaped.</summary>
    public static string Of(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var character in text)
        {
            switch (character)
            {
                case '"': literal.Append("\\\""); break;
                case '\\': literal.Append("\\\\"); break;
                case < ' ' or '\u007f' or '\u0085' or '\u2028' or '\u2029':
                    literal.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
                    break;
                default: literal.Append(character); break;
            }
        }

        return literal.Append('"').ToString();
    }
}
