using System.Diagnostics;
using System.Globalization;
using Pico.Examples.Commands;
using Pico.Examples.Inspection;
using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Images;
using Pico.Examples.RayTracer.Rendering;
using Pico.Examples.RayTracer.Scenes;
using Pico.Examples.Reporting;
using Pico.Simd;
using Pico.Threading;
using Pico.Training;

namespace Pico.Examples.RayTracer.Fitting;

/// <summary>One fit, from hidden spheres to found ones, with its pictures and what is said meanwhile.</summary>
/// <param name="settings">What is asked for.</param>
/// <param name="threads">How many threads work.</param>
/// <param name="folder">Where the pictures go.</param>
/// <param name="output">What is said goes there.</param>
internal sealed class FitRun(FitSettings settings, int threads, string folder, TextWriter output)
{
    private const int Reports = 10;

    private readonly List<LossPoint> curve = [];

    /// <summary>Does all of it; if it is cancelled, the steps that are left are left out.</summary>
    /// <exception cref="UserErrorException">The picture has no room for so many spheres, or the folder cannot be written.</exception>
    public void Execute(CancellationToken cancellation)
    {
        var hidden = SphereScene.Hide(settings.Spheres, (float)settings.Width / settings.Height, settings.Seed)
            ?? throw new UserErrorException($"a picture of {settings.Width}x{settings.Height} has no room for {settings.Spheres} spheres; make it wider or --spheres smaller");
        CreateFolder();
        using var pool = new WorkerPool(threads);
        var scene = SphereScene.Read(hidden);
        Say($"target: {settings.Spheres} spheres, {settings.Width}x{settings.Height}, path traced with {settings.Samples} spp; {threads} threads, {SimdWidth.Current} bits");
        var target = Trace(scene, pool, cancellation);
        Write("target.png", target);
        cancellation.ThrowIfCancellationRequested(); // before there is anything to show

        var fit = new SphereFit(target, scene.Camera, scene.Sky, SphereScene.Lamp, SphereScene.Guess(hidden, settings.Seed), settings, pool);
        Write("before.png", fit.Draw());
        var clock = Stopwatch.StartNew();
        Descend(fit, hidden, cancellation);
        var seconds = clock.Elapsed.TotalSeconds;
        var loss = fit.Loss(SphereFit.SharpEdge);
        Write("after.png", fit.Draw());
        Write("loss.svg", LossCurveSvg.Draw(curve, "log10 of the loss"));
        Write("found.scene", SphereScene.Text(fit.Spheres));
        Compare(hidden, fit.Spheres);
        Say($"target.png, before.png, after.png, loss.svg and found.scene are in {folder}");
        Say($"final: loss={loss:E3} position_error={fit.Spheres.PositionError(hidden):F4} colour_error={fit.Spheres.ColourError(hidden):F4} seconds={seconds:F2}");
    }

    private Picture Trace(Scene scene, WorkerPool pool, CancellationToken cancellation)
    {
        var renderer = new Renderer(scene, new RenderSettings(settings.Width, settings.Height, settings.Samples, settings.Seed), pool);
        renderer.Run(null, cancellation);
        return renderer.Film.Develop();
    }

    private void Descend(SphereFit fit, SphereSet hidden, CancellationToken cancellation)
    {
        var every = Math.Max(1, settings.Steps / Reports);
        for (var step = 0; step < settings.Steps && !cancellation.IsCancellationRequested; step++)
        {
            if (step % every == 0)
            {
                Say($"step {step,5}  rims {fit.EdgeAt(step):F2} px  loss {fit.Loss(SphereFit.SharpEdge):E3}  position error {fit.Spheres.PositionError(hidden):F4}  colour error {fit.Spheres.ColourError(hidden):F4}");
            }

            curve.Add(new LossPoint(step, Math.Log10(fit.Step(step)), double.NaN));
        }
    }

    private void Compare(SphereSet hidden, SphereSet found)
    {
        var tables = new ViewTable(Terminal.Open(output));
        var table = tables.New(">sphere", ">radius", ">place", ">found", ">off", ">colour", ">found", ">off");
        for (var sphere = 0; sphere < hidden.Count; sphere++)
        {
            ViewTable.Row(
                table, $"{sphere}", Text(hidden.Radii[sphere]), Text(hidden.Centre(sphere)), Text(found.Centre(sphere)), Text(found.PositionError(hidden, sphere)),
                Text(hidden.Colour(sphere)), Text(found.Colour(sphere)), Text(found.ColourError(hidden, sphere)));
        }

        tables.Write(table);
    }

    private void CreateFolder()
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new UserErrorException($"--out {folder} cannot be made: {e.Message}");
        }
    }

    private void Write(string name, Picture picture)
    {
        using var file = File.Create(Path.Combine(folder, name));
        PngWriter.Write(picture, file);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);

    private void Say(FormattableString line) => output.WriteLine(FormattableString.Invariant(line));

    private static string Text(Vec3 value) => $"{Text(value.X)} {Text(value.Y)} {Text(value.Z)}";

    private static string Text(double value) => value.ToString("F3", CultureInfo.InvariantCulture);
}
