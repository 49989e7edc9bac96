using System.Globalization;
using Pico.Examples.Catalog;
using Pico.Models;
using Spectre.Console;

namespace Pico.Examples.Inspection;

/// <summary>Shows what the generator made of a model: parameters, entry points, their steps with work, and memory.</summary>
/// <param name="console">Where to show it.</param>
internal sealed class ModelView(IAnsiConsole console)
{
    /// <summary>The size of the named dimensions after the first.</summary>
    public const int OtherDimensions = 64;

    private const long Seed = 1;
    private const int LongestSource = 90;

    private readonly ViewTable tables = new(console);

    /// <summary>Shows a model as it is when the first named dimension of each entry point is <paramref name="batch"/>.</summary>
    public void Write(IModel model, int batch)
    {
        WriteParameters(model);
        if (model.Description.Specialization is { Length: > 0 } values) console.WriteLine($"specialised: compiled for {values} as constants");
        foreach (var entry in model.Description.EntryPoints)
        {
            var sizes = entry.Dimensions.Select((_, i) => i == 0 ? batch : OtherDimensions).ToList();
            var named = SampleInputs.SizesOf(model, entry, sizes);
            console.WriteLine();
            tables.Title($"{entry.Name}({string.Join(", ", entry.Inputs.Select(Input))})", Mode(entry));
            console.WriteLine($"at {string.Join(", ", named.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} = {pair.Value}")))}");
            WriteSteps(entry, named);
            WriteMemory(model, entry, sizes);
        }
    }

    private static string Input(InputDescription input) =>
        $"{input.Name} {input.Type.ToString().ToLowerInvariant()}[{string.Join(", ", input.Shape)}]";

    private static string Mode(EntryPointDescription entry) =>
        entry.FormsGradients ? "training: returns the loss, adds to the gradients" : entry.IsLoss ? "evaluation: returns the loss" : "evaluation: returns a tensor";

    private void WriteParameters(IModel model)
    {
        var parameters = model.Parameters;
        tables.Title(
            $"{model.Description.Name}: {Number(parameters.ElementCount)} parameters, {Bytes(4L * parameters.Length)}" +
                (parameters.Frozen.Count > 0 ? $"; {Number(parameters.FrozenElementCount)} frozen, {Bytes(4L * parameters.FrozenLength)}" : ""),
            model.Sizes.Count == 0 ? "" : string.Join(", ", model.Sizes.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} = {pair.Value}"))));
        var table = tables.New("parameter", "shape", ">elements");
        foreach (var parameter in parameters)
        {
            ViewTable.Row(table, parameter.Name, $"[{string.Join(", ", parameter.Shape)}]{(parameter.IsFrozen ? " frozen" : "")}", Number(parameter.Length));
        }

        tables.Write(table);
    }

    private void WriteSteps(EntryPointDescription entry, IReadOnlyDictionary<string, long> sizes)
    {
        var table = tables.New(">#", "makes", "from the source", ">FLOP", ">moves");
        for (var i = 0; i < entry.Steps.Count; i++)
        {
            var step = entry.Steps[i];
            ViewTable.Row(
                table, i.ToString(CultureInfo.InvariantCulture), step.Again is null ? step.Text : $"{step.Text}, again", Sources(step),
                Number(step.FloatingPointOperations(sizes)), Bytes(step.BytesMoved(sizes)));
        }

        ViewTable.Row(
            table, "", "all", "",
            Number(entry.Steps.Sum(step => step.FloatingPointOperations(sizes))), Bytes(entry.Steps.Sum(step => step.BytesMoved(sizes))));
        tables.Write(table);
    }

    /// <summary>
    /// The user's expressions that a step computes or goes back through, after the layer they stand in. What is written
    /// inside another one of them is left out.
    /// </summary>
    private static string Sources(StepDescription step)
    {
        var layers = step.Sources.GroupBy(source => source.Layer).Select(layer =>
        {
            var texts = layer.Select(source => source.Text).Distinct().ToList();
            var whole = texts.Where(text => !texts.Exists(other => other.Length > text.Length && other.Contains(text, StringComparison.Ordinal)));
            return (layer.Key.Length > 0 ? $"{layer.Key}: " : "") + string.Join("; ", whole.Select(Short));
        });
        return string.Join("\n", layers);
    }

    private static string Short(string source) => source.Length <= LongestSource ? source : source[..(LongestSource - 1)] + "…";

    // The plan knows its sizes once it has run.
    private void WriteMemory(IModel model, EntryPointDescription entry, IReadOnlyList<int> sizes)
    {
        using var workspace = model.CreateWorkspace();
        entry.Run(workspace, SampleInputs.Draw(model, entry, sizes, Seed).Single, sizes);
        var plan = workspace.MemoryOf(entry.Name);
        console.WriteLine($"memory: {plan.Count} temporaries in {Bytes(plan.Bytes)}; {Bytes(plan.UnsharedBytes)} if none shared its place");
        if (entry.FormsGradients)
        {
            var step = workspace.MemoryOfStep(entry.Name);
            console.WriteLine(
                $"a training step: {Bytes(step.Total)} = parameters {Bytes(step.Parameters)} + gradients {Bytes(step.Gradients)} + temporaries {Bytes(step.Temporaries)} + " +
                $"scratch {Bytes(step.Scratch)}; and the optimizer's state, such as {Bytes(2 * step.Gradients)} of AdamW");
        }

        var table = tables.New("temporary", ">bytes", ">from", ">to");
        for (var i = 0; i < plan.Count; i++)
        {
            ViewTable.Row(table, entry.Temporaries[i], Number(plan.Size(i)), Number(plan.Offset(i)), Number(plan.Offset(i) + plan.Size(i)));
        }

        tables.Write(table);
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Bytes(long bytes) => bytes switch
    {
        < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} B"),
        < 10_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:N1} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:N1} MB"),
    };
}
