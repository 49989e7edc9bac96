using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Scenes;
using Pico.Examples.RayTracer.Tracing;

namespace Pico.Examples.RayTracer.Rendering;

/// <summary>
/// Traces the paths of a tile in waves: all of them meet their shapes, all of them bounce, those that go on close ranks (Laine, Karras and Aila, "Megakernels considered
/// harmful", 2013). One for each thread; what it computes depends on the tile alone.
/// </summary>
internal sealed class TileTracer(Scene scene, RenderSettings settings)
{
    /// <summary>The pixels of a side.</summary>
    public const int Side = 16;

    /// <summary>The most paths of a pixel in one go.</summary>
    public const int MostSamples = 16;

    private const int Capacity = Side * Side * MostSamples;
    private const int BouncesBeforeRoulette = 4;

    private readonly CameraView view = scene.Camera.View(settings.Width, settings.Height, settings.Seed);
    private readonly int[] x = new int[Capacity], y = new int[Capacity], sample = new int[Capacity];
    private readonly float[] distance = new float[Capacity];
    private readonly int[] hit = new int[Capacity], instance = new int[Capacity], places = new int[Capacity], slots = new int[Capacity];
    private readonly SurfaceStreams surface = new(Capacity);
    private readonly bool[] goesOn = new bool[Capacity], asksLamp = new bool[Capacity], isDark = new bool[Capacity];
    private readonly VectorStream light = new(Capacity), toLamp = new(Capacity), lampLight = new(Capacity), found = new(Capacity), sums = new(Capacity);
    private readonly VectorStream shadowOrigin = new(Capacity), shadowDirection = new(Capacity), shadowLight = new(Capacity);
    private readonly float[] asked = new float[Capacity], lampDistance = new float[Capacity], shadowDistance = new float[Capacity], shadowTime = new float[Capacity];
    private PathStreams paths = new(Capacity), next = new(Capacity);

    /// <summary>Traces paths of the pixels of a tile and adds what they find to a film.</summary>
    /// <returns>How many rays it took: first ones, bounces, and those to lamps.</returns>
    public long Trace(Film film, int left, int top, int firstSample, int samples)
    {
        int right = Math.Min(left + Side, settings.Width), bottom = Math.Min(top + Side, settings.Height);
        var count = Begin(left, top, right, bottom, firstSample, samples);
        var all = count;
        found.Fill(default);
        long rays = 0;
        for (var bounce = 0; bounce <= scene.Depth && count > 0; bounce++)
        {
            rays += count;
            Meet(count);
            FindSurfaces(count);
            FindLight(count);
            isDark.AsSpan(0, count).Clear();
            Add(paths.Slot, light, count);
            if (bounce == scene.Depth) break; // no room for what would come from there
            ChooseLamps(count);
            Bounce(count, bounce >= BouncesBeforeRoulette);
            rays += AskLamps(count);
            count = CloseRanks(count);
        }

        var slot = 0;
        for (var row = top; row < bottom; row++)
        {
            for (var column = left; column < right; column++, slot += samples) film.Add(column, row, found, slot, samples);
        }

        System.Diagnostics.Debug.Assert(slot == all, "every path has a slot");
        return rays;
    }

    private int Begin(int left, int top, int right, int bottom, int firstSample, int samples)
    {
        var count = 0;
        for (var row = top; row < bottom; row++)
        {
            for (var column = left; column < right; column++)
            {
                for (var i = 0; i < samples; i++, count++) (x[count], y[count], sample[count], paths.Slot[count]) = (column, row, firstSample + i, count);
            }
        }

        var n = count;
        CameraRays.Begin(
            x.AsSpan(0, n), y.AsSpan(0, n), sample.AsSpan(0, n), view,
            paths.Origin.X.AsSpan(0, n), paths.Origin.Y.AsSpan(0, n), paths.Origin.Z.AsSpan(0, n),
            paths.Direction.X.AsSpan(0, n), paths.Direction.Y.AsSpan(0, n), paths.Direction.Z.AsSpan(0, n),
            paths.Time.AsSpan(0, n), paths.First.AsSpan(0, n), paths.Second.AsSpan(0, n), paths.Counter.AsSpan(0, n));
        paths.Throughput.Fill(new Vec3(1, 1, 1));
        paths.Density.AsSpan().Fill(Shading.Certain);
        return count;
    }

