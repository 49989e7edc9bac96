namespace Pico.Examples.RayTracer.Images;

/// <summary>From light to the bytes of a screen: what is brighter than a screen can be is cut off, the rest goes through the curve of sRGB (IEC 61966-2-1).</summary>
public static class ToneMapping
{
    /// <summary>The bytes of a picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <returns>Three bytes for each pixel.</returns>
    public static byte[] ToBytes(Picture picture) => [.. picture.Light.Select(ToByte)];

    /// <summary>One byte.</summary>
    /// <param name="light">Light; 1 is white.</param>
    public static byte ToByte(float light)
    {
        var value = light <= 0.0031308f ? 12.92 * light : (1.055 * Math.Pow(light, 1 / 2.4)) - 0.055;
        return (byte)((255 * Math.Clamp(double.IsNaN(value) ? 0 : value, 0, 1)) + 0.5);
    }

    /// <summary>The light of one byte: the way back.</summary>
    /// <param name="value">The byte.</param>
    public static float FromByte(byte value)
    {
        var part = value / 255.0;
        return (float)(part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4));
    }
}
