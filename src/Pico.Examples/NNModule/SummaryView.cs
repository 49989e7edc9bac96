using System.Globalization;
using Pico.Examples.Inspection;
using Pico.Models;
using Spectre.Console;

namespace Pico.Examples.NNModule;

/// <summary>Shows a <see cref="ModelSummary"/> as a table.</summary>
/// <param name="console">Where to show it.</param>
internal sealed class SummaryView(IAnsiConsole console)
{
    private readonly ViewTable tables = new(console);

    public void Write(IModel model, int batch)
    {
        var summary = ModelSummary.Of(model, batch);
        tables.Title(model.Description.Name, string.Create(CultureInfo.InvariantCulture, $"a batch of {batch}"));
        var table = tables.New("layer", "result", ">parameters", ">buffers", ">FLOP", ">activation bytes");
        foreach (var layer in summary.Layers)
        {
            ViewTable.Row(
                table, layer.Path.Length == 0 ? "(model)" : layer.Path, layer.Shape.Count == 0 ? "" : $"[{string.Join(", ", layer.Shape)}]", Number(layer.Parameters), Number(layer.Buffers),
                Number(layer.Operations), Number(layer.Activations));
        }

        ViewTable.Row(
            table, "all", "", Number(summary.Layers.Sum(layer => layer.Parameters)), Number(summary.Layers.Sum(layer => layer.Buffers)),
            Number(summary.Layers.Sum(layer => layer.Operations)), Number(summary.Layers.Sum(layer => layer.Activations)));
        tables.Write(table);
        if (summary.Training is { } step)
        {
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"training step: {step.Total:N0} bytes = parameters {step.Parameters:N0} + gradients {step.Gradients:N0} + temporaries {step.Temporaries:N0} + scratch {step.Scratch:N0}"));
        }
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
