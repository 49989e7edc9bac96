using System.Diagnostics;
using System.Globalization;
using Pico.Examples.Commands;
using Pico.Examples.RayTracer.Images;
using Pico.Examples.RayTracer.Scenes;
using Pico.Simd;
using Pico.Threading;

namespace Pico.Examples.RayTracer.Rendering;

/// <summary>One picture, with what is said meanwhile.</summary>
/// <param name="settings">How it is made.</param>
/// <param name="threads">How many threads make it.</param>
/// <param name="preview">How it is shown while it is made; null if it is not.</param>
/// <param name="output">Where that is said.</param>
internal sealed class RenderRun(RenderSettings settings, int threads, Func<Picture, Picture>? preview, TextWriter output)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5), FirstReport = TimeSpan.FromSeconds(0.2);

    private readonly bool isLive = Terminal.IsLive(output);
    private readonly Stopwatch clock = new();
    private TimeSpan lastReport;

    /// <summary>Makes the picture, or what of it is done when it is cancelled, and writes it.</summary>
    public void Execute(Scene scene, string name, CancellationToken cancellation, Func<Picture, string> write)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {scene.Count:N0} shapes, {scene.Nodes.Length / Geometry.Bvh.NodeSize:N0} nodes, {scene.Lamps.Length:N0} lamps; {settings.Width}x{settings.Height}, {settings.Samples} spp, {threads} threads, {SimdWidth.Current} bits"));
        if (scene.Skipped > 0) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{scene.Skipped:N0} shapes skipped: no area, or a coordinate that is no number"));
        using var pool = new WorkerPool(threads);
        var renderer = new Renderer(scene, settings, pool);
        lastReport = FirstReport - Pause;
        clock.Start();
        renderer.Run(progress => Report(renderer, progress), cancellation);
        clock.Stop();
        var picture = renderer.Film.Develop();
        if (isLive) output.Write("\r\u001b[K");
        if (preview is not null) TerminalPicture.Write(preview(picture), output, isLive);
        output.WriteLine(write(picture));
        var seconds = clock.Elapsed.TotalSeconds;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"final: mrays_per_s={renderer.Rays / 1e6 / seconds:F3} seconds={seconds:F2}"));
    }

    private void Report(Renderer renderer, RenderProgress progress)
    {
        if (!isLive || progress.Done >= 1 || (clock.Elapsed - lastReport < Pause && !(preview is not null && progress.EndsPass))) return;
        if (preview is not null && progress.EndsPass)
        {
            output.Write("\r\u001b[K");
            output.Write($"\u001b[{TerminalPicture.Write(preview(renderer.Film.Develop()), output, isLive: true)}A"); // the next one goes over it
        }

        lastReport = clock.Elapsed;
        var left = TimeSpan.FromSeconds(clock.Elapsed.TotalSeconds * (1 - progress.Done) / Math.Max(progress.Done, 1e-6));
        output.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"\r\u001b[K{100 * progress.Done:F0} %, {Math.Floor(left.TotalMinutes):F0}:{left.Seconds:00} left, {progress.Rays / 1e6 / clock.Elapsed.TotalSeconds:F2} Mrays/s"));
    }
}
