using Pico.Parsing;

namespace Pico.Examples.Grammars.Toml;

/// <summary>A line of a text, or several where a value has several.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Pair">The pair; of a header the key only.</param>
/// <param name="Span">Where it stands.</param>
internal readonly record struct TomlLine(TomlLineKind Kind, TomlPair Pair, SourceSpan Span);

/// <summary>What a line is.</summary>
internal enum TomlLineKind
{
    Blank,
    Pair,
    Table,
    ArrayOfTables,
}

/// <summary>A key and its value.</summary>
internal readonly record struct TomlPair(TomlKeyPart[] Key, TomlValue? Value);

/// <summary>One of the names between the dots of a key.</summary>
internal readonly record struct TomlKeyPart(string Name, SourceSpan Span);
