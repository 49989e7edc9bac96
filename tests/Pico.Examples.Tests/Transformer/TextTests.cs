using System.Text;
using Pico.Examples.Commands;
using Pico.Examples.Transformer.Text;

namespace Pico.Examples.Tests.Transformer;

/// <summary>Texts as numbers, and what is said of files that are none.</summary>
public class TextTests
{
    [Fact]
    public void Characters_are_scalars_in_order()
    {
        var vocabulary = CharacterVocabulary.Of("ba\n😀é\uFB01b");
        Assert.Equal("\nabé\uFB01😀", vocabulary.Characters); // by code point; as UTF-16, the emoji would come before U+FB01
        Assert.Equal(6, vocabulary.Size);
        Assert.Equal([2, 1, 5, 0], vocabulary.Encode("ba😀\n", "x"));
        Assert.Equal("😀", vocabulary.Decode(5));
        Assert.Equal(vocabulary.Characters, CharacterVocabulary.Of(vocabulary.Characters).Characters);
    }

    [Fact]
    public void Unknown_characters_are_named()
    {
        var error = Assert.Throws<UserErrorException>(() => CharacterVocabulary.Of("ab\n").Encode("aé\tbé", "--prompt"));
        Assert.Equal("--prompt holds 'é' (U+00E9), U+0009, which the model never saw in training; use its 3 characters: ab", error.Message);
    }

    public static TheoryData<byte[], string> BadFiles => new()
    {
        { [], "--data FILE is empty; name a file with text in it" },
        { [0xEF, 0xBB, 0xBF], "--data FILE is empty; name a file with text in it" },
        { [65, 0, 66], "--data FILE is not text: it has a zero byte at offset 1; name a text file in UTF-8" },
        { [65, 66, 0xFF, 67], "--data FILE is not text: it is not valid UTF-8 at offset 2; name a text file in UTF-8" },
        { [65, 0xC3], "--data FILE is not text: it is not valid UTF-8 at offset 1; name a text file in UTF-8" },
        { [0xED, 0xA0, 0x80], "--data FILE is not text: it is not valid UTF-8 at offset 0; name a text file in UTF-8" },
    };

    [Theory]
    [MemberData(nameof(BadFiles), DisableDiscoveryEnumeration = true)]
    public void What_is_not_text_is_refused(byte[] content, string message)
    {
        using var folder = new RunFolder();
        var path = folder.PathOf("file");
        File.WriteAllBytes(path, content);
        Assert.Equal(message.Replace("FILE", path), Assert.Throws<UserErrorException>(() => TextFile.Read(path)).Message);
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_refused()
    {
        using var folder = new RunFolder();
        Assert.Contains("does not exist", Assert.Throws<UserErrorException>(() => TextFile.Read(folder.PathOf("no"))).Message);
        Assert.Contains("is a folder", Assert.Throws<UserErrorException>(() => TextFile.Read(folder.Path)).Message);
    }

    [Fact]
    public void A_byte_order_mark_is_not_part_of_the_text()
    {
        using var folder = new RunFolder();
        File.WriteAllText(folder.PathOf("file"), "grün", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Assert.Equal("grün", TextFile.Read(folder.PathOf("file")));
    }

    [Fact]
    public void Nine_tenths_are_for_training_in_order()
    {
        var text = string.Concat(Enumerable.Range(0, 100).Select(i => (char)('0' + (i % 70))));
        var corpus = TextCorpus.Of("text", text, context: 9);
        Assert.Equal((90, 10), (corpus.Training.Length, corpus.Validation.Length));
        Assert.Equal(text, string.Concat(corpus.Training.Concat(corpus.Validation).Select(corpus.Vocabulary.Decode)));
        Assert.Equal(
            "--data text is too short: it has 100 characters, and a context of 10 needs 110; use a longer text or a smaller context",
            Assert.Throws<UserErrorException>(() => TextCorpus.Of("text", text, context: 10)).Message);
    }

    [Fact]
    public void Own_source_is_csharp_and_always_the_same()
    {
        var text = OwnSource.Read();
        Assert.InRange(text.Length, 500_000, 50_000_000);
        Assert.Contains("internal static class OwnSource", text);
        Assert.DoesNotContain("auto-generated", text[..100_000]);
        Assert.DoesNotContain('\r', text);
        Assert.Equal(text, OwnSource.Read());
    }

    [Fact]
    public void Targets_are_the_text_one_character_on()
    {
        var corpus = Counting(1000);
        var batches = new TextBatches(corpus, batch: 3, time: 5, seed: 1);
        batches.FillTraining(7);
        Assert.Equal(batches.Ids.Select(id => id + 1), batches.Targets);
        for (var i = 0; i < 15; i++) Assert.Equal(batches.Ids[i / 5 * 5] + (i % 5), batches.Ids[i]);
        batches.FillValidation(0, 4);
        Assert.Equal(900, batches.Ids[0]);
        Assert.Equal(batches.Ids.Select(id => id + 1), batches.Targets);
        batches.FillValidation(3, 4);
        Assert.Equal(999, batches.Targets[^1]); // the windows are spread from the first character to the last
    }

    [Fact]
    public void A_batch_follows_from_its_number_and_all_of_the_text_is_used()
    {
        var corpus = Counting(1000);
        var (one, two, other) = (new TextBatches(corpus, 4, 5, seed: 1), new TextBatches(corpus, 4, 5, seed: 1), new TextBatches(corpus, 4, 5, seed: 2));
        var starts = new List<int>();
        for (var number = 0; number < 5000; number++)
        {
            one.FillTraining(number);
            starts.AddRange([one.Ids[0], one.Ids[5], one.Ids[10], one.Ids[15]]);
        }

        two.FillTraining(4999);
        other.FillTraining(4999);
        Assert.Equal(one.Ids, two.Ids);
        Assert.NotEqual(one.Ids, other.Ids);
        Assert.Equal(Enumerable.Range(0, 895), starts.Distinct().Order()); // every window, and none that ends outside
        Assert.InRange(starts.Average(), 440, 454); // uniform: 447, with a standard error of 1.8
    }

    // Character i of the text is number i.
    private static TextCorpus Counting(int length) => TextCorpus.Of("text", string.Concat(Enumerable.Range(0, length).Select(i => (char)(0x4E00 + i))), 5);
}
