using Pico.Examples.Grammars.Json;
using Pico.Parsing;

namespace Pico.Examples.Grammars.Toml;

/// <summary>Puts keys and headers together to tables, and reports those that contradict earlier ones.</summary>
internal readonly ref struct TomlTableBuilder
{
    /// <summary>As deep as values may be nested: a short text could otherwise ask for a tree whose picture fills a disk.</summary>
    private const int MostParts = 1000;

    private readonly ParseErrors errors;
    private readonly SourceText text;

    private TomlTableBuilder(ParseErrors errors, SourceText text)
    {
        this.errors = errors;
        this.text = text;
    }

    /// <summary>The table of a whole text. What stands behind a line that could not be read is not held against it: a header may be missing.</summary>
    public static TomlTable OfLines(ReadOnlySpan<TomlLine> lines, ParseErrors errors, SourceText text)
    {
        var builder = new TomlTableBuilder(errors, text);
        var root = new TomlTable(TomlOrigin.Header);
        var section = root;
        ReadOnlySpan<TomlKeyPart> header = [];
        var gap = FirstGap(lines, errors);
        foreach (var line in lines)
        {
            if (line.Span.Start >= gap)
            {
                break;
            }

            if (line.Kind == TomlLineKind.Pair)
            {
                builder.Add(section, header, line.Pair);
            }
            else if (line.Kind != TomlLineKind.Blank)
            {
                header = line.Pair.Key;
                section = builder.Open(root, header, line.Kind == TomlLineKind.ArrayOfTables) ?? new TomlTable(TomlOrigin.Header);
            }
        }

        return root;
    }

    /// <summary>An inline table.</summary>
    public static TomlTable OfPairs(ReadOnlySpan<TomlPair> pairs, ParseErrors errors, SourceText text)
    {
        var builder = new TomlTableBuilder(errors, text);
        var table = new TomlTable(TomlOrigin.Inline);
        foreach (var pair in pairs)
        {
            builder.Add(table, [], pair);
        }

        return table;
    }

    /// <summary>Where the first error lies that is in no line: there a line is lost.</summary>
    private static int FirstGap(ReadOnlySpan<TomlLine> lines, ParseErrors errors)
    {
        var first = int.MaxValue;
        for (var i = 0; i < errors.Count; i++)
        {
            var start = errors[i].Span.Start;
            if (start < first && !IsInside(lines, start))
            {
                first = start;
            }
        }

        return first;
    }

    /// <summary>Whether one of the lines, which are in the order of the text, covers a place.</summary>
    private static bool IsInside(ReadOnlySpan<TomlLine> lines, int place)
    {
        var (low, high) = (0, lines.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = lines[middle].Span.Start <= place ? (middle + 1, high) : (low, middle);
        }

        return low > 0 && place < lines[low - 1].Span.End;
    }

    private void Add(TomlTable section, ReadOnlySpan<TomlKeyPart> header, TomlPair pair)
    {
        var table = section;
        var key = pair.Key;
        if (IsTooLong(key))
        {
            return;
        }

        for (var i = 0; i < key.Length - 1; i++)
        {
            switch (table.Find(key[i].Name))
            {
                case null:
                    var made = new TomlTable(TomlOrigin.DottedKey);
                    table.Set(key[i].Name, new TomlEntry(made, key[i].Span));
                    table = made;
                    break;
                case { Value: TomlTable { Origin: TomlOrigin.DeeperHeader or TomlOrigin.DottedKey } open }:
                    open.Origin = TomlOrigin.DottedKey;
                    table = open;
                    break;
                case { } entry:
                    Report(key[i], Name(header, key.AsSpan(0, i + 1)), entry, "a dotted key cannot add to it");
                    return;
            }
        }

        if (table.Find(key[^1].Name) is { } first)
        {
            errors.Report(key[^1].Span, $"key '{Name(header, key)}' is defined twice; first in line {text.LineOf(first.Place)}");
            return;
        }

        table.Set(key[^1].Name, new TomlEntry(pair.Value!, key[^1].Span));
    }

    /// <summary>The table of a header, or null if there cannot be one.</summary>
    private TomlTable? Open(TomlTable root, ReadOnlySpan<TomlKeyPart> key, bool isArray)
    {
        if (IsTooLong(key))
        {
            return null;
        }

        var table = root;
        for (var i = 0; i < key.Length - 1; i++)
        {
            switch (table.Find(key[i].Name))
            {
                case null:
                    var made = new TomlTable(TomlOrigin.DeeperHeader);
                    table.Set(key[i].Name, new TomlEntry(made, key[i].Span));
                    table = made;
                    break;
                case { Value: TomlTable { Origin: not TomlOrigin.Inline } open }:
                    table = open;
                    break;
                case { Value: TomlArray { IsStatic: false } array }:
                    table = (TomlTable)array.Items[^1];
                    break;
                case { } entry:
                    Report(key[i], Name([], key[..(i + 1)]), entry, "a header cannot add to it");
                    return null;
            }
        }

        return isArray ? Append(table, key) : Define(table, key);
    }

    private TomlTable? Define(TomlTable table, ReadOnlySpan<TomlKeyPart> key)
    {
        switch (table.Find(key[^1].Name))
        {
            case null:
                var made = new TomlTable(TomlOrigin.Header);
                table.Set(key[^1].Name, new TomlEntry(made, key[^1].Span));
                return made;
            case { Value: TomlTable { Origin: TomlOrigin.DeeperHeader } presupposed }:
                presupposed.Origin = TomlOrigin.Header;
                table.Set(key[^1].Name, new TomlEntry(presupposed, key[^1].Span));
                return presupposed;
            case { Value: TomlTable { Origin: TomlOrigin.Header } } entry:
                errors.Report(key[^1].Span, $"table '{Name([], key)}' is defined twice; first in line {text.LineOf(entry.Place)}");
                return null;
            case { } entry:
                Report(key[^1], Name([], key), entry, "it cannot have a header as well");
                return null;
        }
    }

    private TomlTable? Append(TomlTable table, ReadOnlySpan<TomlKeyPart> key)
    {
        var item = new TomlTable(TomlOrigin.Header);
        switch (table.Find(key[^1].Name))
        {
            case null:
                table.Set(key[^1].Name, new TomlEntry(new TomlArray(IsStatic: false, [item]), key[^1].Span));
                return item;
            case { Value: TomlArray { IsStatic: false } array }:
                array.Items.Add(item);
                return item;
            case { } entry:
                Report(key[^1], Name([], key), entry, "it cannot be an array of tables as well");
                return null;
        }
    }

    private bool IsTooLong(ReadOnlySpan<TomlKeyPart> key)
    {
        if (key.Length > MostParts)
        {
            errors.Report(key[MostParts].Span, $"a key has more than {MostParts} parts");
        }

        return key.Length > MostParts;
    }

    private void Report(TomlKeyPart part, string name, TomlEntry entry, string consequence)
    {
        var what = entry.Value switch
        {
            TomlTable { Origin: TomlOrigin.Inline } => "is an inline table",
            TomlTable { Origin: TomlOrigin.DottedKey } => "is the table of a dotted key",
            TomlTable => "is a table",
            TomlArray { IsStatic: true } => "is an array written as a value",
            TomlArray => "is an array of tables",
            _ => "is a value",
        };
        errors.Report(part.Span, $"'{name}' {what} since line {text.LineOf(entry.Place)}; {consequence}");
    }

    /// <summary>A key as messages show it, whole or its beginning.</summary>
    private static string Name(ReadOnlySpan<TomlKeyPart> header, ReadOnlySpan<TomlKeyPart> key)
    {
        const int longest = 10;
        var names = new List<string>();
        foreach (var part in (ReadOnlySpan<TomlKeyPart>)[.. header, .. key])
        {
            if (names.Count == longest)
            {
                return string.Join('.', names) + "…";
            }

            names.Add(TomlText.IsBare(part.Name) ? part.Name : JsonQuotes.Add(part.Name));
        }

        return string.Join('.', names);
    }
}
