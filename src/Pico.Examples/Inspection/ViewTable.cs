using Spectre.Console;

namespace Pico.Examples.Inspection;

/// <summary>Tables and titles in one style: framed and coloured at a terminal, aligned plain lines anywhere else.</summary>
/// <param name="console">Where they go.</param>
internal sealed class ViewTable(IAnsiConsole console)
{
    private bool IsPlain => !console.Profile.Capabilities.Ansi;

    /// <summary>A table with these columns; a leading &gt; aligns a column to the right.</summary>
    public Table New(params ReadOnlySpan<string> columns)
    {
        var table = new Table().Border(IsPlain ? TableBorder.None : TableBorder.Rounded).BorderColor(Color.Grey);
        foreach (var column in columns)
        {
            var header = new Text(column.TrimStart('>'), new Style(Color.Grey));
            var shown = new TableColumn(header) { Alignment = column.StartsWith('>') ? Justify.Right : Justify.Left };
            table.AddColumn(IsPlain ? shown.Padding(0, 0, 2, 0) : shown);
        }

        return table;
    }

    public static void Row(Table table, params ReadOnlySpan<string> cells)
    {
        var texts = new List<Text>();
        foreach (var cell in cells) texts.Add(new Text(cell));
        table.AddRow(texts);
    }

    /// <summary>Writes a table; one without rows says nothing and is left out.</summary>
    public void Write(Table table)
    {
        if (table.Rows.Count > 0) console.Write(table);
    }

    public void Title(string title, string remark)
    {
        console.Write(title, new Style(Color.Aquamarine1, decoration: Decoration.Bold));
        console.WriteLine(remark.Length > 0 ? $"  {remark}" : "", new Style(Color.Grey));
    }
}
