using System.Globalization;
using Pico.Parsing;

namespace Pico.Examples.Grammars.Calculator;

/// <summary>The calculator for <c>pico parse</c>.</summary>
internal sealed class CalculatorFormat : ITextFormat
{
    public string Name => "calc";

    public string Description => "arithmetic, computed while it is read";

    public string Ebnf => CalculatorGrammar.Ebnf;

    public IReadOnlyList<ParseError> Parse(ReadOnlyMemory<byte> utf8, out Action<TextWriter>? tree)
    {
        var result = CalculatorGrammar.ParseExpr(utf8.Span);
        var value = result.ValueOrDefault;
        tree = result.IsSuccess ? output => output.WriteLine(value.ToString("R", CultureInfo.InvariantCulture)) : null;
        return result.Errors;
    }
}
