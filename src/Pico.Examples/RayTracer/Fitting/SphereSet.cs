using Pico.Examples.Kernels;

namespace Pico.Examples.RayTracer.Fitting;

/// <summary>Spheres as the soft renderer reads them: all that is learned lies in one buffer, centres before colours.</summary>
/// <param name="radii">How large they are.</param>
internal sealed class SphereSet(float[] radii)
{
    /// <summary>How many there are.</summary>
    public int Count => Radii.Length;

    /// <summary>How large they are.</summary>
    public float[] Radii { get; } = radii;

    /// <summary>Three coordinates of each, then three colours of each.</summary>
    public float[] Values { get; } = new float[6 * radii.Length];

    /// <summary>Where they are, three floats each.</summary>
    public Span<float> Centres => CentresOf(Values);

    /// <summary>What part of red, green and blue they reflect.</summary>
    public Span<float> Colours => ColoursOf(Values);

    /// <summary>What belongs to the centres in a buffer of that kind.</summary>
    public static Span<float> CentresOf(float[] values) => values.AsSpan(0, values.Length / 2);

    /// <summary>What belongs to the colours.</summary>
    public static Span<float> ColoursOf(float[] values) => values.AsSpan(values.Length / 2);

    /// <summary>Where a sphere is.</summary>
    public Vec3 Centre(int sphere) => new(Centres[3 * sphere], Centres[(3 * sphere) + 1], Centres[(3 * sphere) + 2]);

    /// <summary>What a sphere reflects.</summary>
    public Vec3 Colour(int sphere) => new(Colours[3 * sphere], Colours[(3 * sphere) + 1], Colours[(3 * sphere) + 2]);

    /// <summary>Places a sphere.</summary>
    public void Set(int sphere, Vec3 centre, Vec3 colour)
    {
        (Centres[3 * sphere], Centres[(3 * sphere) + 1], Centres[(3 * sphere) + 2]) = (centre.X, centre.Y, centre.Z);
        (Colours[3 * sphere], Colours[(3 * sphere) + 1], Colours[(3 * sphere) + 2]) = (colour.X, colour.Y, colour.Z);
    }

    /// <summary>Puts the numbers of the spheres in order, the one in front of all others first: that of their power as seen from a point.</summary>
    /// <param name="from">The point.</param>
    /// <param name="order">Receives the numbers.</param>
    public void Sort(Vec3 from, int[] order)
    {
        Span<float> powers = Count <= 256 ? stackalloc float[Count] : new float[Count];
        for (var sphere = 0; sphere < Count; sphere++)
        {
            order[sphere] = sphere;
            powers[sphere] = (Centre(sphere) - from).LengthSquared - (Radii[sphere] * Radii[sphere]);
        }

        powers.Sort(order.AsSpan());
    }

    /// <summary>The mean distance between the spheres of two sets.</summary>
    public double PositionError(SphereSet other) => Enumerable.Range(0, Count).Average(sphere => PositionError(other, sphere));

    /// <summary>How far a sphere is from that of another set.</summary>
    public double PositionError(SphereSet other, int sphere) => Math.Sqrt((Centre(sphere) - other.Centre(sphere)).LengthSquared);

    /// <summary>The mean difference between the colours of two sets, over red, green and blue.</summary>
    public double ColourError(SphereSet other) => Enumerable.Range(0, Count).Average(sphere => ColourError(other, sphere));

    /// <summary>The mean difference between the colours of two spheres.</summary>
    public double ColourError(SphereSet other, int sphere)
    {
        var difference = Colour(sphere) - other.Colour(sphere);
        return (Math.Abs(difference.X) + Math.Abs(difference.Y) + Math.Abs(difference.Z)) / 3.0;
    }
}
