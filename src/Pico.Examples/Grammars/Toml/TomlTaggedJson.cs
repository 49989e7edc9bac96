using System.Globalization;
using Pico.Examples.Grammars.Json;

namespace Pico.Examples.Grammars.Toml;

/// <summary>
/// Writes a table as the tagged JSON of toml-test: tables are objects, arrays arrays, and every other value is <c>{"type": …, "value": …}</c>.
/// </summary>
internal sealed class TomlTaggedJson : IndentedJsonWriter<TomlValue>
{
    public static void Write(TextWriter output, TomlValue root) => new TomlTaggedJson().WriteTree(output, root);

    protected override int CountOf(TomlValue node) => node switch
    {
        TomlArray array => array.Items.Count,
        TomlTable table => table.Entries.Count,
        _ => -1,
    };

    protected override bool IsArray(TomlValue node) => node is TomlArray;

    protected override (string? Name, TomlValue Part) PartOf(TomlValue node, int index) => node is TomlTable table
        ? (table.Entries[index].Key, table.Entries[index].Value.Value)
        : (null, ((TomlArray)node).Items[index]);

    protected override string Scalar(TomlValue node)
    {
        var (type, text) = node switch
        {
            TomlString item => ("string", item.Value),
            TomlInteger item => ("integer", item.Value.ToString(CultureInfo.InvariantCulture)),
            TomlFloat item => ("float", Float(item.Value)),
            TomlBoolean item => ("bool", item.Value ? "true" : "false"),
            TomlDateTime item => (item.Date is null ? "time-local" : item.Time is null ? "date-local" : item.OffsetMinutes is null ? "datetime-local" : "datetime", item.ToString()),
            _ => throw new ArgumentOutOfRangeException(nameof(node)),
        };
        return $$"""{"type": "{{type}}", "value": {{JsonQuotes.Add(text)}}}""";
    }

    private static string Float(double value) => value switch
    {
        double.NaN => "nan",
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
