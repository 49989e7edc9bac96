using System.CommandLine;
using Pico.Examples.Digits;

namespace Pico.Examples.Commands;

/// <summary><c>pico train [MODEL]</c>: one subcommand a model; without one, the digits.</summary>
internal static class TrainCommand
{
    private const int MostThreads = 1024;

    public static Command Create()
    {
        var data = new Option<string?>("--data")
        {
            Description = "Folder that holds the four MNIST files, gzip or not; without it the program draws its own digits",
            HelpName = "DIR",
        };
        var epochs = NumberOption.Create("--epochs", "How often to go through the training images", 1, 100_000, 5);
        var seed = NumberOption.Create("--seed", "What initial weights, order and drawn digits follow from", 0, int.MaxValue, 1);
        var threads = NumberOption.Create("--threads", "How many threads work; the result does not depend on it", 1, MostThreads, Math.Min(MostThreads, Environment.ProcessorCount));

        var digits = new Command("digits", "Trains a 784-256-10 network on handwritten digits.") { data, epochs, seed, threads };
        digits.SetAction(TrainDigits);
        var train = new Command("train", "Trains a model; without a name, the digits.") { data, epochs, seed, threads, digits };
        train.SetAction(TrainDigits);
        return train;

        Task<int> TrainDigits(ParseResult parsed, CancellationToken cancellation)
        {
            var options = new DigitsOptions(
                parsed.GetValue(data), parsed.GetValue(epochs), parsed.GetValue(seed), parsed.GetValue(threads));
            var run = new DigitsRun(options, parsed.InvocationConfiguration.Output, TimeProvider.System);
            return Task.Run(
                () =>
                {
                    run.Execute(cancellation);
                    return 0;
                },
                CancellationToken.None);
        }
    }
}
