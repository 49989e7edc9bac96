using System.Globalization;
using System.Text;

namespace Pico.Examples.Grammars.Json;

/// <summary>Texts as JSON strings.</summary>
internal static class JsonQuotes
{
    /// <summary>A string as JSON; controls, quotes and surrogates without their partner are escaped.</summary>
    public static string Add(string text)
    {
        var result = new StringBuilder(text.Length + 2).Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            var isPair = char.IsHighSurrogate(character) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (isPair)
            {
                result.Append(character).Append(text[++i]);
            }
            else if (character is '"' or '\\')
            {
                result.Append('\\').Append(character);
            }
            else if (character < ' ' || char.IsSurrogate(character))
            {
                result.Append(character switch { '\n' => "\\n", '\t' => "\\t", '\r' => "\\r", _ => "\\u" + ((int)character).ToString("X4", CultureInfo.InvariantCulture) });
            }
            else
            {
                result.Append(character);
            }
        }

        return result.Append('"').ToString();
    }
}
