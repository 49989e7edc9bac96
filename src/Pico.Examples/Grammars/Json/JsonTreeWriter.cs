using System.Globalization;

namespace Pico.Examples.Grammars.Json;

/// <summary>Writes a value as indented JSON. It keeps its own stack: a value may be nested deeper than the thread's stack allows.</summary>
internal static class JsonTreeWriter
{
    public static void Write(TextWriter output, JsonValue root)
    {
        var open = new Stack<(JsonValue Value, int Next)>();
        open.Push((root, 0));
        while (open.Count > 0)
        {
            var (value, next) = open.Pop();
            var count = value.Kind is JsonKind.Array or JsonKind.Object ? value.Count : -1;
            if (count <= 0)
            {
                output.Write(count == 0 ? value.Kind == JsonKind.Array ? "[]" : "{}" : Scalar(value));
            }
            else if (next == count)
            {
                output.WriteLine();
                Indent(output, open.Count);
                output.Write(value.Kind == JsonKind.Array ? ']' : '}');
            }
            else
            {
                output.WriteLine(next > 0 ? "," : value.Kind == JsonKind.Array ? "[" : "{");
                Indent(output, open.Count + 1);
                open.Push((value, next + 1));
                if (value.Kind == JsonKind.Object)
                {
                    output.Write(Quote(value.Name(next)) + ": ");
                }

                open.Push((value[next], 0));
            }
        }

        output.WriteLine();
    }

    /// <summary>A string as JSON; controls, quotes and surrogates without their partner are escaped.</summary>
    public static string Quote(string text)
    {
        var result = new System.Text.StringBuilder(text.Length + 2).Append('"');
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

    /// <summary>Numbers stay as they are written: a double may not hold them.</summary>
    private static string Scalar(JsonValue value) => value.Kind == JsonKind.String ? Quote(value.String) : value.Raw;

    private static void Indent(TextWriter output, int depth)
    {
        for (var i = 0; i < depth; i++)
        {
            output.Write("  ");
        }
    }
}
