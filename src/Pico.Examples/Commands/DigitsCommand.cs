using System.CommandLine;
using Pico.Examples.Digits;
using Pico.Examples.Optimizer;

namespace Pico.Examples.Commands;

/// <summary>A command that trains a network on handwritten digits.</summary>
internal static class DigitsCommand
{
    public static Option<string?> Data() => new("--data")
    {
        Description = "Folder that holds the four MNIST files, gzip or not; without it the program draws its own digits",
        HelpName = "DIR",
    };

    public static Command Create(string name, string description, DigitsNetwork network)
    {
        var data = Data();
        var epochs = NumberOption.Create("--epochs", "How often to go through the training images", 1, 100_000, 5);
        var seed = NumberOption.Create("--seed", "What initial weights, order and drawn digits follow from", 0, int.MaxValue, 1);
        var threads = TrainCommand.Threads();
        var trace = TrainCommand.Trace();
        var optimizer = TrainCommand.OptimizerOption();
        var rate = new Option<double?>("--learning-rate") { Description = "The rate that training begins with; it falls along a cosine", HelpName = "X" };
        var command = new Command(name, description) { data, epochs, seed, threads, trace, optimizer, rate };
        command.SetAction((parsed, cancellation) =>
        {
            if (parsed.GetValue(rate) is not (null or > 0 and <= 1e3)) throw new UserErrorException($"--learning-rate {parsed.GetValue(rate)}: expected a number above 0, 1000 at most");
            var options = new DigitsOptions(
                parsed.GetValue(data), parsed.GetValue(epochs), parsed.GetValue(seed), parsed.GetValue(threads), parsed.GetValue(trace))
            {
                LearningRate = parsed.GetValue(rate),
                Optimizer = parsed.GetValue(optimizer) ?? OptimizerChoices.Standard,
            };
            var run = new DigitsRun(network, options, parsed.InvocationConfiguration.Output, TimeProvider.System);
            return Task.Run(
                () =>
                {
                    run.Execute(cancellation);
                    return 0;
                },
                CancellationToken.None);
        });
        return command;
    }
}
