using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Images;
using Pico.Examples.RayTracer.Scenes;
using Pico.Examples.RayTracer.Tracing;
using Pico.Threading;
using Pico.Training;

namespace Pico.Examples.RayTracer.Fitting;

/// <summary>
/// Moves and colours spheres until their picture is the target: gradient descent through <see cref="SoftSpheres"/>. At first rims are wide, so that a sphere feels where it should be from afar;
/// they sharpen step by step.
/// </summary>
internal sealed class SphereFit
{
    /// <summary>How wide rims are in the end: then a rim covers a pixel about as its mean does.</summary>
    public const float SharpEdge = 0.2f;

    private const double WidestEdge = 1.0 / 32; // of the height of the picture
    private const double Sharpening = 0.6; // the part of all steps that it takes
    private const double LastRate = 0.02; // of the first

    private readonly FitSettings settings;
    private readonly WorkerPool pool;
    private readonly CameraView camera;
    private readonly SkyView sky;
    private readonly LampView lamp;
    private readonly float[] target;
    private readonly int[] columns, rows, order;
    private readonly float[] gradients;
    private readonly Adam optimizer;
    private readonly CosineSchedule schedule;

    /// <summary>Prepares.</summary>
    /// <param name="target">The picture to be found.</param>
    /// <param name="camera">What it was taken with.</param>
    /// <param name="sky">The light from beyond.</param>
    /// <param name="lamp">The lamp.</param>
    /// <param name="spheres">The guess, which becomes what is found.</param>
    /// <param name="settings">How it is done.</param>
    /// <param name="pool">Whose threads work; the result does not depend on their number.</param>
    public SphereFit(Picture target, Camera camera, SkyView sky, LampView lamp, SphereSet spheres, FitSettings settings, WorkerPool pool)
    {
        (this.settings, this.pool, this.sky, this.lamp) = (settings, pool, sky, lamp);
        this.camera = camera.View(target.Width, target.Height, settings.Seed);
        this.target = target.Light;
        Spheres = spheres;
        columns = [.. Enumerable.Range(0, target.Width * target.Height).Select(pixel => pixel % target.Width)];
        rows = [.. Enumerable.Range(0, target.Width * target.Height).Select(pixel => pixel / target.Width)];
        order = new int[spheres.Count];
        gradients = new float[spheres.Values.Length];
        optimizer = new Adam(spheres.Values.Length, settings.LearningRate);
        schedule = new CosineSchedule(settings.LearningRate, settings.LearningRate * LastRate, 0, settings.Steps);
    }

    /// <summary>What is found so far.</summary>
    public SphereSet Spheres { get; }

    /// <summary>How wide rims are at a step, in pixels.</summary>
    public float EdgeAt(int step)
    {
        var widest = Math.Max(SharpEdge, settings.Height * WidestEdge);
        return (float)(widest * Math.Pow(SharpEdge / widest, Math.Min(1, step / (Sharpening * settings.Steps))));
    }

    /// <summary>The mean squared difference to the target.</summary>
    /// <param name="edge">How wide rims are, in pixels.</param>
    public double Loss(float edge)
    {
        Spheres.Sort(camera.Origin, order);
        return SoftSpheres.SquaredError(columns, rows, camera, sky, lamp, edge, Spheres.Centres, Spheres.Colours, Spheres.Radii, order, target, pool) / (double)target.Length;
    }

    /// <summary>Makes a step.</summary>
    /// <param name="step">Its number, from 0.</param>
    /// <returns>The loss before it, with the rims of this step.</returns>
    public double Step(int step)
    {
        var edge = EdgeAt(step);
        var loss = Loss(edge);
        Array.Clear(gradients);
        SoftSpheres.SquaredErrorGradient(
            columns, rows, camera, sky, lamp, edge, Spheres.Centres, Spheres.Colours, Spheres.Radii, order, target, 1f / target.Length,
            SphereSet.CentresOf(gradients), SphereSet.ColoursOf(gradients), pool);
        optimizer.LearningRate = schedule.At(step);
        optimizer.Step(Spheres.Values, gradients, pool: pool);
        foreach (ref var colour in Spheres.Colours) colour = Math.Clamp(colour, 0, 1); // what reflects more than it gets is no surface
        return loss;
    }

    /// <summary>The picture of what is found so far.</summary>
    public Picture Draw()
    {
        var (red, green, blue) = (new float[columns.Length], new float[columns.Length], new float[columns.Length]);
        Spheres.Sort(camera.Origin, order);
        SoftSpheres.Draw(columns, rows, camera, sky, lamp, SharpEdge, Spheres.Centres, Spheres.Colours, Spheres.Radii, order, red, green, blue, pool);
        var light = new float[target.Length];
        for (var pixel = 0; pixel < columns.Length; pixel++) (light[3 * pixel], light[(3 * pixel) + 1], light[(3 * pixel) + 2]) = (red[pixel], green[pixel], blue[pixel]);
        return new Picture(settings.Width, settings.Height, light);
    }
}
