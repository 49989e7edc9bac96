using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pico.Checkpoints;

/// <summary>Numbers as files hold them: the lowest byte first, whatever the processor's order.</summary>
internal static class LittleEndian
{
    private const int PieceBytes = 1 << 20;

    /// <summary>Writes numbers; where they lie in memory as in the file, without a copy.</summary>
    public static void Write<T>(Stream stream, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        for (var piece = Array.Empty<byte>(); bytes.Length > 0; bytes = bytes[Math.Min(PieceBytes, bytes.Length)..])
        {
            var part = bytes[..Math.Min(PieceBytes, bytes.Length)];
            if (!BitConverter.IsLittleEndian)
            {
                if (piece.Length != part.Length) piece = new byte[part.Length];
                part.CopyTo(piece);
                Reverse(piece, Unsafe.SizeOf<T>());
                part = piece;
            }

            stream.Write(part);
        }
    }

    /// <summary>Turns the bytes of a file into the processor's numbers, in place, or back.</summary>
    /// <param name="bytes">The bytes of whole numbers.</param>
    /// <param name="size">The bytes of one number: 1, 2, 4 or 8.</param>
    public static void ToNative(Span<byte> bytes, int size)
    {
        if (!BitConverter.IsLittleEndian) Reverse(bytes, size);
    }

    private static void Reverse(Span<byte> bytes, int size)
    {
        switch (size)
        {
            case sizeof(ushort):
                var shorts = MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(shorts, shorts);
                break;
            case sizeof(uint):
                var words = MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(words, words);
                break;
            case sizeof(ulong):
                var longs = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
        }
    }
}
