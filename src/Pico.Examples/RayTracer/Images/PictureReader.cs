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

    /// <summary>Refuses sides that are none.</summary>
    /// <exception cref="InvalidDataException">One is below 1, or too long.</exception>
    internal static void CheckSides(int width, int height)
    {
        if (width is < 1 or > LargestSide || height is < 1 or > LargestSide) throw new InvalidDataException($"a picture has sides from 1 to {LargestSide}");
    }

    private static Picture ReadBytes(byte[] file)
    {
        ImageResult result;
        try
        {
            using var stream = new MemoryStream(file, writable: false);
            if (ImageInfo.FromStream(stream) is not { } info) throw new InvalidDataException("it is no picture: PNG, JPEG, BMP, TGA, GIF, PSD, Radiance HDR and PFM are read");
            CheckSides(info.Width, info.Height); // before there is room for all of its pixels
            result = ImageResult.FromMemory(file, ColorComponents.RedGreenBlue);
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
