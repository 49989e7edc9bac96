using System.CommandLine;
using Pico.Examples.Catalog;
using Pico.Examples.Inspection;
using Spectre.Console;

namespace Pico.Examples.Commands;

/// <summary><c>pico inspect [MODEL]</c>: what the generator made of a model.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        var model = new Argument<string?>("model") { Description = "The model", Arity = ArgumentArity.ZeroOrOne };
        var file = new Option<string?>("--file") { Description = "Show this generated file, in colours at a terminal; a part of its name is enough", HelpName = "NAME" };
        var batch = NumberOption.Create("--batch", "The size of the named dimensions that work and memory are given for", 1, 1 << 20, 64);
        var inspect = new Command("inspect", "Shows a model's parameters, operations, work, memory and generated files.") { model, file, batch };
        inspect.SetAction(parsed =>
        {
            var console = Terminal.Open(parsed.InvocationConfiguration.Output);
            var chosen = ModelCatalog.Find(parsed.GetValue(model) ?? "digits");
            if (parsed.GetValue(file) is { } name)
            {
                CSharpView.Write(console, GeneratedFiles.OfThisProgram.Read(name));
                return;
            }

            var instance = chosen.Create();
            new ModelView(console).Write(instance, parsed.GetValue(batch));
            console.WriteLine();
            console.WriteLine("generated files (show one with --file NAME):");
            foreach (var generated in GeneratedFiles.OfThisProgram.Names())
            {
                console.WriteLine($"  {generated}, {GeneratedFiles.OfThisProgram.Lines(generated)} lines");
            }
        });
        return inspect;
    }
}
