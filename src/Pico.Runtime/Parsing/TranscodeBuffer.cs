using System.Text;

namespace Pico.Parsing;

/// <summary>One buffer for each thread, for the text of tokens whose reader wants the other encoding.</summary>
internal static class TranscodeBuffer
{
    private const int LongestKept = 1 << 16; // what one huge token took, the thread need not hold for ever

    [ThreadStatic]
    private static char[]? chars;

    [ThreadStatic]
    private static byte[]? bytes;

    /// <summary>Valid UTF-8 as UTF-16.</summary>
    public static ReadOnlySpan<char> ToUtf16(ReadOnlySpan<byte> text)
    {
        var buffer = Room(ref chars, text.Length);
        return buffer.AsSpan(0, Encoding.UTF8.GetChars(text, buffer));
    }

    /// <summary>UTF-16 as UTF-8.</summary>
    public static ReadOnlySpan<byte> ToUtf8(ReadOnlySpan<char> text)
    {
        var buffer = Room(ref bytes, Encoding.UTF8.GetMaxByteCount(text.Length));
        return buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer));
    }

    private static T[] Room<T>(ref T[]? kept, int length)
    {
        if (length > LongestKept)
        {
            return new T[length];
        }

        if (kept is null || kept.Length < length)
        {
            kept = new T[Math.Max(256, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)length))];
        }

        return kept;
    }
}
