namespace Pico.Examples.Kernels;

/// <summary>
/// Gravity between all pairs of bodies, softened so that close encounters stay finite (Aarseth, "Dynamical evolution of clusters of galaxies", 1963). Coordinates
/// are arrays of their own: lanes are bodies that feel, and all of them feel the same body at a time, whose place is then one number for all.
/// </summary>
public static partial class NBody
{
    /// <summary>Lets all bodies act on one for a step of time, with the gravitational constant 1.</summary>
    /// <param name="body">Which one.</param>
    /// <param name="x">The places of all bodies.</param>
    /// <param name="y">Their second coordinates.</param>
    /// <param name="z">Their third coordinates.</param>
    /// <param name="mass">Their masses.</param>
    /// <param name="velocity">The velocity of the body.</param>
    /// <param name="time">The length of the step.</param>
    /// <param name="softening">The square of the distance below which gravity fades; above 0, since a body meets itself too.</param>
    [Kernel]
    public static void Kick(
        [ElementIndex] int body, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> z, ReadOnlySpan<float> mass,
        ref Vec3 velocity, [Uniform] float time, [Uniform] float softening)
    {
        var place = new Vec3(x[body], y[body], z[body]);
        var pull = default(Vec3);
        for (var other = 0; other < mass.Length; other++)
        {
            var way = new Vec3(x[other], y[other], z[other]) - place;
            var inverse = 1 / MathF.Sqrt(way.LengthSquared + softening);
            pull += way * (mass[other] * inverse * inverse * inverse);
        }

        velocity += pull * time;
    }

    /// <summary>Moves one coordinate by its velocity.</summary>
    /// <param name="place">The coordinate.</param>
    /// <param name="velocity">Its velocity.</param>
    /// <param name="time">The length of the step.</param>
    [Kernel]
    public static void Drift(ref float place, float velocity, [Uniform] float time) => place += velocity * time;
}