    private void Meet(int n)
    {
        distance.AsSpan(0, n).Fill(float.PositiveInfinity);
        Traversal.Closest(
            paths.Origin.X.AsSpan(0, n), paths.Origin.Y.AsSpan(0, n), paths.Origin.Z.AsSpan(0, n),
            paths.Direction.X.AsSpan(0, n), paths.Direction.Y.AsSpan(0, n), paths.Direction.Z.AsSpan(0, n),
            paths.Time.AsSpan(0, n), distance.AsSpan(0, n), scene.Nodes, scene.Shapes, instance.AsSpan(0, n), hit.AsSpan(0, n));
    }

    private void FindSurfaces(int n) => Surfaces.Find(
        paths.Origin.X.AsSpan(0, n), paths.Origin.Y.AsSpan(0, n), paths.Origin.Z.AsSpan(0, n),
        paths.Direction.X.AsSpan(0, n), paths.Direction.Y.AsSpan(0, n), paths.Direction.Z.AsSpan(0, n),
        paths.Time.AsSpan(0, n), hit.AsSpan(0, n), instance.AsSpan(0, n), distance.AsSpan(0, n), scene.Shapes, scene.Attributes, scene.Materials, scene.Pictures,
        surface.Before.X.AsSpan(0, n), surface.Before.Y.AsSpan(0, n), surface.Before.Z.AsSpan(0, n), surface.Gap.AsSpan(0, n),
        surface.Normal.X.AsSpan(0, n), surface.Normal.Y.AsSpan(0, n), surface.Normal.Z.AsSpan(0, n),
        surface.Smooth.X.AsSpan(0, n), surface.Smooth.Y.AsSpan(0, n), surface.Smooth.Z.AsSpan(0, n),
        surface.Colour.X.AsSpan(0, n), surface.Colour.Y.AsSpan(0, n), surface.Colour.Z.AsSpan(0, n), surface.IsInside.AsSpan(0, n), surface.Material.AsSpan(0, n));

    private void FindLight(int n) => Emission.Find(
        paths.Origin.X.AsSpan(0, n), paths.Origin.Y.AsSpan(0, n), paths.Origin.Z.AsSpan(0, n),
        paths.Direction.X.AsSpan(0, n), paths.Direction.Y.AsSpan(0, n), paths.Direction.Z.AsSpan(0, n),
        paths.Time.AsSpan(0, n), hit.AsSpan(0, n), instance.AsSpan(0, n), distance.AsSpan(0, n), surface.Material.AsSpan(0, n),
        surface.Colour.X.AsSpan(0, n), surface.Colour.Y.AsSpan(0, n), surface.Colour.Z.AsSpan(0, n),
        paths.Throughput.X.AsSpan(0, n), paths.Throughput.Y.AsSpan(0, n), paths.Throughput.Z.AsSpan(0, n), paths.Density.AsSpan(0, n),
        scene.Shapes, scene.Materials, scene.Pictures, scene.SkyTable, scene.Sky, scene.Lamps.Length, settings.AsksLamps,
        light.X.AsSpan(0, n), light.Y.AsSpan(0, n), light.Z.AsSpan(0, n));

    private void ChooseLamps(int n)
    {
        var (hasLamps, hasSky) = (settings.AsksLamps && scene.Lamps.Length > 0, settings.AsksLamps && scene.SkyTable.Length > 0);
        var skyShare = Lights.SkyShare(scene.Lamps.Length, hasSky);
        if (!hasLamps) asked.AsSpan(0, n).Fill(hasSky ? Questions.AsksSky : 0);
        if (hasLamps)
        {
            Questions.Lamp(
                surface.Before.X.AsSpan(0, n), surface.Before.Y.AsSpan(0, n), surface.Before.Z.AsSpan(0, n),
                surface.Normal.X.AsSpan(0, n), surface.Normal.Y.AsSpan(0, n), surface.Normal.Z.AsSpan(0, n), paths.Time.AsSpan(0, n), surface.Material.AsSpan(0, n),
                paths.First.AsSpan(0, n), paths.Second.AsSpan(0, n), paths.Counter.AsSpan(0, n), scene.Shapes, scene.Materials, scene.Lamps, skyShare,
                toLamp.X.AsSpan(0, n), toLamp.Y.AsSpan(0, n), toLamp.Z.AsSpan(0, n), lampDistance.AsSpan(0, n),
                lampLight.X.AsSpan(0, n), lampLight.Y.AsSpan(0, n), lampLight.Z.AsSpan(0, n), asked.AsSpan(0, n));
        }

        if (!hasSky) return;
        Questions.Sky(
            surface.Normal.X.AsSpan(0, n), surface.Normal.Y.AsSpan(0, n), surface.Normal.Z.AsSpan(0, n), surface.Material.AsSpan(0, n),
            paths.First.AsSpan(0, n), paths.Second.AsSpan(0, n), paths.Counter.AsSpan(0, n), scene.Materials, scene.Pictures, scene.SkyTable, scene.Sky, skyShare, asked.AsSpan(0, n),
            toLamp.X.AsSpan(0, n), toLamp.Y.AsSpan(0, n), toLamp.Z.AsSpan(0, n), lampDistance.AsSpan(0, n),
            lampLight.X.AsSpan(0, n), lampLight.Y.AsSpan(0, n), lampLight.Z.AsSpan(0, n));
    }

