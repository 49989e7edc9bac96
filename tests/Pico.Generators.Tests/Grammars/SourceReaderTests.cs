using System.Text;
using Pico.Parsing;

namespace Pico.Generators.Tests.Grammars;

/// <summary>Reading either encoding: code points, parts, and runs of every length against one look at a time.</summary>
public class SourceReaderTests
{
    [Theory]
    [InlineData("ab_9")]
    [InlineData(" \t\n\r")]
    [InlineData("\0\u000f\u0070\u007f")]
    public void Runs_of_all_lengths_end_where_they_do(string members)
    {
        var set = SetOf(members);
        foreach (var stop in "!aA\u007f\u0080\u0161\u8061\uff41\ud83d\0")
        {
            for (var start = 0; start < 34; start++)
            {
                for (var length = 0; length <= 100; length++)
                {
                    var text = new string('?', start) + string.Concat(Enumerable.Range(0, length).Select(i => members[i % members.Length])) + stop + new string(members[0], length % 40);
                    Check(text, start, members, set);
                }
            }
        }
    }

    private static void Check(string text, int start, string members, AsciiSet set)
    {
        var (end, open) = (start, start);
        while (end < text.Length && members.Contains(text[end], StringComparison.Ordinal)) end++;
        while (open < text.Length && (members.Contains(text[open], StringComparison.Ordinal) || text[open] > '\u007f')) open++;
        var chars = new SourceReader<char>(text);
        Assert.Equal(end, chars.SkipWhile(start, set));
        Assert.Equal(open, chars.SkipWhileOrBeyondAscii(start, set));
        if (text.Any(char.IsSurrogate)) return;

        var bytes = new SourceReader<byte>(Encoding.UTF8.GetBytes(text));
        Assert.Equal(end, bytes.SkipWhile(start, set));
        Assert.Equal(Encoding.UTF8.GetByteCount(text.AsSpan(0, open)), bytes.SkipWhileOrBeyondAscii(start, set));
    }

    [Fact]
    public void Membership_is_that_of_the_characters()
    {
        const string members = "\0\tAZ@[az{~";
        var set = SetOf(members);
        for (var unit = -1; unit <= char.MaxValue; unit++)
        {
            Assert.Equal(unit >= 0 && members.Contains((char)unit, StringComparison.Ordinal), set.Contains(unit));
        }
    }

    [Fact]
    public void Code_points_are_those_of_Rune()
    {
        const string text = "a\u007f\u0080\u07ff\u0800\uffff\U00010000\U0010ffff";
        var utf8 = Encoding.UTF8.GetBytes(text);
        var chars = new SourceReader<char>(text);
        var bytes = new SourceReader<byte>(utf8);
        var (i, j) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            Assert.Equal(rune.Value, chars.CodePoint(i, out var units));
            Assert.Equal((rune.Utf16SequenceLength, rune.Utf16SequenceLength), (units, chars.CodePointLength(i)));
            Assert.Equal(rune.Value, bytes.CodePoint(j, out units));
            Assert.Equal((rune.Utf8SequenceLength, rune.Utf8SequenceLength), (units, bytes.CodePointLength(j)));
            (i, j) = (i + rune.Utf16SequenceLength, j + rune.Utf8SequenceLength);
        }

        Assert.Equal((-1, -1), (chars[text.Length], bytes[-1]));
        Assert.Equal(0xD800, new SourceReader<char>("\ud800x").CodePoint(0, out var one));
        Assert.Equal(1, one);
    }

    [Fact]
    public void Parts_come_in_either_encoding()
    {
        const string text = "x→é😀y";
        var bytes = new SourceReader<byte>(Encoding.UTF8.GetBytes(text));
        Assert.Equal("→é😀", bytes.Chars(1, 9).ToString());
        Assert.Equal(Encoding.UTF8.GetBytes("→é"), new SourceReader<char>(text).Bytes(1, 2).ToArray());
        Assert.True(new SourceReader<char>("xif").Matches(1, "if") && new SourceReader<byte>("xif"u8).Matches(1, "if"));
        Assert.False(new SourceReader<char>("xif").Matches(2, "if") || new SourceReader<byte>("xiF"u8).Matches(1, "if"));
        var large = new string('é', 100_000);
        Assert.Equal(large, new SourceReader<byte>(Encoding.UTF8.GetBytes(large)).Chars(0, 200_000).ToString());
    }

    [Fact]
    public void Other_units_are_refused() => Assert.Throws<NotSupportedException>(() => new SourceReader<int>([1]).Length);

    private static AsciiSet SetOf(string members)
    {
        var columns = new byte[16];
        foreach (var c in members) columns[c & 15] |= (byte)(1 << (c >> 4));
        return new AsciiSet(BitConverter.ToUInt64(columns, 0), BitConverter.ToUInt64(columns, 8));
    }
}
