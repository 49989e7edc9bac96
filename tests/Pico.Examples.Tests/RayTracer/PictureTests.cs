using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Pico.Examples.RayTracer.Images;

namespace Pico.Examples.Tests.RayTracer;

/// <summary>Files of pictures, read by a reader of the test's own.</summary>
public class PictureTests
{
    private static readonly Picture Small = new(2, 3, [0, 0.5f, 1, 2, -1, 0.001f, 0.2f, 0.3f, 0.4f, float.NaN, float.PositiveInfinity, 0, 0.9f, 0.8f, 0.7f, 1, 1, 1]);

    // By hand from the curve of sRGB: 0.5 is 188, 0.2 is 124, 0.3 is 149, 0.4 is 170, 0.9 is 243, 0.8 is 231, 0.7 is 218; 0.001 lies in the straight part.
    private static readonly byte[] Bytes = [0, 188, 255, 255, 0, 3, 124, 149, 170, 0, 255, 0, 243, 231, 218, 255, 255, 255];

    [Fact]
    public void Png_holds_the_bytes_of_the_curve()
    {
        var file = Write(PngWriter.Write);
        Assert.Equal([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], file[..8]);
        var (at, data, names) = (8, new MemoryStream(), new List<string>());
        while (at < file.Length)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var name = Encoding.ASCII.GetString(file, at + 4, 4);
            names.Add(name);
            Assert.Equal(Crc(file.AsSpan(at + 4, length + 4)), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            if (name == "IHDR") Assert.Equal([0, 0, 0, 2, 0, 0, 0, 3, 8, 2, 0, 0, 0], file[(at + 8)..(at + 21)]);
            if (name == "IDAT") data.Write(file, at + 8, length);
            at += length + 12;
        }

        Assert.Equal(["IHDR", "sRGB", "IDAT", "IEND"], names);
        data.Position = 0;
        using var inflate = new ZLibStream(data, CompressionMode.Decompress);
        using var raw = new MemoryStream();
        inflate.CopyTo(raw);
        var rows = raw.ToArray();
        Assert.Equal(3 * 7, rows.Length);
        var pixels = new List<byte>();
        for (var y = 0; y < 3; y++)
        {
            Assert.Equal(2, rows[y * 7]); // differences to the row above
            for (var i = 0; i < 6; i++) pixels.Add((byte)(rows[(y * 7) + 1 + i] + (y > 0 ? pixels[((y - 1) * 6) + i] : 0)));
        }

        Assert.Equal(Bytes, pixels);
    }

    [Fact]
    public void Ppm_holds_the_bytes_of_the_curve()
    {
        byte[] expected = [.. "P6\n2 3\n255\n"u8, .. Bytes];
        Assert.Equal(expected, Write(PpmWriter.Write));
    }

    [Fact]
    public void Pfm_holds_the_light_from_below()
    {
        var file = Write(PfmWriter.Write);
        var head = "PF\n2 3\n-1.0\n"u8.ToArray();
        Assert.Equal(head, file[..head.Length]);
        var light = Enumerable.Range(0, 18).Select(i => BitConverter.ToSingle(file, head.Length + (4 * i))).ToArray();
        Assert.Equal([.. Small.Light[12..], .. Small.Light[6..12], .. Small.Light[..6]], light);
    }

    private static byte[] Write(Action<Picture, Stream> write)
    {
        using var memory = new MemoryStream();
        write(Small, memory);
        return memory.ToArray();
    }

    // Bit by bit, as annex D of the standard begins.
    private static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (((crc ^ (uint)(value >> bit)) & 1) == 1 ? 0xedb88320u : 0);
        }

        return ~crc;
    }
}
