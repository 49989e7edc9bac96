using System.CommandLine;
using System.Globalization;
using Pico.Examples.Catalog;
using Pico.Examples.Inspection;
using Spectre.Console;

namespace Pico.Examples.Commands;

/// <summary><c>pico inspect [MODEL]</c>: what the generator made of a model; without one, which models there are.</summary>
internal static class InspectCommand
{
    private const int LargestBatch = 4096; // the memory plan is taken from a run

    public static Command Create()
    {
        var model = new Argument<string?>("model") { Description = "The model; without one, all are listed", Arity = ArgumentArity.ZeroOrOne };
        var file = new Option<string?>("--file") { Description = "Show this generated file, in colours at a terminal; a part of its name is enough", HelpName = "NAME" };
        var batch = NumberOption.Create("--batch", $"The first named dimension, for work and memory; others are {ModelView.OtherDimensions}", 1, LargestBatch, 64);
        var inspect = new Command("inspect", "Shows a model's parameters, entry points, work, memory and generated files.") { model, file, batch };
        inspect.SetAction(parsed =>
        {
            var console = Terminal.Open(parsed.InvocationConfiguration.Output);
            var chosen = parsed.GetValue(model) is { } name ? ModelCatalog.Find(name).Create() : null;
            if (parsed.GetValue(file) is { } generated)
            {
                CSharpView.Write(console, GeneratedFiles.OfThisProgram.Read(generated, chosen?.GetType()));
            }
            else if (chosen is null)
            {
                ListModels(console);
            }
            else
            {
                new ModelView(console).Write(chosen, parsed.GetValue(batch));
                ListFiles(console, chosen.GetType());
            }
        });
        return inspect;
    }

    private static void ListModels(IAnsiConsole console)
    {
        var tables = new ViewTable(console);
        var table = tables.New("model", "class", ">parameters", "entry points", "what it is");
        foreach (var entry in ModelCatalog.Models)
        {
            var model = entry.Create();
            ViewTable.Row(
                table, entry.Name, model.Description.Name, model.Parameters.ElementCount.ToString("N0", CultureInfo.InvariantCulture),
                string.Join(", ", model.Description.EntryPoints.Select(point => point.Name)), entry.Purpose);
        }

        tables.Write(table);
        console.WriteLine("show one with 'pico inspect MODEL', check it with 'pico check MODEL'");
    }

    private static void ListFiles(IAnsiConsole console, Type type)
    {
        var files = GeneratedFiles.OfThisProgram;
        var tables = new ViewTable(console);
        console.WriteLine();
        tables.Title("generated files", "show one with --file NAME; a part of its name is enough");
        var table = tables.New("file", ">lines");
        foreach (var name in files.Names(type)) ViewTable.Row(table, name, files.Lines(name).ToString("N0", CultureInfo.InvariantCulture));
        tables.Write(table);
    }
}
