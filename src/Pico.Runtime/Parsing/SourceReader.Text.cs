using System.Runtime.InteropServices;
using System.Text;

namespace Pico.Parsing;

// Parts of the text, in either encoding.
public readonly ref partial struct SourceReader<TUnit>
{
    /// <summary>The text for methods that do not care which encoding it has; without the bytes behind it that are not valid.</summary>
    public SourceText Whole => typeof(TUnit) == typeof(char)
        ? new SourceText(MemoryMarshal.Cast<TUnit, char>(Text))
        : new SourceText(MemoryMarshal.AsBytes(Text));

    /// <summary>A part of the text in its own units.</summary>
    /// <param name="start">The index of the first unit.</param>
    /// <param name="length">How many units.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part is not inside the text.</exception>
    public ReadOnlySpan<TUnit> Slice(int start, int length) => Text.Slice(start, length);

    /// <summary>A part of the text as UTF-16.</summary>
    /// <param name="start">The index of the first unit.</param>
    /// <param name="length">How many units.</param>
    /// <returns>The text itself if it is UTF-16; else a copy that is valid until the thread's next call.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The part is not inside the text.</exception>
    public ReadOnlySpan<char> Chars(int start, int length) => typeof(TUnit) == typeof(char)
        ? MemoryMarshal.Cast<TUnit, char>(Slice(start, length))
        : TranscodeBuffer.ToUtf16(MemoryMarshal.AsBytes(Slice(start, length)));

    /// <summary>A part of the text as UTF-8.</summary>
    /// <param name="start">The index of the first unit.</param>
    /// <param name="length">How many units.</param>
    /// <returns>The text itself if it is UTF-8; else a copy that is valid until the thread's next call. Surrogates without a partner become U+FFFD.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The part is not inside the text.</exception>
    public ReadOnlySpan<byte> Bytes(int start, int length) => typeof(TUnit) == typeof(byte)
        ? MemoryMarshal.AsBytes(Slice(start, length))
        : TranscodeBuffer.ToUtf8(MemoryMarshal.Cast<TUnit, char>(Slice(start, length)));

    /// <summary>Whether ASCII text stands at a place.</summary>
    /// <param name="start">The index of the first unit.</param>
    /// <param name="text">What may stand there; ASCII only.</param>
    public bool Matches(int start, string text)
    {
        if (start < 0 || text.Length > length - start)
        {
            return false;
        }

        var part = Slice(start, text.Length);
        return typeof(TUnit) == typeof(byte)
            ? Ascii.Equals(MemoryMarshal.AsBytes(part), text)
            : MemoryMarshal.Cast<TUnit, char>(part).SequenceEqual(text);
    }
}
