using Pico.Examples.Kernels;

namespace Pico.Examples.RayTracer.Tracing;

/// <summary>
/// What a point of a surface does with light that it spreads: how much goes which way, and how likely a path is to go there. Directions stand on the surface: the normal is
/// (0, 0, 1).
/// </summary>
/// <param name="kind">Lambert, Ggx or Plastic.</param>
/// <param name="colour">What part of red, green and blue it reflects: of a conductor, of light that falls straight onto it.</param>
/// <param name="alpha">How steep its mirrors are.</param>
/// <param name="head">What part of light a coat reflects that falls straight onto it.</param>
/// <param name="seen">From where the point is seen, of length 1, above the surface.</param>
internal readonly struct Reflector(int kind, Vec3 colour, float alpha, float head, Vec3 seen)
{
    private const float Pi = 3.14159265358979f;

    // A path goes by either road of a plastic at least so often: each has to find what only it finds well.
    private const float LeastMirrored = 0.1f, MostMirrored = 0.9f;

    private readonly int kind = kind;
    private readonly Vec3 colour = colour;
    private readonly float alpha = alpha, head = head;
    private readonly Vec3 seen = seen;

    /// <summary>Whether a material spreads light, so that a lamp can be asked for it.</summary>
    /// <param name="kind">Its kind.</param>
    public static bool Spreads(int kind) => kind == (int)MaterialKind.Lambert || kind == (int)MaterialKind.Ggx || kind == (int)MaterialKind.Plastic;

    /// <summary>How often a path goes by way of the mirrors.</summary>
    private float Mirrored
    {
        get
        {
            if (kind == (int)MaterialKind.Ggx) return 1;
            var mirrored = Coat(seen.Z);
            var spread = (1 - mirrored) * MathF.Max(MathF.Max(colour.X, colour.Y), colour.Z);
            return MathF.Min(MathF.Max(mirrored / (mirrored + spread), LeastMirrored), MostMirrored);
        }
    }

    /// <summary>What part of light goes from one direction to where the point is seen, times the cosine of its angle to the normal.</summary>
    /// <param name="from">The direction, of length 1.</param>
    /// <param name="density">How likely <see cref="Choose"/> is to give it, for each unit of solid angle.</param>
    public Vec3 Value(in Vec3 from, out float density)
    {
        density = 0;
        if (!(from.Z > 0)) return default;
        var spread = from.Z * (1 / Pi);
        if (kind == (int)MaterialKind.Lambert)
        {
            density = spread;
            return colour * spread;
        }

        var half = Vec3.Normalize(seen + from);
        float hiddenSeen = Microfacets.Hidden(seen, alpha), hiddenFrom = Microfacets.Hidden(from, alpha);
        var mirrors = Microfacets.Distribution(half, alpha) / (4 * seen.Z);
        var arrives = mirrors / (1 + hiddenSeen + hiddenFrom); // Smith's masking and shadowing, as heights go together (Heitz, "Understanding the masking-shadowing function", 2014)
        var chosen = mirrors / (1 + hiddenSeen);
        var cosine = Vec3.Dot(from, half);
        if (kind == (int)MaterialKind.Ggx)
        {
            density = chosen;
            var slope = Microfacets.Slope(cosine);
            return (colour * (1 - slope) + new Vec3(slope, slope, slope)) * arrives;
        }

        // Below the coat comes what it lets in, and out (the weights of Schlick's formula on both ways).
        var mirrored = Mirrored;
        density = mirrored * chosen + (1 - mirrored) * spread;
        var shine = Coat(cosine) * arrives;
        return colour * ((1 - Coat(seen.Z)) * (1 - Coat(from.Z)) * spread) + new Vec3(shine, shine, shine);
    }

    /// <summary>Chooses a direction, about as likely as light comes from there; it may lie below the surface, from where none does.</summary>
    /// <param name="random">The numbers of the path.</param>
    public Vec3 Choose(ref PathRandom random)
    {
        var isMirrored = kind != (int)MaterialKind.Lambert;
        if (kind == (int)MaterialKind.Plastic) isMirrored = random.Next() < Mirrored;
        float x, y;
        random.Disc(out x, out y);
        if (!isMirrored) return new Vec3(x, y, MathF.Sqrt(MathF.Max(0, 1 - x * x - y * y)));
        var half = Microfacets.Choose(seen, alpha, x, y);
        return half * (2 * Vec3.Dot(half, seen)) - seen;
    }

    private float Coat(float cosine) => head + (1 - head) * Microfacets.Slope(cosine);
}
