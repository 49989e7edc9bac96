using System.CommandLine;
using System.Globalization;
using Pico.Examples.Grad;
using Pico.Examples.Grad.Graph;
using Pico.Examples.Grad.MicroGpt;
using Pico.Examples.Grad.Tracing;

namespace Pico.Examples.Commands;

/// <summary><c>pico grad</c>: derivatives from a tape and from the compiler.</summary>
internal static class GradCommand
{
    public static Command Create() => new("grad", "Derivatives, recorded on a tape and compiled.")
    {
        CreateCompare(),
        CreateGraph(),
        CreateTour(),
        CreateMicroGpt(),
        CreateTrace(),
    };

    private static Argument<string?> Function() => new("function")
    {
        Description = "One of " + string.Join(", ", GradExamples.All.Select(example => example.Name)),
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static Command CreateCompare()
    {
        var function = Function();
        var compare = new Command("compare", "Value and gradient of a function both ways, and the compiled adjoint.") { function };
        compare.SetAction(parsed => GradComparison.Write(
            GradExamples.Find(parsed.GetValue(function) ?? GradExamples.All[0].Name), Terminal.Open(parsed.InvocationConfiguration.Output)));
        return compare;
    }

    private static Command CreateTour()
    {
        var tour = new Command("tour", "Derivatives along a direction, products with the Hessian, rules of one's own, stops: both ways.");
        tour.SetAction(parsed => GradTour.Write(Terminal.Open(parsed.InvocationConfiguration.Output)));
        return tour;
    }

    private static Command CreateGraph()
    {
        var function = Function();
        var file = new Option<string?>("--out") { Description = "Where to put the picture (FUNCTION.svg)", HelpName = "FILE" };
        var graph = new Command("graph", "Draws the tape of a function, with values and gradients.") { function, file };
        graph.SetAction(parsed =>
        {
            var example = GradExamples.Find(parsed.GetValue(function) ?? GradExamples.All[0].Name);
            var path = parsed.GetValue(file) ?? example.Name + ".svg";
            var tape = TapeGraph.Of(example.RunTape(keepsAll: true).Result);
            File.WriteAllText(path, TapeGraphSvg.Draw(tape, $"{example.Name}: {example.Purpose}"));
            parsed.InvocationConfiguration.Output.WriteLine($"{path}: {tape.Nodes.Count} values");
        });
        return graph;
    }

    private static Command CreateMicroGpt()
    {
        const int MostSteps = 100_000_000;
        var data = new Option<string?>("--data") { Description = "Names in UTF-8, one a line; without it, the program makes some up", HelpName = "FILE" };
        var steps = NumberOption.Create("--steps", "How many names compiled code learns", 1, MostSteps, 20_000);
        var tape = NumberOption.Create("--tape-steps", "How many of them the tape learns, too", 0, MostSteps, 100);
        var seed = NumberOption.Create("--seed", "What initial weights, the order of names and samples follow from", 0, int.MaxValue, 1);
        var microgpt = new Command("microgpt", "Trains the smallest GPT on names, on the tape and compiled.") { data, steps, tape, seed };
        microgpt.SetAction((parsed, cancellation) =>
        {
            var names = Names.Read(parsed.GetValue(data), parsed.GetValue(seed));
            var run = new MicroGptRun(names, parsed.GetValue(steps), parsed.GetValue(tape), parsed.GetValue(seed), parsed.InvocationConfiguration.Output);
            return Task.Run(
                () =>
                {
                    run.Execute(cancellation);
                    return 0;
                },
                CancellationToken.None);
        });
        return microgpt;
    }

    private static Command CreateTrace()
    {
        var example = new Argument<string>("example") { Description = "One of " + string.Join(", ", TraceExample.All.Select(example => example.Name)) };
        var trace = new Command("trace", "A step that gives NaN or an infinity: its loss without a trace, and what the trace says.") { example };
        trace.SetAction(parsed =>
        {
            var chosen = TraceExample.Find(parsed.GetValue(example)!);
            var output = parsed.InvocationConfiguration.Output;
            output.WriteLine($"{chosen.Name}: {chosen.Purpose}");
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"without a trace: the loss is {chosen.Run(false)}, and training goes on with gradients that are not finite"));
            chosen.Run(true); // which ends in an error that names the operation
        });
        return trace;
    }
}
