using System.Globalization;
using Pico.Examples.Grammars.Json;

namespace Pico.Examples.Grammars.Toml;

/// <summary>
/// Writes a table as the tagged JSON of toml-test: tables are objects, arrays arrays, and every other value is <c>{"type": …, "value": …}</c>. It keeps
/// its own stack: a value may be nested deeper than the thread's stack allows.
/// </summary>
internal static class TomlTaggedJson
{
    public static void Write(TextWriter output, TomlValue root)
    {
        var open = new Stack<(TomlValue Value, int Next)>();
        open.Push((root, 0));
        while (open.Count > 0)
        {
            var (value, next) = open.Pop();
            var count = value is TomlArray { Items.Count: var items } ? items : value is TomlTable { Entries.Count: var entries } ? entries : -1;
            if (count <= 0)
            {
                output.Write(count < 0 ? Scalar(value) : value is TomlArray ? "[]" : "{}");
            }
            else if (next == count)
            {
                NewLine(output, open.Count);
                output.Write(value is TomlArray ? ']' : '}');
            }
            else
            {
                output.Write(next > 0 ? "," : value is TomlArray ? "[" : "{");
                NewLine(output, open.Count + 1);
                open.Push((value, next + 1));
                if (value is TomlTable table)
                {
                    output.Write(JsonTreeWriter.Quote(table.Entries[next].Key) + ": ");
                }

                open.Push((value is TomlArray array ? array.Items[next] : ((TomlTable)value).Entries[next].Value.Value, 0));
            }
        }

        output.WriteLine();
    }

    private static string Scalar(TomlValue value)
    {
        var (type, text) = value switch
        {
            TomlString item => ("string", item.Value),
            TomlInteger item => ("integer", item.Value.ToString(CultureInfo.InvariantCulture)),
            TomlFloat item => ("float", Float(item.Value)),
            TomlBoolean item => ("bool", item.Value ? "true" : "false"),
            TomlDateTime item => (item.Date is null ? "time-local" : item.Time is null ? "date-local" : item.OffsetMinutes is null ? "datetime-local" : "datetime", item.ToString()),
            _ => throw new ArgumentOutOfRangeException(nameof(value)),
        };
        return $$"""{"type": "{{type}}", "value": {{JsonTreeWriter.Quote(text)}}}""";
    }

    private static string Float(double value) => value switch
    {
        double.NaN => "nan",
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static void NewLine(TextWriter output, int depth)
    {
        output.WriteLine();
        for (var i = 0; i < depth; i++)
        {
            output.Write("  ");
        }
    }
}
