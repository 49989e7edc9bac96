using System.Globalization;
using System.Text;
using System.Text.Json;
using Pico.Examples.Grammars.Toml;
using Pico.Parsing;

namespace Pico.Examples.Tests.Grammars;

/// <summary>Valid texts mean what Python's tomllib says, invalid ones are rejected at the expected places.</summary>
public class TomlGoldenTests
{
    public static TheoryData<string> Valid => [.. Directory.GetFiles(GoldenFolder.PathOf("toml", "valid"), "*.toml").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Valid))]
    public void The_tree_is_tomllibs(string name)
    {
        var utf8 = File.ReadAllBytes(GoldenFolder.PathOf("toml", "valid", name + ".toml"));
        using var expected = JsonDocument.Parse(File.ReadAllBytes(GoldenFolder.PathOf("toml", "valid", name + ".json")));
        foreach (var result in new[] { TomlGrammar.ParseDocument(utf8), TomlGrammar.ParseDocument(Encoding.UTF8.GetString(utf8)) })
        {
            Assert.Empty(result.Errors);
            using var output = new StringWriter();
            TomlTaggedJson.Write(output, result.Value);
            using var actual = JsonDocument.Parse(output.ToString(), new JsonDocumentOptions { AllowDuplicateProperties = false });
            Compare(expected.RootElement, actual.RootElement, name);
        }
    }

    [Fact]
    public void Each_invalid_text_has_the_errors_that_it_should_have()
    {
        var wrong = new List<string>();
        var cases = JsonSerializer.Deserialize<TomlInvalidCase[]>(File.ReadAllText(GoldenFolder.PathOf("toml", "invalid.json")), JsonSerializerOptions.Web)!;
        foreach (var item in cases)
        {
            Check(item, item.Utf8, TomlGrammar.ParseDocument(item.Utf8), wrong);
            if (item.Text is { } text && TomlGrammar.ParseDocument(text) is var result && !item.Errors.SequenceEqual(result.Errors.Select(error => Show(SourceExcerpt.Of(text, error.Span), error))))
            {
                wrong.Add(item.Name + " (UTF-16)");
            }
        }

        Assert.Empty(wrong);
        Assert.True(cases.Length > 300, $"only {cases.Length} cases");
    }

    private static void Check(TomlInvalidCase item, byte[] utf8, ParseResult<TomlTable> result, List<string> wrong)
    {
        var actual = result.Errors.Select(error => Show(SourceExcerpt.Of(utf8, error.Span), error)).ToArray();
        if (result.IsSuccess || !item.Errors.SequenceEqual(actual))
        {
            wrong.Add(item.Name + ": " + string.Join(" / ", actual));
        }
    }

    private static string Show(SourceExcerpt place, ParseError error) => $"{place.Line}:{place.Column} {error.Message}";

    private static void Compare(JsonElement expected, JsonElement actual, string path)
    {
        Assert.Equal((path, expected.ValueKind), (path, actual.ValueKind));
        if (expected.ValueKind == JsonValueKind.Array)
        {
            Assert.Equal((path, expected.GetArrayLength()), (path, actual.GetArrayLength()));
            for (var i = 0; i < expected.GetArrayLength(); i++)
            {
                Compare(expected[i], actual[i], $"{path}[{i}]");
            }
        }
        else if (expected.ValueKind == JsonValueKind.Object)
        {
            // In the order of the text: tomllib's dictionaries keep it too.
            Assert.Equal(expected.EnumerateObject().Select(member => path + "." + member.Name), actual.EnumerateObject().Select(member => path + "." + member.Name));
            var isFloat = expected.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() == "float";
            foreach (var member in expected.EnumerateObject())
            {
                if (isFloat && member.Name == "value")
                {
                    Assert.Equal((path, Bits(member.Value)), (path, Bits(actual.GetProperty(member.Name))));
                }
                else
                {
                    Compare(member.Value, actual.GetProperty(member.Name), path + "." + member.Name);
                }
            }
        }
        else
        {
            Assert.Equal((path, expected.GetString()), (path, actual.GetString()));
        }
    }

    private static long Bits(JsonElement text) => BitConverter.DoubleToInt64Bits(text.GetString() switch
    {
        "nan" => double.NaN,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        var number => double.Parse(number!, CultureInfo.InvariantCulture),
    });
}

/// <summary>An invalid text; <see cref="Lax"/> says why tomllib takes it all the same.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Text">The text, unless it is not valid UTF-8.</param>
/// <param name="Hex">Its bytes, in that case.</param>
/// <param name="Errors">The errors, as line:column message.</param>
/// <param name="Lax">Why tomllib takes it.</param>
public sealed record TomlInvalidCase(string Name, string? Text, string? Hex, string[] Errors, string? Lax)
{
    public byte[] Utf8 => Text is null ? Convert.FromHexString(Hex!) : Encoding.UTF8.GetBytes(Text);
}
