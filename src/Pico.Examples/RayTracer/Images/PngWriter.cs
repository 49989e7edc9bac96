using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Pico.Examples.RayTracer.Images;

/// <summary>Writes PNG (ISO/IEC 15948): eight bits for each colour, each row as differences to the row above.</summary>
public static class PngWriter
{
    private const byte FilterUp = 2;

    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1a, (byte)'\n'];

    // Of the polynomial of ISO 3309, lowest bit first.
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(value => Enumerable.Range(0, 8).Aggregate((uint)value, (crc, _) => (crc >> 1) ^ ((crc & 1) * 0xedb88320u)))];

    /// <summary>Writes a picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="output">Where it goes.</param>
    public static void Write(Picture picture, Stream output)
    {
        output.Write(Signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), picture.Height);
        (header[8], header[9]) = (8, 2); // bits, red-green-blue; no other compression, filter or interlacing
        WriteChunk(output, "IHDR", header);
        WriteChunk(output, "sRGB", [0]);
        WriteChunk(output, "IDAT", Compress(picture));
        WriteChunk(output, "IEND", []);
    }

    private static byte[] Compress(Picture picture)
    {
        using var memory = new MemoryStream();
        using (var deflate = new ZLibStream(memory, CompressionLevel.Optimal, leaveOpen: true))
        {
            var bytes = ToneMapping.ToBytes(picture);
            var stride = picture.Width * 3;
            var row = new byte[stride + 1];
            row[0] = FilterUp;
            for (var y = 0; y < picture.Height; y++)
            {
                for (var i = 0; i < stride; i++) row[i + 1] = (byte)(bytes[(y * stride) + i] - (y > 0 ? bytes[((y - 1) * stride) + i] : 0));
                deflate.Write(row);
            }
        }

        return memory.ToArray();
    }

    private static void WriteChunk(Stream output, string name, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        output.Write(number);
        byte[] content = [.. Encoding.ASCII.GetBytes(name), .. data];
        output.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~content.Aggregate(uint.MaxValue, (crc, value) => CrcTable[(byte)(crc ^ value)] ^ (crc >> 8)));
        output.Write(number);
    }
}
