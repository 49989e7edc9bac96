using System.CommandLine;
using System.Globalization;
using Pico.Checkpoints;
using Pico.Examples.Catalog;
using Pico.Examples.NNModule.Onnx;
using Pico.Models;

namespace Pico.Examples.Commands;

/// <summary><c>pico nn export MODEL FILE</c>: a model as an ONNX file.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "The model; 'pico inspect' lists them" };
        var file = new Argument<string>("file") { Description = "The ONNX file to write" };
        var entry = new Option<string?>("--entry") { Description = "The entry point; without it, the first that is no loss", HelpName = "NAME" };
        var weights = new Option<string?>("--weights") { Description = "Take the weights of this safetensors file; without it, they are the initial ones", HelpName = "FILE" };
        var export = new Command("export", "Writes a model and its weights as an ONNX file, for other runtimes.") { model, file, entry, weights };
        export.SetAction(parsed =>
        {
            var chosen = ModelCatalog.Find(parsed.GetValue(model)!).Create();
            var point = Choose(chosen, parsed.GetValue(entry));
            if (parsed.GetValue(weights) is { } path) Checkpoint.Load(path, chosen.Parameters);
            var bytes = OnnxExporter.Export(chosen, point);
            var target = parsed.GetValue(file)!;
            AtomicFile.Write(target, stream => stream.Write(bytes.Span));
            parsed.InvocationConfiguration.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{target}: {chosen.Description.Name}.{point.Name}({string.Join(", ", point.Inputs.Select(input => $"{input.Name} [{string.Join(", ", input.Shape)}]"))}), {bytes.Length:N0} bytes, operator set {OnnxGraph.OperatorSet}"));
        });
        return export;
    }

    private static EntryPointDescription Choose(IModel model, string? name)
    {
        var points = model.Description.EntryPoints.Where(point => point.DescribeGraph is not null).ToList();
        if (name is null) return points.Find(point => !point.IsLoss) ?? points[0];
        return points.Find(point => point.Name == name)
            ?? throw new UserErrorException($"{model.Description.Name} has no entry point '{name}' that can be exported; there are {string.Join(", ", points.Select(point => point.Name))}");
    }
}
