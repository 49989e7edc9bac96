using Pico.Examples.Catalog;
using Pico.Models;

namespace Pico.Examples.NNModule;

/// <summary>
/// What each layer of a model makes, holds and costs. Shapes are those of an eager run of the declaration, parameters go by their dotted names;
/// work and memory are those of the compiled plans, whose fused steps count for the first layer that they compute.
/// </summary>
internal sealed class ModelSummary
{
    private const long Seed = 1;
    private const int Batch = 1;

    private readonly IModel model;
    private readonly Dictionary<string, LayerSummary> layers = [];

    private ModelSummary(IModel model) => this.model = model;

    /// <summary>The layers in the order in which they first compute something, and the model itself under an empty path.</summary>
    public IReadOnlyList<LayerSummary> Layers { get; private set; } = [];

    /// <summary>The bytes of a training step: parameters, gradients and what steps leave for each other; null for a model without a loss.</summary>
    public StepMemory? Training { get; private set; }

    /// <summary>Looks at a model with other named dimensions than the batch at <see cref="Inspection.ModelView.OtherDimensions"/>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">The first named dimension of its entry points.</param>
    public static ModelSummary Of(IModel model, int batch)
    {
        var summary = new ModelSummary(model);
        var entries = model.Description.EntryPoints;
        summary.AddShapes(entries.FirstOrDefault(entry => !entry.IsLoss) ?? entries[0], batch);
        summary.AddTraining(entries.FirstOrDefault(entry => entry.FormsGradients), batch);
        summary.AddParameters();
        summary.Layers = [.. summary.layers.Values];
        return summary;
    }

    private static int[] Sizes(IModel model, EntryPointDescription entry, int batch) =>
        SampleInputs.Within(model, entry, [.. entry.Dimensions.Select((_, i) => i == 0 ? batch : Inspection.ModelView.OtherDimensions)]);

    private void AddShapes(EntryPointDescription entry, int batch)
    {
        // Shapes of a batch of one, because the eager run takes its time; the batch is put back.
        var sizes = Sizes(model, entry, Batch);
        var inputs = SampleInputs.Draw(model, entry, sizes, Seed);
        using var run = EagerContext.Begin(record: true);
        entry.RunEagerly(model, inputs.Single);
        var named = SampleInputs.SizesOf(model, entry, sizes);
        foreach (var (operation, result) in entry.Unrolled(named).Zip(run.Recorded, (operation, recorded) => (operation, recorded.Result)))
        {
            int[] shape = [.. result.Shape];
            if (shape.Length > 0 && shape[0] == Batch) shape[0] = batch;
            Layer(operation.Path).Shape = shape;
        }

        var real = SampleInputs.SizesOf(model, entry, Sizes(model, entry, batch));
        foreach (var step in entry.Steps.Where(step => step.Sources.Count > 0))
        {
            Layer(First(step)).Operations += step.FloatingPointOperations(real);
        }
    }

    private void AddTraining(EntryPointDescription? entry, int batch)
    {
        if (entry is null) return;
        var sizes = Sizes(model, entry, batch);
        using var workspace = model.CreateWorkspace();
        entry.Run(workspace, SampleInputs.Draw(model, entry, sizes, Seed).Single, sizes);
        var plan = workspace.MemoryOf(entry.Name);
        foreach (var slot in entry.Operations.Where(operation => operation.Temporary >= 0).GroupBy(operation => operation.Temporary))
        {
            Layer(slot.First().Layer.Replace("*", "0", StringComparison.Ordinal)).Activations += plan.Size(slot.Key);
        }

        Training = workspace.MemoryOfStep(entry.Name);
    }

    private void AddParameters()
    {
        foreach (var parameter in model.Parameters)
        {
            // The innermost layer on the way to the parameter that computes anything; else the model.
            var path = parameter.Name;
            do
            {
                path = path.LastIndexOf('.') is >= 0 and var dot ? path[..dot] : "";
            }
            while (path.Length > 0 && !layers.ContainsKey(path));
            if (parameter.IsBuffer) Layer(path).Buffers += parameter.Length;
            else Layer(path).Parameters += parameter.Length;
        }
    }

    private static string First(StepDescription step) => step.Sources[0].Layer.Replace("*", "0", StringComparison.Ordinal);

    private LayerSummary Layer(string path)
    {
        if (!layers.TryGetValue(path, out var layer)) layers.Add(path, layer = new LayerSummary(path));
        return layer;
    }
}
