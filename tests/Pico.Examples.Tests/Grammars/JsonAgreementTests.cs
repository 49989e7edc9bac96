using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Pico.Examples.Grammars.Json;

namespace Pico.Examples.Tests.Grammars;

/// <summary>
/// The JSON grammar and System.Text.Json agree on random documents with random mistakes, on whether they are JSON and on what they say. One exception:
/// <see cref="JsonDocument"/> does not look at the encoding inside strings before they are asked for, so invalid UTF-8 is told apart here.
/// </summary>
public class JsonAgreementTests
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 1000 };

    [Fact]
    public void Cases_have_the_same_verdict()
    {
        var texts = JsonCases.Accepted.Concat(JsonCases.Rejected).Select(Encoding.UTF8.GetBytes).Concat(JsonCases.RejectedBytes).ToArray();
        Assert.Empty(texts.Where(utf8 => Accepts(utf8) != JsonGrammar.AcceptsValue(utf8)).Select(Convert.ToHexString));
    }

    [Fact]
    public void Random_documents_have_the_same_verdict_and_value()
    {
        var valid = 0;
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var utf8 = RandomJson.Document(random);
            if (random.Next(3) > 0)
            {
                utf8 = Mutation.Of(utf8, RandomJson.Pieces, random);
            }

            var expected = Accepts(utf8);
            using var actual = JsonText.Parse(utf8, out _);
            var text = Encoding.UTF8.GetString(utf8);
            var shown = $"seed {seed}: {text}";
            Assert.True(expected == actual is not null, shown);
            Assert.True(expected == JsonGrammar.AcceptsValue(utf8), shown);
            if (Utf8.IsValid(utf8))
            {
                Assert.True(expected == new JsonGrammar().ParseValue(text).IsSuccess, shown);
                Assert.True(expected == JsonGrammar.AcceptsValue(text), shown);
            }

            if (expected)
            {
                valid++;
                using var document = JsonDocument.Parse(utf8, Options);
                Compare(document.RootElement, actual!.Root, shown);
            }
        }

        Assert.InRange(valid, 5_000, 15_000); // otherwise the documents are not what the test is about
    }

    private static bool Accepts(byte[] utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(utf8, Options);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Compare(JsonElement expected, JsonValue actual, string shown)
    {
        Assert.True(Kind(expected.ValueKind) == actual.Kind, shown);
        switch (actual.Kind)
        {
            case JsonKind.Number:
                Assert.True(BitConverter.DoubleToInt64Bits(expected.GetDouble()) == BitConverter.DoubleToInt64Bits(actual.Number), shown);
                Assert.True(expected.GetRawText() == actual.Raw, shown);
                break;
            case JsonKind.String:
                CompareText(expected, actual.String, shown);
                break;
            case JsonKind.Array:
                Assert.True(expected.GetArrayLength() == actual.Count, shown);
                for (var i = 0; i < actual.Count; i++)
                {
                    Compare(expected[i], actual[i], shown);
                }

                break;
            case JsonKind.Object:
                var members = expected.EnumerateObject().ToArray();
                Assert.True(members.Length == actual.Count, shown);
                for (var i = 0; i < members.Length; i++)
                {
                    Assert.True(HasLoneSurrogate(actual.Name(i)) || members[i].Name == actual.Name(i), shown);
                    Compare(members[i].Value, actual[i], shown);
                }

                break;
        }
    }

    /// <summary>JsonDocument refuses to hand out a string with half a surrogate pair.</summary>
    private static void CompareText(JsonElement expected, string actual, string shown)
    {
        if (HasLoneSurrogate(actual))
        {
            Assert.Throws<InvalidOperationException>(expected.GetString);
        }
        else
        {
            Assert.True(expected.GetString() == actual, shown);
        }
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
            {
                return true;
            }
        }

        return false;
    }

    private static JsonKind Kind(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => JsonKind.Object,
        JsonValueKind.Array => JsonKind.Array,
        JsonValueKind.String => JsonKind.String,
        JsonValueKind.Number => JsonKind.Number,
        JsonValueKind.True => JsonKind.True,
        JsonValueKind.False => JsonKind.False,
        _ => JsonKind.Null,
    };
}
