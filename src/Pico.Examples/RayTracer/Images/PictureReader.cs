using StbImageSharp;

namespace Pico.Examples.RayTracer.Images;

/// <summary>
/// Reads pictures as light: PFM and Radiance HDR as they are; PNG, JPEG, BMP, TGA, GIF and PSD by StbImageSharp, a port of Barrett's stb_image, through the curve of sRGB. The
/// beginning of the file says which it is.
/// </summary>
public static class PictureReader
{
    /// <summary>The longest side that is read.</summary>
    public const int LargestSide = 16_384;

    // Deflate makes at most 1032 bytes of one, and with a bit for each pixel there are eight in a byte.
    private const int MostPixelsOfByte = 8 * 1032;

    private static readonly float[] Linear = [.. Enumerable.Range(0, 256).Select(value => ToneMapping.FromByte((byte)value))];

    /// <summary>Reads a picture.</summary>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="picture">The picture, if nothing is wrong.</param>
    /// <returns>What is wrong with it in one line, or null.</returns>
    public static string? Read(byte[] file, out Picture? picture)
    {
        picture = null;
        try
        {
            picture = file.AsSpan().StartsWith("PF"u8) || file.AsSpan().StartsWith("Pf"u8) ? PfmReader.Read(file)
                : file.AsSpan().StartsWith("#?"u8) ? RadianceReader.Read(file)
                : ReadBytes(file);
            return null;
        }
        catch (InvalidDataException e)
        {
            return e.Message;
        }
    }

    /// <summary>Refuses sides that are none, and those of a head that promises far more than the file can hold, before there is room for all of its pixels.</summary>
    /// <exception cref="InvalidDataException">A side is below 1, or too long.</exception>
    internal static void CheckSides(int width, int height, int bytes)
    {
        if (width is < 1 or > LargestSide || height is < 1 or > LargestSide) throw new InvalidDataException($"a picture has sides from 1 to {LargestSide}");
        if ((long)width * height > (long)bytes * MostPixelsOfByte) throw new InvalidDataException($"it is damaged: so few bytes are no {width}x{height} pixels");
    }

    private static Picture ReadBytes(byte[] file)
    {
        ImageResult result;
        try
        {
            using var stream = new FileBytes(file);
            if (ImageInfo.FromStream(stream) is not { } info) throw new InvalidDataException("it is no picture: PNG, JPEG, BMP, TGA, GIF, PSD, Radiance HDR and PFM are read");
            CheckSides(info.Width, info.Height, file.Length);
            stream.Position = 0;
            result = ImageResult.FromStream(stream, ColorComponents.RedGreenBlue);
        }
        catch (Exception e) when (e is not (InvalidDataException or OutOfMemoryException))
        {
            throw new InvalidDataException($"it is damaged: {e.Message}", e); // the library says so by exceptions of many kinds
        }

        var light = new float[result.Width * result.Height * 3];
        for (var i = 0; i < light.Length; i++) light[i] = Linear[result.Data[i]];
        return new Picture(result.Width, result.Height, light);
    }
}
