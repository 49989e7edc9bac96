using Pico.Parsing;

namespace Pico.Examples.Grammars.Toml;

/// <summary>A table: keys and values in the order of the text.</summary>
/// <param name="Origin">How it was made, and so what may still be added to it.</param>
internal sealed record TomlTable(TomlOrigin Origin) : TomlValue
{
    private readonly OrderedDictionary<string, TomlEntry> entries = [];

    /// <summary>How it was made. A table that deeper ones presupposed may be given a header, or be filled by dotted keys, afterwards.</summary>
    public TomlOrigin Origin { get; set; } = Origin;

    /// <summary>The keys with what they mean.</summary>
    public IReadOnlyList<KeyValuePair<string, TomlEntry>> Entries => entries;

    /// <summary>What a key means.</summary>
    /// <param name="key">The key.</param>
    public TomlEntry? Find(string key) => entries.TryGetValue(key, out var entry) ? entry : null;

    /// <summary>Gives a key a meaning, or another one.</summary>
    public void Set(string key, TomlEntry entry) => entries[key] = entry;
}

/// <summary>What a key means, and where it was given that meaning.</summary>
internal readonly record struct TomlEntry(TomlValue Value, SourceSpan Place);

/// <summary>How a table was made.</summary>
internal enum TomlOrigin
{
    /// <summary>By a header of its own; the table of the whole text is such a one.</summary>
    Header,

    /// <summary>By the header of a deeper table.</summary>
    DeeperHeader,

    /// <summary>By a dotted key.</summary>
    DottedKey,

    /// <summary>As a value, which is complete.</summary>
    Inline,
}
