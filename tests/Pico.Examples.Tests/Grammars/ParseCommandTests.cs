using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Pico.Examples.Grammars;
using Pico.Examples.Tests.Commands;
using Pico.Examples.Tests.Transformer;

namespace Pico.Examples.Tests.Grammars;

/// <summary><c>pico parse</c> from the command line.</summary>
public sealed class ParseCommandTests : IDisposable
{
    private readonly RunFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("json", "{\"a\": [1, 2.5e3, null]}")]
    [InlineData("toml", "a.b = 1\n[c]\nd = 1979-05-27\n")]
    [InlineData("TOML", "")]
    [InlineData("calc", "1 + 2 * 3")]
    public async Task A_valid_file_is_0(string language, string text)
    {
        var path = Write(text);
        var run = await CommandRun.Of("parse", language, path);
        Assert.Equal((0, $"{path}: valid {language.ToLowerInvariant()}\n", ""), (run.Code, run.Output, run.Error));
    }

    [Theory]
    [InlineData("json", "{\"a\": [1, 2.5e3, null]}", "{\n  \"a\": [\n    1,\n    2.5e3,\n    null\n  ]\n}\n")]
    [InlineData("json", "[1e400, -0, \"\\u00e9\\n\", [], {}]", "[\n  1e400,\n  -0,\n  \"é\\n\",\n  [],\n  {}\n]\n")]
    [InlineData("toml", "a.b = 1\n[[c]]\nd = 1979-05-27 07:32:00Z\ne = [true, inf, -1.5, 07:32:00, 1979-05-27, 1979-05-27T00:00:00]\n[[c]]\n[f]", """
        {
          "a": {
            "b": {"type": "integer", "value": "1"}
          },
          "c": [
            {
              "d": {"type": "datetime", "value": "1979-05-27T07:32:00Z"},
              "e": [
                {"type": "bool", "value": "true"},
                {"type": "float", "value": "inf"},
                {"type": "float", "value": "-1.5"},
                {"type": "time-local", "value": "07:32:00"},
                {"type": "date-local", "value": "1979-05-27"},
                {"type": "datetime-local", "value": "1979-05-27T00:00:00"}
              ]
            },
            {}
          ],
          "f": {}
        }

        """)]
    [InlineData("toml", "", "{}\n")]
    [InlineData("calc", "-2^2 + sqrt(2.25) * 3!", "5\n")]
    public async Task Tree_prints_the_value(string language, string text, string tree)
    {
        var run = await CommandRun.Of("parse", language, Write(text), "--tree");
        Assert.Equal((0, tree.ReplaceLineEndings("\n"), ""), (run.Code, run.Output.ReplaceLineEndings("\n"), run.Error));
    }

    [Theory]
    [InlineData("json", "{\n  \"a\": 01\n}", "PATH(2,8): a number is malformed: -12.5e+3 is one; leading zeros, a lone point or a plus in front are not JSON\n  \"a\": 01\n       ^^\n")]
    [InlineData("toml", "[a]\nb = 1\n\nb = 2", "PATH(4,1): key 'a.b' is defined twice; first in line 2\nb = 2\n^\n")]
    [InlineData("toml", "é = \"\\q\"", "PATH(1,1): a key without quotes consists of A-Z, a-z, 0-9, _ and -\né = \"\\q\"\n^\nPATH(1,6): no escape begins with '\\q': there are \\b \\t \\n \\f \\r \\\" \\\\ \\uXXXX and \\UXXXXXXXX\né = \"\\q\"\n     ^^\n")]
    [InlineData("calc", "1 + * 2", "PATH(1,5): expected a number, a name or '('\n1 + * 2\n    ^\n")]
    public async Task A_wrong_file_is_1_and_a_caret_for_each_mistake(string language, string text, string error)
    {
        var path = Write(text);
        var run = await CommandRun.Of("parse", language, path, "--tree");
        Assert.Equal((1, "", error.Replace("PATH", path)), (run.Code, run.Output, run.Error));
    }

    [Fact]
    public async Task After_twenty_mistakes_the_rest_is_counted()
    {
        var run = await CommandRun.Of("parse", "json", Write("[0," + string.Join(",", Enumerable.Repeat("x", 25)) + "]"));
        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.EndsWith("... and 5 more\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_UTF8_is_a_mistake_in_the_text()
    {
        var path = folder.PathOf("latin1.toml");
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes("a = 1\nb = \"é\"\n"));
        var run = await CommandRun.Of("parse", "toml", path);
        Assert.Equal(1, run.Code);
        Assert.StartsWith($"{path}(2,6): the bytes at offset 11 are not valid UTF-8\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_one_line()
    {
        var path = folder.PathOf("missing.json");
        var run = await CommandRun.Of("parse", "json", path);
        Assert.Equal((1, "", $"pico: {path} does not exist\n"), (run.Code, run.Output, run.Error));
        run = await CommandRun.Of("parse", "json", folder.Path);
        Assert.Equal((1, "", $"pico: {folder.Path} cannot be read: it is a folder, or permission is missing\n"), (run.Code, run.Output, run.Error));
    }

    [Fact]
    public async Task Wrong_arguments_are_one_line()
    {
        var run = await CommandRun.Of("parse", "yaml", Write("a: 1"));
        Assert.Equal((1, "", "pico: no language is called 'yaml'; there are json, toml, calc\n"), (run.Code, run.Output, run.Error));
        run = await CommandRun.Of("parse", "json");
        Assert.Equal((1, "", "pico: parse needs a file; - is the standard input\n"), (run.Code, run.Output, run.Error));
        run = await CommandRun.Of("parse");
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Matches("^pico: [^\n]+; see 'pico parse --help'\n$", run.Error);
    }

    [Fact]
    public async Task Grammar_shows_EBNF_and_draws_it()
    {
        foreach (var format in TextFormats.All)
        {
            var picture = folder.PathOf(format.Name + ".svg");
            var run = await CommandRun.Of("parse", format.Name, "--grammar", "--out", picture);
            Assert.Equal((0, $"{format.Ebnf}\n\nrailroad diagrams: {picture}\n", ""), (run.Code, run.Output, run.Error));
            var svg = XDocument.Load(picture).Root!;
            Assert.Equal("svg", svg.Name.LocalName);
            Assert.True(svg.Descendants().Count(element => element.Name.LocalName == "rect") > 10, format.Name);
        }
    }

    [Fact]
    public async Task The_tree_of_TOML_is_JSON_for_every_valid_text()
    {
        foreach (var path in Directory.GetFiles(GoldenFolder.PathOf("toml", "valid"), "*.toml"))
        {
            var run = await CommandRun.Of("parse", "toml", path, "--tree");
            Assert.Equal((0, ""), (run.Code, run.Error));
            using var document = JsonDocument.Parse(run.Output);
        }
    }

    private string Write(string text)
    {
        var path = folder.PathOf("text");
        File.WriteAllText(path, text);
        return path;
    }
}
