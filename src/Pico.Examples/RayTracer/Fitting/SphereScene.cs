using System.Globalization;
using System.Text;
using Pico.Examples.Digits;
using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Scenes;

namespace Pico.Examples.RayTracer.Fitting;

/// <summary>The scene in which spheres are hidden: they float before the sky, lit by it and by one lamp.</summary>
internal static class SphereScene
{
    /// <summary>The most spheres that find room.</summary>
    public const int MostSpheres = 16;

    private const float LampRadius = 1, LampLight = 80;
    private const float Smallest = 0.4f, Largest = 0.75f; // radii
    private const float Depth = 1.2f; // how far the centres are before or behind the middle
    private const float HalfView = 2.8f; // half the height of what the camera sees of the nearest of them
    private const float Apart = 0.7f; // of the square of the sum of two radii: so far are centres from each other in the picture
    private const float Farthest = 0.5f; // how far the guess is off in each coordinate
    private const int Attempts = 100, Tries = 1000;

    private static readonly Vec3 LampCentre = new(2, 3, 9);

    /// <summary>The lamp.</summary>
    public static LampView Lamp => new(LampCentre, new Vec3(1, 1, 1) * (LampLight * LampRadius * LampRadius));

    /// <summary>The scene in the language of scenes: what the path tracer is given.</summary>
    public static string Text(SphereSet spheres)
    {
        var text = new StringBuilder();
        text.Append(
            $"""
            # Spheres that 'pico render fit' hides and finds.
            camera from (0, 0, 9) at (0, 0, 0) fov 40
            sky (0.1, 0.08, 0.06) to (0.1, 0.2, 0.4)
            material lamp light {Text(new Vec3(LampLight, LampLight, LampLight))}
            sphere {Text(LampCentre)} radius {Text(LampRadius)} of lamp

            """);
        for (var sphere = 0; sphere < spheres.Count; sphere++)
        {
            text.Append(CultureInfo.InvariantCulture, $"material colour{sphere} lambert {Text(spheres.Colour(sphere))}\n");
            text.Append(CultureInfo.InvariantCulture, $"sphere {Text(spheres.Centre(sphere))} radius {Text(spheres.Radii[sphere])} of colour{sphere}\n");
        }

        return text.ToString();
    }

    /// <summary>The scene of the path tracer.</summary>
    public static Scene Read(SphereSet spheres)
    {
        var mistakes = SceneReader.Read(new SceneSource("fit", Text(spheres), name => throw new FileNotFoundException(name)), out var scene);
        return scene ?? throw new InvalidOperationException($"The scene of the fit is no scene: {mistakes[0].Message}");
    }

    /// <summary>Hides spheres within the picture; one covers only a little of another.</summary>
    /// <param name="count">How many.</param>
    /// <param name="aspect">The width of the picture over its height.</param>
    /// <param name="seed">What places and colours follow from.</param>
    /// <returns>The spheres; null if the picture has no room for so many.</returns>
    public static SphereSet? Hide(int count, float aspect, int seed)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var random = new CounterRandom(seed, attempt);
            var spheres = new SphereSet([.. Enumerable.Range(0, count).Select(_ => random.NextFloat(Smallest, Largest))]);
            if (Place(spheres, Math.Max(0, (HalfView * aspect) - Largest), HalfView - Largest, ref random)) return spheres;
        }

        return null;
    }

    /// <summary>The guess that a fit begins with: every sphere elsewhere, all of them grey.</summary>
    public static SphereSet Guess(SphereSet hidden, int seed)
    {
        var random = new CounterRandom(seed, -1);
        var guess = new SphereSet(hidden.Radii);
        for (var sphere = 0; sphere < hidden.Count; sphere++)
        {
            var off = new Vec3(random.NextFloat(-Farthest, Farthest), random.NextFloat(-Farthest, Farthest), random.NextFloat(-Farthest, Farthest));
            guess.Set(sphere, hidden.Centre(sphere) + off, new Vec3(0.5f, 0.5f, 0.5f));
        }

        return guess;
    }

    // One after the other, each where those before it leave room.
    private static bool Place(SphereSet spheres, float width, float height, ref CounterRandom random)
    {
        for (var (sphere, tries) = (0, 0); sphere < spheres.Count; tries++)
        {
            if (tries == Tries) return false;
            var centre = new Vec3(random.NextFloat(-width, width), random.NextFloat(-height, height), random.NextFloat(-Depth, Depth));
            spheres.Set(sphere, centre, new Vec3(random.NextFloat(0.1f, 0.9f), random.NextFloat(0.1f, 0.9f), random.NextFloat(0.1f, 0.9f)));
            if (IsApart(spheres, sphere)) sphere++;
        }

        return true;
    }

    private static bool IsApart(SphereSet spheres, int last)
    {
        for (var other = 0; other < last; other++)
        {
            var way = spheres.Centre(last) - spheres.Centre(other);
            var reach = spheres.Radii[last] + spheres.Radii[other];
            if ((way.X * way.X) + (way.Y * way.Y) < Apart * reach * reach) return false;
        }

        return true;
    }

    private static string Text(Vec3 value) => $"({Text(value.X)}, {Text(value.Y)}, {Text(value.Z)})";

    private static string Text(float value) => value.ToString("R", CultureInfo.InvariantCulture);
}
