using Pico.Examples.Catalog;
using Pico.Examples.Commands;
using Pico.Examples.NNModule;
using Pico.Examples.Transformer;

namespace Pico.Examples.Benchmarking;

/// <summary>The models that <c>pico bench models</c> knows.</summary>
internal static class BenchmarkModels
{
    private const int Vocabulary = 65; // characters of Tiny Shakespeare

    public static IReadOnlyList<BenchmarkModel> All { get; } =
    [
        new("tiny", "2-16-16-1, batch 100", () => Tiny(batch: 100)),
        new("mlp", "784-128-10, batch 64", () => Mlp(batch: 64)),
        new("cnn", "28x28, convolutions of 16 and 32 filters, pools, linear, batch 64", () => Cnn(batch: 64)),
        new("gpt-small", "4 layers, 4 heads, width 128, context 64, batch 16", () => Gpt(depth: 4, heads: 4, width: 128, context: 64, batch: 16)),
        new("gpt-large", "6 layers, 6 heads, width 384, context 256, batch 8", () => Gpt(depth: 6, heads: 6, width: 384, context: 256, batch: 8)),
    ];

    /// <summary>A model by its name.</summary>
    /// <exception cref="UserErrorException">No model has that name.</exception>
    public static BenchmarkModel Find(string name) =>
        All.FirstOrDefault(model => model.Name == name)
            ?? throw new UserErrorException($"unknown model '{name}'; known: {string.Join(", ", All.Select(model => model.Name))}");

    private static TrainingStep Tiny(int batch)
    {
        var model = new TinyNetModel();
        return new TrainingStep(model, [batch], inputs =>
        {
            var (x, target) = (Floats(inputs, 0), Floats(inputs, 1));
            return () => model.LossAndGradient(x, target, batch);
        });
    }

    private static TrainingStep Mlp(int batch)
    {
        var model = new MlpModel();
        return new TrainingStep(model, [batch], inputs =>
        {
            var (x, targets) = (Floats(inputs, 0), Ints(inputs, 1));
            return () => model.LossAndGradient(x, targets, batch);
        });
    }

    private static TrainingStep Cnn(int batch)
    {
        var model = new MnistCnn();
        return new TrainingStep(model, [batch], inputs =>
        {
            var (x, targets) = (Floats(inputs, 0), Ints(inputs, 1));
            return () => model.LossAndGradient(x, targets, batch);
        });
    }

    private static TrainingStep Gpt(int depth, int heads, int width, int context, int batch)
    {
        var model = new Gpt(Vocabulary, context, width, heads, depth);
        return new TrainingStep(model, [batch, context], inputs =>
        {
            var (ids, targets) = (Ints(inputs, 0), Ints(inputs, 1));
            return () => model.LossAndGradient(ids, targets, batch, context);
        });
    }

    private static float[] Floats(SampleInputs inputs, int index) => inputs.Single[index].AsSpan<float>().ToArray();

    private static int[] Ints(SampleInputs inputs, int index) => inputs.Single[index].AsSpan<int>().ToArray();
}
