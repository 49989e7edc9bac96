using Pico.Parsing;

namespace Pico.Examples.Grammars;

/// <summary>A language that <c>pico parse</c> reads.</summary>
internal interface ITextFormat
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    /// <summary>What it is, in a few words.</summary>
    string Description { get; }

    /// <summary>Its grammar in EBNF.</summary>
    string Ebnf { get; }

    /// <summary>Parses a text.</summary>
    /// <param name="utf8">The text; it may be anything, and must not change as long as the value may be written.</param>
    /// <param name="tree">Writes the value, if there is one.</param>
    /// <returns>What is wrong, in the order of the text.</returns>
    IReadOnlyList<ParseError> Parse(ReadOnlyMemory<byte> utf8, out Action<TextWriter>? tree);
}
