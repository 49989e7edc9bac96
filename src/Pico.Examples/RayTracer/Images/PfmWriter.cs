using System.Buffers.Binary;
using System.Text;

namespace Pico.Examples.RayTracer.Images;

/// <summary>Writes PFM: the light itself as floats, lowest row first (Debevec's "portable float map"; a scale below 0 says that the lower byte comes first).</summary>
public static class PfmWriter
{
    /// <summary>Writes a picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="output">Where it goes.</param>
    public static void Write(Picture picture, Stream output)
    {
        output.Write(Encoding.ASCII.GetBytes($"PF\n{picture.Width} {picture.Height}\n-1.0\n"));
        var row = new byte[picture.Width * 3 * sizeof(float)];
        for (var y = picture.Height - 1; y >= 0; y--)
        {
            for (var i = 0; i < picture.Width * 3; i++) BinaryPrimitives.WriteSingleLittleEndian(row.AsSpan(i * sizeof(float)), picture.Light[(y * picture.Width * 3) + i]);
            output.Write(row);
        }
    }
}
