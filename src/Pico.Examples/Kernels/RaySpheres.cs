namespace Pico.Examples.Kernels;

/// <summary>
/// Where rays first meet spheres: the inner loop of a ray tracer (Whitted, "An improved illumination model for shaded display", 1980). Lanes are rays;
/// all of them try the same sphere at a time.
/// </summary>
public static partial class RaySpheres
{
    // A ray that starts on a sphere must not meet it there again because of a rounding error.
    private const float Nearest = 1e-4f;

    /// <summary>The nearest sphere that a ray meets in front of it.</summary>
    /// <param name="origin">Where the ray begins.</param>
    /// <param name="direction">Where it goes, of length 1.</param>
    /// <param name="x">The centres of the spheres.</param>
    /// <param name="y">Their second coordinates.</param>
    /// <param name="z">Their third coordinates.</param>
    /// <param name="radius">Their radii.</param>
    /// <param name="distance">How far it is to the sphere; infinite without one.</param>
    /// <returns>The number of the sphere, or -1.</returns>
    [Kernel]
    public static int Hit(
        Vec3 origin, Vec3 direction,
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> z, ReadOnlySpan<float> radius, out float distance)
    {
        var hit = -1;
        distance = float.PositiveInfinity;
        for (var sphere = 0; sphere < radius.Length; sphere++)
        {
            var centre = new Vec3(x[sphere], y[sphere], z[sphere]) - origin;
            var along = Vec3.Dot(centre, direction); // to the point of the ray that is nearest to the centre
            var squared = radius[sphere] * radius[sphere] - (centre - direction * along).LengthSquared;
            if (squared < 0) continue;
            var half = MathF.Sqrt(squared); // of the chord inside the sphere
            var front = along - half;
            var at = front > Nearest ? front : along + half;
            if (at > Nearest && at < distance)
            {
                distance = at;
                hit = sphere;
            }
        }

        return hit;
    }
}
