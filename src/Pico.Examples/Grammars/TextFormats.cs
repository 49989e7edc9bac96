using Pico.Examples.Grammars.Calculator;
using Pico.Examples.Grammars.Json;
using Pico.Examples.Grammars.Toml;

namespace Pico.Examples.Grammars;

/// <summary>The languages that <c>pico parse</c> reads.</summary>
internal static class TextFormats
{
    public static IReadOnlyList<ITextFormat> All { get; } = [new JsonFormat(), new TomlFormat(), new CalculatorFormat()];

    /// <summary>The language of a name, or null.</summary>
    public static ITextFormat? Find(string name) => All.FirstOrDefault(format => string.Equals(format.Name, name, StringComparison.OrdinalIgnoreCase));
}
