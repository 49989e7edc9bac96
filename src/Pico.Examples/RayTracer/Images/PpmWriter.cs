using System.Text;

namespace Pico.Examples.RayTracer.Images;

/// <summary>Writes PPM, the plainest of formats: a line of text, then bytes (Poskanzer's Netpbm, "P6").</summary>
public static class PpmWriter
{
    /// <summary>Writes a picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="output">Where it goes.</param>
    public static void Write(Picture picture, Stream output)
    {
        output.Write(Encoding.ASCII.GetBytes($"P6\n{picture.Width} {picture.Height}\n255\n"));
        output.Write(ToneMapping.ToBytes(picture));
    }
}
