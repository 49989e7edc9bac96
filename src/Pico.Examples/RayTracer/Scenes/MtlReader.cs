using System.Globalization;
using Pico.Examples.Kernels;
using Pico.Parsing;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>Reads MTL files.</summary>
public sealed class MtlReader
{
    // How many words may follow an option of a picture; all but the first must be numbers.
    private static readonly Dictionary<string, int> Options = new(StringComparer.Ordinal)
    {
        ["-s"] = 3,
        ["-o"] = 3,
        ["-t"] = 3,
        ["-mm"] = 2,
        ["-blendu"] = 1,
        ["-blendv"] = 1,
        ["-cc"] = 1,
        ["-clamp"] = 1,
        ["-texres"] = 1,
        ["-bm"] = 1,
        ["-boost"] = 1,
        ["-imfchan"] = 1,
        ["-type"] = 1,
    };

    private readonly LineIndex text;
    private readonly List<MtlMaterial> materials = [];

    private MtlReader(LineIndex text) => this.text = text;

    /// <summary>Reads a file.</summary>
    /// <param name="utf8">Its bytes.</param>
    /// <param name="materials">The materials, if nothing is wrong.</param>
    /// <returns>The first mistake in one line, "(line,column): what", or null.</returns>
    public static string? Read(ReadOnlySpan<byte> utf8, out IReadOnlyList<MtlMaterial>? materials)
    {
        materials = null;
        byte[] lines = [.. utf8, (byte)'\n']; // the last line ends too
        var reader = new MtlReader(new LineIndex(lines));
        var parsed = MtlGrammar.ParseFile(lines);
        if (!parsed.IsSuccess) return reader.text.Describe(parsed.Errors[0]);
        foreach (var line in parsed.Value)
        {
            if (reader.Add(line) is { } mistake) return reader.text.Describe(mistake);
        }

        materials = reader.materials;
        return null;
    }

    private ParseError? Add(MtlLine line)
    {
        if (line is MtlLine.Begin begin)
        {
            if (materials.Any(known => known.Name == begin.Name.Value)) return new ParseError(begin.Name.Span, $"a material is called {begin.Name.Value} already");
            materials.Add(new MtlMaterial(begin.Name.Value));
            return null;
        }

        if (materials.Count == 0) return new ParseError(Span(line), "no newmtl stands above");
        var (changed, mistake) = line switch
        {
            MtlLine.Colour given => Change(materials[^1], given),
            MtlLine.Quantity given => Change(materials[^1], given),
            MtlLine.Map given => Change(materials[^1], given),
            _ => (materials[^1], null),
        };
        materials[^1] = changed;
        return mistake;
    }

    private static (MtlMaterial, ParseError?) Change(MtlMaterial material, MtlLine.Colour given)
    {
        var colour = given.Value.Value;
        if (!MaterialTable.IsLightColour(colour)) return (material, new ParseError(given.Value.Span, "a colour is not below 0"));
        if (given.Word.Value == "Ke") return (material with { Emission = colour }, null);
        if (colour is not { X: <= 1, Y: <= 1, Z: <= 1 }) return (material, new ParseError(given.Value.Span, "a surface reflects at most 1"));
        return (given.Word.Value == "Kd" ? material with { Diffuse = colour } : material with { Specular = colour }, null);
    }

    private static (MtlMaterial, ParseError?) Change(MtlMaterial material, MtlLine.Quantity given)
    {
        var (word, value, span) = (given.Word.Value.ToLowerInvariant(), given.Value.Value, given.Value.Span);
        return word switch
        {
            "ns" => value < 0 ? Wrong("Ns is not below 0") : (material with { Exponent = value }, null),
            "ni" => value is < 0.001 or > 10 ? Wrong("Ni is from 0.001 to 10") : (material with { Refraction = value }, null),
            "illum" => value is < 0 or > 10 || value % 1 != 0 ? Wrong("illum is a whole number from 0 to 10") : (material with { Illumination = (int)value }, null),
            _ when value is < 0 or > 1 => Wrong($"{(word == "d" ? word : given.Word.Value)} is from 0 to 1"),
            "d" => (material with { Opacity = value }, null),
            "tr" => (material with { Opacity = 1 - value }, null),
            "pr" => (material with { Roughness = value }, null),
            _ => (material with { Metalness = value }, null),
        };

        (MtlMaterial, ParseError?) Wrong(string message) => (material, new ParseError(span, message));
    }

    private (MtlMaterial, ParseError?) Change(MtlMaterial material, MtlLine.Map given)
    {
        var (words, at, repeat) = (given.Text.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), 0, material.Repeat);
        while (at < words.Length && Options.TryGetValue(words[at], out var most))
        {
            var first = ++at;
            while (at < words.Length && at < first + most && (at == first || double.TryParse(words[at], NumberStyles.Float, CultureInfo.InvariantCulture, out _))) at++;
            if (words[first - 1] == "-s")
            {
                var u = Number(words.ElementAtOrDefault(first)) ?? 0;
                repeat = (u, at > first + 1 ? Number(words[first + 1]) ?? 0 : 1);
            }
        }

        if (at == words.Length) return (material, new ParseError(given.Text.Span, "expected the name of a file"));
        if (repeat is { U: 0 } or { V: 0 }) return (material, new ParseError(given.Text.Span, "-s is followed by numbers other than 0"));
        var name = string.Join(' ', words[at..]);
        return (material with { Map = new ObjName(name, text.Place(given.Text.Span.Start)), Repeat = repeat }, null);
    }

    private static double? Number(string? word) => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite((float)value) ? value : null;

    private static SourceSpan Span(MtlLine line) => line switch
    {
        MtlLine.Colour given => given.Word.Span,
        MtlLine.Quantity given => given.Word.Span,
        MtlLine.Map given => given.Text.Span,
        _ => default,
    };
}
