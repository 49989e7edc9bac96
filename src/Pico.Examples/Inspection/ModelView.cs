using System.Globalization;
using Pico.Examples.Catalog;
using Pico.Models;
using Spectre.Console;

namespace Pico.Examples.Inspection;

/// <summary>Shows what the generator made of a model: parameters, operations, steps with their work, and memory.</summary>
/// <param name="console">Where to show it.</param>
internal sealed class ModelView(IAnsiConsole console)
{
    private const long Seed = 1;

    /// <summary>Shows a model as it is when every named dimension is <paramref name="size"/>.</summary>
    public void Write(IModel model, int size)
    {
        WriteParameters(model);
        foreach (var entry in model.Description.EntryPoints)
        {
            console.WriteLine();
            var dimensions = string.Join(", ", entry.Dimensions.Select(name => $"{name} = {size}"));
            console.WriteLine($"{entry.Name}({Inputs(entry)}){(dimensions.Length > 0 ? $" at {dimensions}" : "")}");
            WriteOperations(entry);
            WriteSteps(model, entry, size);
            WriteMemory(model, entry, size);
        }
    }

    private static string Inputs(EntryPointDescription entry) => string.Join(", ", entry.Inputs.Select(input =>
        $"{input.Name} {input.Type.ToString().ToLowerInvariant()}[{string.Join(", ", input.Shape)}]"));

    private void WriteParameters(IModel model)
    {
        var parameters = model.Parameters;
        console.WriteLine($"{model.Description.Name}: {Number(parameters.ElementCount)} parameters, {Bytes(4L * parameters.Length)}");
        var table = NewTable("parameter", "shape", "elements");
        foreach (var parameter in parameters) AddRow(table, parameter.Name, $"[{string.Join(", ", parameter.Shape)}]", Number(parameter.Length));
        console.Write(table);
    }

    private void WriteOperations(EntryPointDescription entry)
    {
        if (entry.Operations.Count == 0) return;
        var table = NewTable("operation", "layer", "source", "result");
        for (var i = 0; i < entry.Operations.Count; i++)
        {
            var operation = entry.Operations[i];
            var result = operation.Temporary >= 0 ? entry.Temporaries[operation.Temporary] : "fused or returned";
            AddRow(table, i.ToString(CultureInfo.InvariantCulture), operation.Layer, operation.Source, result);
        }

        console.Write(table);
    }

    private void WriteSteps(IModel model, EntryPointDescription entry, int size)
    {
        var sizes = SampleInputs.SizesOf(model, entry, [.. entry.Dimensions.Select(_ => size)]);
        var table = NewTable("step", "makes", "FLOP", "moves");
        foreach (var step in entry.Steps)
        {
            AddRow(table, step.Name, step.Text, Number(step.FloatingPointOperations(sizes)), Bytes(step.BytesMoved(sizes)));
        }

        AddRow(table, "all", "", Number(entry.Steps.Sum(step => step.FloatingPointOperations(sizes))), Bytes(entry.Steps.Sum(step => step.BytesMoved(sizes))));
        console.Write(table);
    }

    // The plan knows its sizes once it has run.
    private void WriteMemory(IModel model, EntryPointDescription entry, int size)
    {
        using var workspace = model.CreateWorkspace();
        var inputs = SampleInputs.Draw(model, entry, [.. entry.Dimensions.Select(_ => size)], Seed);
        entry.Run(workspace, inputs.Single, inputs.Sizes);
        var plan = workspace.MemoryOf(entry.Name);
        console.WriteLine($"memory: {plan.Count} temporaries in {Bytes(plan.Bytes)}; {Bytes(plan.UnsharedBytes)} if none shared its place");
    }

    private static Table NewTable(params ReadOnlySpan<string> columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column)) { Alignment = column is "elements" or "FLOP" or "moves" ? Justify.Right : Justify.Left });
        }

        return table;
    }

    private static void AddRow(Table table, params ReadOnlySpan<string> cells)
    {
        var texts = new List<Text>();
        foreach (var cell in cells) texts.Add(new Text(cell));
        table.AddRow(texts);
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Bytes(long bytes) => bytes switch
    {
        < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 10_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:F1} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB"),
    };
}
