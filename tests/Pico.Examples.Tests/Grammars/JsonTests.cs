using System.Text;
using Pico.Examples.Grammars.Json;
using Pico.Parsing;

namespace Pico.Examples.Tests.Grammars;

/// <summary>The JSON grammar is RFC 8259: what it accepts and what not, by parser and recognizer, in either encoding.</summary>
public class JsonTests
{
    [Fact]
    public void What_the_RFC_allows_is_accepted()
    {
        var texts = JsonCases.Accepted.ToArray();
        var wrong = texts.Where(text => Verdicts(text) != (true, true, true, true)).ToArray();
        Assert.Empty(wrong);
        Assert.True(texts.Length > 300, $"only {texts.Length} cases");
    }

    [Fact]
    public void What_the_RFC_does_not_allow_is_rejected()
    {
        var texts = JsonCases.Rejected.ToArray();
        var wrong = texts.Where(text => Verdicts(text) != (false, false, false, false)).ToArray();
        Assert.Empty(wrong);
        Assert.True(texts.Length > 500, $"only {texts.Length} cases");
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_rejected() =>
        Assert.Empty(JsonCases.RejectedBytes.Where(utf8 => new JsonGrammar().ParseValue(utf8).IsSuccess || JsonGrammar.AcceptsValue(utf8)).Select(Convert.ToHexString));

    [Theory]
    [InlineData("\"\xFF\"", "the bytes at offset 1 are not valid UTF-8")]
    [InlineData("[1, 2, \"\xC3(\", 3", "the bytes at offset 8 are not valid UTF-8")]
    [InlineData("\xFF[1]", "the bytes at offset 0 are not valid UTF-8")]
    [InlineData("[1]\xE2\x82", "the bytes at offset 3 are not valid UTF-8")]
    public void Invalid_UTF8_is_one_error(string latin1, string message) =>
        Assert.Equal([message], new JsonGrammar().ParseValue(Encoding.Latin1.GetBytes(latin1)).Errors.Select(error => error.Message));

    [Fact]
    public void Lone_surrogates_stay()
    {
        // Not a theory: the runner would replace them.
        foreach (var (text, expected) in new[] { (@"\uD800", "\uD800"), (@"\uDE00\uD83D", "\uDE00\uD83D"), (@"x\uDFFF", "x\uDFFF"), (@"\uD83D\uDE00", "\U0001F600") })
        {
            using var parsed = JsonText.Parse(Encoding.UTF8.GetBytes($"\"{text}\""), out _);
            Assert.Equal(expected, parsed!.Root.String);
        }
    }

    [Fact]
    public void The_tree_of_a_text_with_mistakes_is_not_handed_out()
    {
        Assert.Null(JsonText.Parse("[1, 01, 2]"u8.ToArray(), out var errors));
        Assert.Single(errors);
    }

    [Theory]
    [InlineData("[", "]", "")]
    [InlineData("{\"a\":", "}", "1")]
    [InlineData("[{\"a\":", "}]", "null")]
    public void Values_are_nested_1000_deep_at_most(string opening, string closing, string inner)
    {
        // The innermost value is a level of its own.
        var levels = opening.Count(character => character is '[' or '{');
        var most = (1000 - (inner.Length > 0 ? 1 : 0)) / levels;
        foreach (var (depth, isValid) in new[] { (most, true), (most + 1, false) })
        {
            var text = string.Concat(Enumerable.Repeat(opening, depth)) + inner + string.Concat(Enumerable.Repeat(closing, depth));
            Assert.Equal((isValid, isValid, isValid, isValid), Verdicts(text));
            Assert.Equal(isValid ? [] : ["nested more than 1000 deep"], new JsonGrammar().ParseValue(text).Errors.Select(error => error.Message));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(int.MaxValue)]
    public void A_hundred_thousand_brackets_are_one_clear_error(int? maxDepth)
    {
        // A small stack: whatever the limit, the parser stops before it ends.
        ParseResult<JsonNode> chars = default, bytes = default;
        var accepts = true;
        var thread = new Thread(
            () =>
            {
                var text = new string('[', 100_000);
                var options = new ParseOptions { MaxDepth = maxDepth };
                chars = new JsonGrammar().ParseValue(text, options);
                bytes = new JsonGrammar().ParseValue(Encoding.UTF8.GetBytes(text), options);
                accepts = JsonGrammar.AcceptsValue(text, options);
            },
            512 * 1024);
        thread.Start();
        thread.Join();
        Assert.False(accepts);
        foreach (var result in new[] { chars, bytes })
        {
            var error = Assert.Single(result.Errors);
            Assert.Matches(maxDepth is null ? "^nested more than 1000 deep$" : "^nested more than [0-9]+ deep$", error.Message);
            Assert.InRange(error.Span.Start, 1, 99_999);
        }
    }

    [Fact]
    public void A_deep_value_is_written_without_recursion()
    {
        var text = new string('[', 1000) + new string(']', 1000);
        using var parsed = JsonText.Parse(Encoding.UTF8.GetBytes(text), out _);
        var written = "";
        var thread = new Thread(
            () =>
            {
                using var output = new StringWriter();
                JsonTreeWriter.Write(output, parsed!.Root);
                written = output.ToString();
            },
            128 * 1024);
        thread.Start();
        thread.Join();
        Assert.Equal(text, written.Replace(" ", "").ReplaceLineEndings(""));
    }

    /// <summary>Whether the parser and the recognizer accept a text as UTF-16 and as UTF-8.</summary>
    private static (bool, bool, bool, bool) Verdicts(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        return (new JsonGrammar().ParseValue(text).IsSuccess, JsonGrammar.AcceptsValue(text), new JsonGrammar().ParseValue(utf8).IsSuccess, JsonGrammar.AcceptsValue(utf8));
    }
}