    private void Bounce(int n, bool playsRoulette) => Shading.Bounce(
        paths.Origin.X.AsSpan(0, n), paths.Origin.Y.AsSpan(0, n), paths.Origin.Z.AsSpan(0, n),
        paths.Direction.X.AsSpan(0, n), paths.Direction.Y.AsSpan(0, n), paths.Direction.Z.AsSpan(0, n),
        surface.Material.AsSpan(0, n), surface.Before.X.AsSpan(0, n), surface.Before.Y.AsSpan(0, n), surface.Before.Z.AsSpan(0, n), surface.Gap.AsSpan(0, n),
        surface.Normal.X.AsSpan(0, n), surface.Normal.Y.AsSpan(0, n), surface.Normal.Z.AsSpan(0, n),
        surface.Smooth.X.AsSpan(0, n), surface.Smooth.Y.AsSpan(0, n), surface.Smooth.Z.AsSpan(0, n),
        surface.Colour.X.AsSpan(0, n), surface.Colour.Y.AsSpan(0, n), surface.Colour.Z.AsSpan(0, n), surface.IsInside.AsSpan(0, n),
        paths.Throughput.X.AsSpan(0, n), paths.Throughput.Y.AsSpan(0, n), paths.Throughput.Z.AsSpan(0, n),
        paths.First.AsSpan(0, n), paths.Second.AsSpan(0, n), paths.Counter.AsSpan(0, n),
        toLamp.X.AsSpan(0, n), toLamp.Y.AsSpan(0, n), toLamp.Z.AsSpan(0, n), asked.AsSpan(0, n),
        lampLight.X.AsSpan(0, n), lampLight.Y.AsSpan(0, n), lampLight.Z.AsSpan(0, n),
        scene.Materials, playsRoulette, paths.Density.AsSpan(0, n), asksLamp.AsSpan(0, n), goesOn.AsSpan(0, n));

    private void Add(int[] slot, VectorStream amount, int n)
    {
        sums.Take(slot.AsSpan(0, n), found);
        PathMoves.Add(
            sums.X.AsSpan(0, n), sums.Y.AsSpan(0, n), sums.Z.AsSpan(0, n), amount.X.AsSpan(0, n), amount.Y.AsSpan(0, n), amount.Z.AsSpan(0, n), isDark.AsSpan(0, n));
        PathMoves.Put(slot.AsSpan(0, n), sums.X.AsSpan(0, n), sums.Y.AsSpan(0, n), sums.Z.AsSpan(0, n), found.X, found.Y, found.Z);
    }

    private int AskLamps(int count)
    {
        var n = 0;
        for (var i = 0; i < count; i++)
        {
            places[n] = i;
            n += asksLamp[i] ? 1 : 0;
        }

        if (n == 0) return 0;
        var chosen = places.AsSpan(0, n);
        shadowOrigin.Take(chosen, paths.Origin);
        shadowDirection.Take(chosen, toLamp);
        shadowLight.Take(chosen, lampLight);
        PathMoves.Take(chosen, lampDistance, shadowDistance.AsSpan(0, n));
        PathMoves.Take(chosen, paths.Time, shadowTime.AsSpan(0, n));
        PathMoves.TakeNumber(chosen, paths.Slot, slots.AsSpan(0, n));
        Traversal.Occluded(
            shadowOrigin.X.AsSpan(0, n), shadowOrigin.Y.AsSpan(0, n), shadowOrigin.Z.AsSpan(0, n),
            shadowDirection.X.AsSpan(0, n), shadowDirection.Y.AsSpan(0, n), shadowDirection.Z.AsSpan(0, n),
            shadowTime.AsSpan(0, n), shadowDistance.AsSpan(0, n), scene.Nodes, scene.Shapes, isDark.AsSpan(0, n));
        Add(slots, shadowLight, n);
        return n;
    }

    private int CloseRanks(int count)
    {
        var n = 0;
        for (var i = 0; i < count; i++)
        {
            places[n] = i;
            n += goesOn[i] ? 1 : 0;
        }

        if (n == count || n == 0) return n;
        next.Take(places.AsSpan(0, n), paths);
        (paths, next) = (next, paths);
        return n;
    }
}
