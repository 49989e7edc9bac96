using System.CommandLine;
using Pico.Examples.RayTracer.Fitting;

namespace Pico.Examples.Commands;

/// <summary><c>pico render fit</c>: finds spheres in a picture by gradient descent through a renderer.</summary>
internal static class RenderFitCommand
{
    private const int SmallestSide = 16, LargestSide = 2048, MostSteps = 100_000, MostSamples = 100_000;
    private const string StandardOut = "render-fit";

    public static Command Create()
    {
        var spheres = NumberOption.Create("--spheres", "How many spheres are hidden", 1, SphereScene.MostSpheres, 10);
        var steps = NumberOption.Create("--steps", "Steps of the optimizer", 1, MostSteps, 500);
        var rate = NumberOption.Create("--lr", "How far a step goes at first, in lengths of the scene", 1e-6, 10, 0.05);
        var samples = NumberOption.Create("--spp", "Paths for each pixel of the target", 1, MostSamples, 64);
        var size = SizeOption.Create("Pixels of the pictures", SmallestSide, LargestSide, (160, 120));
        var seed = NumberOption.Create("--seed", "What the hidden spheres, the guess and the target follow from", 0, int.MaxValue, 1);
        var threads = TrainCommand.Threads();
        var output = new Option<string>("--out") { Description = "Folder of the pictures", HelpName = "DIR", DefaultValueFactory = _ => StandardOut };
        var fit = new Command("fit", "Traces hidden spheres, and finds their places and colours in that picture by gradient descent.") { spheres, steps, rate, samples, size, seed, threads, output };
        fit.SetAction((parsed, cancellation) =>
        {
            var (width, height) = parsed.GetValue(size);
            var settings = new FitSettings(
                width, height, parsed.GetValue(spheres), parsed.GetValue(steps), parsed.GetValue(rate), parsed.GetValue(samples), parsed.GetValue(seed));
            var run = new FitRun(settings, parsed.GetValue(threads), parsed.GetValue(output)!, parsed.InvocationConfiguration.Output);
            return Task.Run(
                () =>
                {
                    run.Execute(cancellation);
                    cancellation.ThrowIfCancellationRequested();
                    return 0;
                },
                CancellationToken.None);
        });
        return fit;
    }
}
