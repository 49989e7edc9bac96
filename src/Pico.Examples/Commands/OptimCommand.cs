using System.CommandLine;
using System.Globalization;
using Pico.Examples.Digits;
using Pico.Examples.Inspection;
using Pico.Examples.Optimizer;
using Pico.Threading;
using Spectre.Console;

namespace Pico.Examples.Commands;

/// <summary><c>pico optim</c>: the optimizers, side by side.</summary>
internal static class OptimCommand
{
    private const string StandardOut = "optim-race";

    public static Command Create() => new("optim", "The optimizers, side by side.") { CreateRace() };

    private static Command CreateRace()
    {
        var output = new Option<string>("--out") { Description = "Folder of the pictures", HelpName = "DIR", DefaultValueFactory = _ => StandardOut };
        var steps = NumberOption.Create("--steps", "Steps that each may make over a surface", 1, 100_000, 1000);
        var data = DigitsCommand.Data();
        var seed = NumberOption.Create("--seed", "What initial weights, order and drawn digits follow from", 0, int.MaxValue, 1);
        var target = NumberOption.Create("--target", "The loss that the digits' network has to reach", 1e-3, 10, 0.3);
        var most = NumberOption.Create("--digits-steps", "Steps after which an optimizer gives up on the digits; 0 leaves them out", 0, 100_000, 300);
        var threads = TrainCommand.Threads();
        var race = new Command("race", "Draws the paths of all optimizers over two surfaces, and counts their steps to a loss on digits.") { output, steps, data, seed, target, most, threads };
        race.SetAction((parsed, cancellation) =>
        {
            var console = Terminal.Open(parsed.InvocationConfiguration.Output);
            return Task.Run(
                () =>
                {
                    Walk(console, parsed.GetValue(output)!, parsed.GetValue(steps), cancellation);
                    if (parsed.GetValue(most) > 0)
                    {
                        using var pool = new WorkerPool(parsed.GetValue(threads));
                        var images = parsed.GetValue(data) is { } folder ? MnistFolder.Load(folder) : DrawnDigits.Draw(parsed.GetValue(seed));
                        var digits = new DigitsRace(images, parsed.GetValue(seed), parsed.GetValue(target), parsed.GetValue(most), pool);
                        Learn(console, digits, images.Name, parsed.GetValue(target), cancellation);
                    }

                    return 0;
                },
                CancellationToken.None);
        });
        return race;
    }

    private static void Walk(IAnsiConsole console, string folder, int steps, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        foreach (var surface in Surface.All)
        {
            var runs = new SurfaceRace(steps).Run(surface, cancellation);
            var path = Path.Combine(folder, surface.Name.ToLowerInvariant() + ".svg");
            File.WriteAllText(path, SurfaceSvg.Draw(surface, runs));
            var tables = new ViewTable(console);
            tables.Title(surface.Name, string.Create(CultureInfo.InvariantCulture, $"steps until {SurfaceRace.Near} from the minimum, at most {steps}; drawn in {path}"));
            var table = tables.New("optimizer", ">rate", ">steps", ">value there");
            foreach (var run in runs) ViewTable.Row(table, run.Optimizer, Rate(run.LearningRate), Steps(run.Arrived), run.Value.ToString("G3", CultureInfo.InvariantCulture));
            tables.Write(table);
            console.WriteLine();
        }
    }

    private static void Learn(IAnsiConsole console, DigitsRace race, string data, double target, CancellationToken cancellation)
    {
        var tables = new ViewTable(console);
        tables.Title("digits", string.Create(CultureInfo.InvariantCulture, $"steps of 64 images until a loss of {target} on others ({data}); lbfgs sees 2,048 images at once"));
        var table = tables.New("optimizer", ">rate", ">steps", ">loss there", ">state bytes a weight");
        foreach (var row in race.Run(cancellation))
        {
            ViewTable.Row(
                table, row.Optimizer, Rate(row.LearningRate), Steps(row.Steps), row.Loss.ToString("F3", CultureInfo.InvariantCulture), row.StateBytes.ToString("F1", CultureInfo.InvariantCulture));
        }

        tables.Write(table);
    }

    private static string Rate(double rate) => rate.ToString("G3", CultureInfo.InvariantCulture);

    private static string Steps(int? steps) => steps is { } count ? count.ToString(CultureInfo.InvariantCulture) : "-";
}
