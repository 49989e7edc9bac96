using System.CommandLine;
using Pico.Examples.Catalog;
using Pico.Examples.NNModule;

namespace Pico.Examples.Commands;

/// <summary><c>pico nn</c>: layers, what they hold and what they cost.</summary>
internal static class NNCommand
{
    private const int MostImages = 1024;

    public static Command Create() => new("nn", "Layers: trains a convolutional network, sums up what a model is made of, exports models to other runtimes.")
    {
        DigitsCommand.Create("train", "Trains a network of two convolutions on handwritten digits.", CnnNetwork.Network),
        CreateSummary(),
        ExportCommand.Create(),
    };

    private static Command CreateSummary()
    {
        var name = new Argument<string>("model") { Description = $"One of {string.Join(", ", ModelCatalog.Models.Select(model => model.Name))}" };
        var batch = NumberOption.Create("--batch", "The size of a batch", 1, MostImages, 64);
        var summary = new Command("summary", "A model layer by layer: shapes, parameters, operations, memory of activations.") { name, batch };
        summary.SetAction((parsed, _) =>
        {
            var model = ModelCatalog.Find(parsed.GetValue(name)!).Create();
            var console = Terminal.Open(parsed.InvocationConfiguration.Output);
            return Task.Run(
                () =>
                {
                    new SummaryView(console).Write(model, parsed.GetValue(batch));
                    return 0;
                },
                CancellationToken.None);
        });
        return summary;
    }
}
