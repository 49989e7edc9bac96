using System.Text;
using Pico.Examples.Grammars.Toml;
using Pico.Parsing;

namespace Pico.Examples.Tests.Grammars;

/// <summary>What tomllib does not say: leap seconds, fine fractions, the year 0, surrogates, depth.</summary>
public class TomlTests
{
    [Theory]
    [InlineData("1990-12-31T23:59:60Z")]
    [InlineData("1990-12-31T15:59:60-08:00", "1990-12-31T15:59:60-08:00")]
    [InlineData("1991-01-01T08:59:60+09:00")]
    [InlineData("2015-07-01T05:29:60+05:30")]
    [InlineData("2015-06-30T23:59:60-00:00", "2015-06-30T23:59:60Z")]
    [InlineData("2015-06-30 23:59:60.25z", "2015-06-30T23:59:60.25Z")]
    [InlineData("2015-06-29T23:59:60-24:00", null)]
    [InlineData("2015-06-30T00:00:60-23:59")]
    [InlineData("2015-07-01T23:58:60+23:59")]
    [InlineData("2015-06-30T23:59:60", "2015-06-30T23:59:60")]
    [InlineData("23:59:60", "23:59:60")]
    [InlineData("2015-07-01T23:59:60Z", null)]
    [InlineData("2015-06-30T22:59:60Z", null)]
    [InlineData("1991-01-01T00:59:60+02:00", null)]
    public void A_second_60_is_a_leap_second(string text, string? expected = "")
    {
        var result = TomlGrammar.ParseDocument("a = " + text);
        Assert.Equal(expected is not null, result.IsSuccess);
        if (expected is not null)
        {
            Assert.Equal(expected.Length > 0 ? expected : text, Value(result, "a").ToString());
        }
    }

    [Theory]
    [InlineData("00:00:00.1234567891", "00:00:00.123456789")]
    [InlineData("00:00:00.9999999999999", "00:00:00.999999999")]
    [InlineData("00:00:00.000000001", "00:00:00.000000001")]
    [InlineData("00:00:00.000", "00:00:00")]
    [InlineData("0000-02-29", "0000-02-29")]
    [InlineData("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z")]
    [InlineData("1979-05-27 07:32:00+00:00", "1979-05-27T07:32:00Z")]
    public void Dates_and_times_keep_what_they_say(string text, string expected) =>
        Assert.Equal(expected, Value(TomlGrammar.ParseDocument("a = " + text), "a").ToString());

    [Fact]
    public void Half_a_surrogate_pair_is_rejected()
    {
        // Not a theory: the runner would replace them.
        foreach (var (text, start) in new[] { ("a = \"\uD83D\"", 5), ("a = '\uDE00'", 5), ("a = \"\"\"\n\uDE00\uD83D\"\"\"", 8), ("# \uD83D", 0), ("\"\uD83D\" = 1", 1), ("\uDE00 = 1", 0) })
        {
            var result = TomlGrammar.ParseDocument(text);
            Assert.False(result.IsSuccess, text);
            Assert.Equal(start, result.Errors[0].Span.Start);
        }
    }

    /// <summary>The pair that holds the value is a level as well.</summary>
    [Theory]
    [InlineData(999, true)]
    [InlineData(1000, false)]
    public void Arrays_are_nested_999_deep_at_most(int depth, bool isValid)
    {
        var result = TomlGrammar.ParseDocument($"a = {new string('[', depth)}{new string(']', depth)}");
        Assert.Equal(isValid, result.IsSuccess);
        Assert.Equal(isValid ? [] : ["nested more than 1000 deep"], result.Errors.Select(error => error.Message));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a=")]
    [InlineData("[{a=")]
    public void Unlimited_nesting_is_one_error(string opening)
    {
        var result = TomlGrammar.ParseDocument("a = " + string.Concat(Enumerable.Repeat(opening, 100_000)));
        Assert.Equal("nested more than 1000 deep", Assert.Single(result.Errors).Message);
    }

    [Fact]
    public void A_key_has_1000_parts_at_most()
    {
        string Key(int parts) => string.Join('.', Enumerable.Repeat("a", parts));
        var result = TomlGrammar.ParseDocument($"b.{Key(999)} = 1\n[c.{Key(999)}]\n{Key(1000)} = {{ {Key(1000)} = 1 }}\n");
        Assert.Empty(result.Errors);
        TomlTaggedJson.Write(TextWriter.Null, result.Value);

        result = TomlGrammar.ParseDocument($"{Key(1001)} = 1\n[{Key(1001)}]\n[[b.{Key(1001)}]]\nc = {{ {Key(100_000)} = 1 }}");
        Assert.Equal(Enumerable.Repeat("a key has more than 1000 parts", 4), result.Errors.Select(error => error.Message));
        Assert.Equal(new SourceSpan(2000, 1), result.Errors[0].Span);
    }

    [Fact]
    public void A_place_in_a_string_is_right_in_either_encoding()
    {
        const string text = "é = 1\n\"ä\" = \"漢😀\\q\"";
        var utf16 = TomlGrammar.ParseDocument(text).Errors;
        var utf8 = TomlGrammar.ParseDocument(Encoding.UTF8.GetBytes(text)).Errors;
        Assert.Equal([new SourceSpan(0, 1), new SourceSpan(text.IndexOf('\\'), 2)], utf16.Select(error => error.Span));
        Assert.Equal([new SourceSpan(0, 2), new SourceSpan(Encoding.UTF8.GetByteCount(text.AsSpan(0, text.IndexOf('\\'))), 2)], utf8.Select(error => error.Span));
    }

    [Fact]
    public void Keys_know_where_they_stand()
    {
        var table = TomlGrammar.ParseDocument("a = 1\n[b]\nc.d = 2").Value;
        var c = ((TomlTable)table.Find("b")!.Value.Value).Find("c")!.Value;
        Assert.Equal((new SourceSpan(10, 1), TomlOrigin.DottedKey), (c.Place, ((TomlTable)c.Value).Origin));
    }

    [Fact]
    public void A_long_key_is_cut_short_in_a_message()
    {
        var key = string.Join('.', Enumerable.Range(0, 12));
        var result = TomlGrammar.ParseDocument($"{key} = 1\n{key} = 2");
        Assert.Equal("key '0.1.2.3.4.5.6.7.8.9…' is defined twice; first in line 1", Assert.Single(result.Errors).Message);
    }

    private static TomlValue Value(ParseResult<TomlTable> result, string key) => result.Value.Find(key)!.Value.Value;
}
