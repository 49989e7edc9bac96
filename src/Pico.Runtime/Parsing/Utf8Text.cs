using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Pico.Parsing;

/// <summary>Where bytes stop being UTF-8.</summary>
internal static class Utf8Text
{
    /// <summary>How many bytes, from the first on, are valid UTF-8.</summary>
    public static int ValidPrefix(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return bytes.Length;
        }

        var position = 0;
        while (true)
        {
            var rest = bytes[position..];
            var ascii = rest.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            position += Math.Max(ascii, 0);
            if (ascii < 0 || Rune.DecodeFromUtf8(bytes[position..], out _, out var consumed) != OperationStatus.Done)
            {
                return position;
            }

            position += consumed;
        }
    }
}
