using Pico.Examples.Kernels;

#pragma warning disable PICO4002 // every lane looks at a place of its own: that is what tracing rays is

namespace Pico.Examples.RayTracer.Tracing;

/// <summary>
/// What happens to a path where it meets a surface: what the surface lets through of the light of a lamp, and where the path goes on (Kajiya, "The rendering equation", 1986; Veach,
/// "Robust Monte Carlo methods for light transport simulation", 1997).
/// </summary>
public static partial class Shading
{
    /// <summary>The density of a direction that had no choice, such as a mirror's: a lamp met there counts in full.</summary>
    public const float Certain = -1;

    private const float LeastSurvival = 0.05f, MostSurvival = 0.95f;

    // Nothing is seen from exactly beside it.
    private const float LeastFacing = 1e-6f;

    /// <summary>One bounce of a path.</summary>
    /// <param name="origin">Out: where the next ray begins.</param>
    /// <param name="direction">Where the ray goes, of length 1; then where the next one does.</param>
    /// <param name="material">The number of the material of the shape that it meets, or <see cref="Surfaces.None"/>.</param>
    /// <param name="before">A point a little before the surface.</param>
    /// <param name="gap">How far before it.</param>
    /// <param name="normal">Which way the surface faces, towards the ray.</param>
    /// <param name="smooth">Which way it is to look as if it faced.</param>
    /// <param name="colour">What it reflects.</param>
    /// <param name="isInside">Whether the ray comes from inside.</param>
    /// <param name="throughput">What part of the light the path found so far has let through.</param>
    /// <param name="first">One half of the key of its random numbers.</param>
    /// <param name="second">The other half.</param>
    /// <param name="counter">How many of them are used.</param>
    /// <param name="toLamp">The direction to a lamp or the sky.</param>
    /// <param name="asked">How likely it was to be chosen; 0 if there is none.</param>
    /// <param name="lampLight">What light comes from there; then what of it the path lets through.</param>
    /// <param name="materials">The materials.</param>
    /// <param name="playsRoulette">Whether faint paths may end (Arvo and Kirk, "Particle transport and image synthesis", 1990).</param>
    /// <param name="density">How likely the next direction was, by solid angle, or <see cref="Certain"/>.</param>
    /// <param name="asksLamp">Whether a ray to the lamp is worth while.</param>
    /// <returns>Whether the path goes on.</returns>
    [Kernel]
    public static bool Bounce(
        out Vec3 origin, ref Vec3 direction, int material, Vec3 before, float gap, Vec3 normal, Vec3 smooth, Vec3 colour, bool isInside,
        ref Vec3 throughput, uint first, uint second, ref uint counter, Vec3 toLamp, float asked, ref Vec3 lampLight,
        ReadOnlySpan<float> materials, [Uniform] bool playsRoulette, out float density, out bool asksLamp)
    {
        origin = before;
        density = Certain;
        asksLamp = false;
        if (material < 0) return false;
        var record = MaterialRecord.At(material, materials);
        var kind = BitConverter.SingleToInt32Bits(materials[record + MaterialRecord.Kind]);
        if (kind == (int)MaterialKind.Light) return false;
        var random = new PathRandom(first, second, counter);
        var number = materials[record + MaterialRecord.Number];
        var filter = colour;
        if (!Reflector.Spreads(kind))
        {
            // A smooth normal that would reflect the ray into the surface does not hold.
            var cosine = -Vec3.Dot(smooth, direction);
            var reflected = direction + smooth * (2 * cosine);
            var facing = smooth;
            if (Vec3.Dot(reflected, normal) <= 0)
            {
                facing = normal;
                cosine = -Vec3.Dot(normal, direction);
                reflected = direction + normal * (2 * cosine);
            }

            if (kind == (int)MaterialKind.Metal)
            {
                if (number > 0) reflected = Vec3.Normalize(reflected + random.Direction() * number);
                direction = reflected;
                if (Vec3.Dot(reflected, normal) <= 0) return false; // spread into the surface, which keeps it
            }
            else
            {
                var ratio = isInside ? number : 1 / number;
                var squared = 1 - ratio * ratio * (1 - cosine * cosine); // of the cosine behind the surface; below 0 nothing passes
                var behind = MathF.Sqrt(MathF.Max(0, squared));
                var head = (1 - number) / (1 + number);
                head *= head;
                var mirrored = squared < 0 ? 1 : head + (1 - head) * Microfacets.Slope(isInside ? behind : cosine); // the angle on the thinner side
                if (random.Next() < mirrored)
                {
                    direction = reflected;
                }
                else
                {
                    direction = direction * ratio + facing * (ratio * cosine - behind);
                    origin = before - normal * (2 * gap);
                }

                direction = Vec3.Normalize(direction);
            }
        }
        else
        {
            var frame = new Frame(smooth);
            var seen = frame.Lay(-direction, smooth);
            var reflector = new Reflector(kind, colour, number, materials[record + MaterialRecord.Head], new Vec3(seen.X, seen.Y, MathF.Max(seen.Z, LeastFacing)));
            if (asked > 0)
            {
                float chance;
                var value = reflector.Value(frame.Lay(toLamp, smooth), out chance);
                asksLamp = chance > 0;
                lampLight = throughput * value * lampLight * (1 / (asked + chance)); // value / asked, times asked / (asked + chance)
            }

            var taken = reflector.Choose(ref random);
            direction = Vec3.Normalize(frame.Raise(taken, smooth));
            filter = reflector.Value(taken, out density);
            if (!(density > 0) || Vec3.Dot(normal, direction) <= 0) return false; // into the surface, from where no light comes
            filter = filter * (1 / density);
        }

        throughput = throughput * filter;
        if (playsRoulette)
        {
            var brightest = MathF.Max(MathF.Max(throughput.X, throughput.Y), throughput.Z);
            var survival = MathF.Min(MathF.Max(brightest, LeastSurvival), MostSurvival);
            if (random.Next() >= survival) return false;
            throughput = throughput * (1 / survival);
        }

        counter = random.Counter;
        return true;
    }
}
