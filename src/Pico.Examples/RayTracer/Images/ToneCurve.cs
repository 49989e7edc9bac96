namespace Pico.Examples.RayTracer.Images;

/// <summary>How light that is brighter than a screen is brought onto one. Each curve maps linear light to the linear light of a screen, 0 to 1; sRGB's own curve comes after it.</summary>
public static class ToneCurve
{
    private static readonly Dictionary<string, Func<float, float, float>> Curves = new(StringComparer.Ordinal)
    {
        // What is brighter than white is cut off by the bytes.
        ["srgb"] = (light, _) => light,

        // By the brightness of the pixel, so that colours stay (Reinhard, Stark, Shirley and Ferwerda, "Photographic tone reproduction for digital images", 2002, equation 3).
        ["reinhard"] = (light, brightness) => light / (1 + brightness),

        // Film's soft shoulder, for each colour (Narkowicz, "ACES filmic tone mapping curve", 2015: a fit to the Academy's reference rendering transform).
        ["aces"] = (light, _) => light * ((2.51f * light) + 0.03f) / ((light * ((2.43f * light) + 0.59f)) + 0.14f),
    };

    /// <summary>The names of the curves.</summary>
    public static IEnumerable<string> Names => Curves.Keys;

    /// <summary>The picture as a screen shows it.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="curve">The name of a curve.</param>
    /// <param name="stops">By how many powers of two light is made brighter before.</param>
    public static Picture Apply(Picture picture, string curve, double stops)
    {
        var (map, exposure) = (Curves[curve], (float)Math.Pow(2, stops));
        if (curve == "srgb" && stops == 0) return picture;
        var light = new float[picture.Light.Length];
        for (var i = 0; i < light.Length; i += 3)
        {
            var (red, green, blue) = (Seen(picture.Light[i] * exposure), Seen(picture.Light[i + 1] * exposure), Seen(picture.Light[i + 2] * exposure));
            var brightness = (0.2126f * red) + (0.7152f * green) + (0.0722f * blue); // of sRGB's primaries
            (light[i], light[i + 1], light[i + 2]) = (map(red, brightness), map(green, brightness), map(blue, brightness));
        }

        return picture with { Light = light };
    }

    // Curves are made for light that is not below 0, and divide it by itself.
    private static float Seen(float light) => light > 0 ? Math.Min(light, 1e9f) : 0;
}
