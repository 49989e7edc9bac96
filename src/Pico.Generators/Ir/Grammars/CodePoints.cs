using System.Collections.Generic;

namespace Pico.Generators.Ir;

/// <summary>The code points of a text; a lone surrogate is one of its own.</summary>
internal static class CodePoints
{
    public static IEnumerable<int> Of(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            yield return isPair ? char.ConvertToUtf32(text[i], text[++i]) : text[i];
        }
    }
}
