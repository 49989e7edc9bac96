using System.Runtime.InteropServices;
using Pico.Examples.RayTracer.Scenes;
using Pico.Threading;

namespace Pico.Examples.RayTracer.Rendering;

/// <summary>
/// Makes pictures: tiles, handed out to threads, in passes over the whole picture, so that it can be looked at before it is done. The same seed gives the same bits,
/// whatever the number of threads and the width of vectors.
/// </summary>
public sealed unsafe class Renderer
{
    private readonly RenderSettings settings;
    private readonly WorkerPool pool;
    private readonly TileTracer[] tracers;
    private readonly int columns, rows;
    private readonly Lock gate = new();
    private CancellationToken cancellation;
    private Action<RenderProgress>? observer;
    private int firstSample, samples;
    private long tilesDone;
    private long rays;

    /// <summary>Prepares.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="settings">How the picture is made.</param>
    /// <param name="pool">Whose threads work.</param>
    public Renderer(Scene scene, RenderSettings settings, WorkerPool pool)
    {
        (this.settings, this.pool) = (settings, pool);
        tracers = [.. Enumerable.Range(0, pool.Threads).Select(_ => new TileTracer(scene, settings))];
        columns = (settings.Width + TileTracer.Side - 1) / TileTracer.Side;
        rows = (settings.Height + TileTracer.Side - 1) / TileTracer.Side;
        Film = new Film(settings.Width, settings.Height);
    }

    /// <summary>The picture as far as it is.</summary>
    public Film Film { get; }

    /// <summary>First rays, bounces and rays to lamps so far.</summary>
    public long Rays => Interlocked.Read(ref rays);

    /// <summary>Makes the picture, or what of it is done when it is cancelled.</summary>
    /// <param name="observer">Hears of every tile, from whichever thread made it, one at a time.</param>
    /// <param name="cancellation">Stops it after the tiles that are being traced.</param>
    public void Run(Action<RenderProgress>? observer, CancellationToken cancellation)
    {
        (this.observer, this.cancellation) = (observer, cancellation);
        var handle = GCHandle.Alloc(this);
        try
        {
            for (firstSample = 0; firstSample < settings.Samples && !cancellation.IsCancellationRequested; firstSample += samples)
            {
                samples = Math.Min(TileTracer.MostSamples, settings.Samples - firstSample);
                pool.Run(&TraceTile, (void*)GCHandle.ToIntPtr(handle), columns * rows);
                if (!cancellation.IsCancellationRequested) Report(0, 0, endsPass: true);
            }
        }
        finally
        {
            handle.Free();
        }
    }

    private static void TraceTile(void* state, int tile)
    {
        var renderer = (Renderer)GCHandle.FromIntPtr((nint)state).Target!;
        if (renderer.cancellation.IsCancellationRequested) return;
        var tracer = renderer.tracers[WorkerPool.CurrentWorker];
        var traced = tracer.Trace(renderer.Film, tile % renderer.columns * TileTracer.Side, tile / renderer.columns * TileTracer.Side, renderer.firstSample, renderer.samples);
        renderer.Report(renderer.samples, traced, endsPass: false);
    }

    private void Report(int tileSamples, long traced, bool endsPass)
    {
        Interlocked.Add(ref rays, traced);
        Interlocked.Add(ref tilesDone, tileSamples);
        if (observer is null) return;
        lock (gate) observer(new RenderProgress((double)Interlocked.Read(ref tilesDone) / ((double)settings.Samples * columns * rows), Rays, endsPass));
    }
}
