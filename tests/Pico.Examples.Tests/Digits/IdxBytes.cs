using System.Buffers.Binary;
using System.IO.Compression;

namespace Pico.Examples.Tests.Digits;

/// <summary>Writes IDX files for tests, by hand from the format's definition.</summary>
internal static class IdxBytes
{
    public static byte[] Create(int magic, int[] dimensions, ReadOnlySpan<byte> elements)
    {
        var file = new byte[4 + (4 * dimensions.Length) + elements.Length];
        BinaryPrimitives.WriteInt32BigEndian(file, magic);
        for (var i = 0; i < dimensions.Length; i++) BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 + (4 * i)), dimensions[i]);
        elements.CopyTo(file.AsSpan(4 + (4 * dimensions.Length)));
        return file;
    }

    public static byte[] Images(int count, int side = 28) =>
        Create(0x803, [count, side, side], Enumerable.Range(0, count * side * side).Select(i => (byte)(i * 7)).ToArray());

    public static byte[] Labels(int count) =>
        Create(0x801, [count], Enumerable.Range(0, count).Select(i => (byte)(i % 10)).ToArray());

    public static byte[] Gzip(byte[] content)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(content);
        return packed.ToArray();
    }
}
