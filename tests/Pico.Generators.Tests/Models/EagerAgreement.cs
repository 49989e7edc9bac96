using Pico.Models;

namespace Pico.Generators.Tests.Models;

/// <summary>
/// Holds every entry point of a compiled model against an eager run of its declaration in float64: results and gradients. No
/// generated method is called by the eager run, and its gradients share no code with the passes.
/// </summary>
internal static class EagerAgreement
{
    public static void Check(IModel model, params (string Name, int Size)[] sizes) => Check(model, 2e-5, sizes);

    public static void Check(IModel model, double tolerance, params (string Name, int Size)[] sizes)
    {
        foreach (var entry in model.Description.EntryPoints)
        {
            var chosen = entry.Dimensions.Select(dimension => sizes.Single(size => size.Name == dimension).Size).ToArray();
            var named = new Dictionary<string, long>(model.Sizes);
            foreach (var (name, size) in sizes)
            {
                named[name] = size;
            }

            var random = new Random(chosen.Sum());
            var inputs = entry.Inputs.Select(input => Draw(input, named, random)).ToList();
            model.ClearGradients();
            var actual = entry.Run(model.DefaultWorkspace, inputs, chosen);

            using var run = EagerContext.Begin(entry.FormsGradients, model.Seed, model.DefaultWorkspace.Step - (entry.FormsGradients ? 1 : 0), DType.Float64);
            var collector = new Collector();
            model.Visit(string.Empty, collector);
            var leaves = collector.Tensors.Select(run.Leaf).ToList();
            var expected = entry.RunEagerly(model, inputs.Select(input => input.Type == DType.Int32 ? input : Tensor.From(input.ToDoubles(), input.Shape)).ToList());
            Close(entry.Name, expected.ToDoubles(), actual, tolerance);
            if (entry.FormsGradients)
            {
                expected.Backward();
                for (var i = 0; i < leaves.Count; i++)
                {
                    var gradient = leaves[i].Gradient?.ToDoubles() ?? new double[leaves[i].Size];
                    Close("gradient of " + model.Parameters[i].Name, gradient, model.DefaultWorkspace.Gradient(i).ToArray(), tolerance);
                }
            }
        }
    }

    private static Tensor Draw(InputDescription input, IReadOnlyDictionary<string, long> named, Random random)
    {
        var shape = input.Size(named);
        var count = shape.Aggregate(1, (product, size) => product * size);
        return input.Type == DType.Int32
            ? Tensor.From(Enumerable.Range(0, count).Select(_ => random.Next((int)(input.IndexedSize?.Invoke(named) ?? 3))).ToArray(), shape)
            : Tensor.From(Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 2) - 1)).ToArray(), shape);
    }

    private static void Close(string name, double[] expected, float[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        var largest = expected.Length == 0 ? 0 : expected.Max(Math.Abs);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * (1 + largest), $"{name}[{i}] is {actual[i]} instead of {expected[i]}");
        }
    }

    private sealed class Collector : IParameterVisitor
    {
        public List<Tensor> Tensors { get; } = [];

        public void Parameter(string name, Tensor parameter) => Tensors.Add(parameter);
    }
}
