using Pico.Models;

namespace Pico.Generators.Tests.Models;

/// <summary>
/// Holds entry points of a compiled model against eager runs of their declarations: results in float32 and float64, gradients in
/// float64. No generated method is called by the eager run, and its gradients share no code with the passes.
/// </summary>
internal static class EagerAgreement
{
    public static void Check(IModel model, params (string Name, int Size)[] sizes) => Check(model, 2e-5, sizes);

    public static void Check(IModel model, double tolerance, params (string Name, int Size)[] sizes) =>
        Check(model, model.Description.EntryPoints, tolerance, sizes);

    public static void Check(IModel model, IEnumerable<EntryPointDescription> entries, double tolerance, params (string Name, int Size)[] sizes)
    {
        foreach (var entry in entries)
        {
            var chosen = entry.Dimensions.Select(dimension => sizes.Single(size => size.Name == dimension).Size).ToArray();
            var inputs = Draw(model, entry, sizes);
            model.ClearGradients();
            var actual = entry.Run(model.DefaultWorkspace, inputs, chosen);
            using (Begin(model, entry, DType.Float32))
            {
                Close(entry.Name + " run eagerly in float32", entry.RunEagerly(model, inputs).ToDoubles(), actual, tolerance);
            }

            using var run = Begin(model, entry, DType.Float64);
            var leaves = Leaves(model, run);
            var expected = entry.RunEagerly(model, Doubles(inputs));
            Close(entry.Name, expected.ToDoubles(), actual, tolerance);
            if (entry.FormsGradients)
            {
                expected.Backward();
                for (var i = 0; i < leaves.Count; i++)
                {
                    var gradient = leaves[i].Gradient?.ToDoubles() ?? new double[model.Parameters[i].IsFrozen ? 0 : leaves[i].Size];
                    Close("gradient of " + model.Parameters[i].Name, gradient, model.DefaultWorkspace.Gradient(i).ToArray(), tolerance);
                }
            }
        }
    }

    /// <summary>The tape's gradients of all parameters together, along a random direction, against differences in float64.</summary>
    public static void CheckTape(IModel model, EntryPointDescription entry, params (string Name, int Size)[] sizes)
    {
        const double Step = 1e-5;
        var inputs = Doubles(Draw(model, entry, sizes));
        var random = new Random(11);
        var directions = model.Parameters.Select(parameter => Enumerable.Range(0, parameter.Length).Select(_ => (random.NextDouble() * 2) - 1).ToArray()).ToList();
        var (slope, size) = (0.0, 0.0);
        using (var run = Begin(model, entry, DType.Float64))
        {
            var leaves = Leaves(model, run);
            entry.RunEagerly(model, inputs).Backward();
            for (var i = 0; i < leaves.Count; i++)
            {
                var gradient = leaves[i].Gradient?.ToDoubles() ?? new double[leaves[i].Size];
                slope += gradient.Zip(directions[i], (a, b) => a * b).Sum();
                size += gradient.Zip(directions[i], (a, b) => Math.Abs(a * b)).Sum();
            }
        }

        double At(double step)
        {
            using var run = Begin(model, entry, DType.Float64);
            var leaves = Leaves(model, run);
            for (var i = 0; i < leaves.Count; i++)
            {
                var values = leaves[i].AsSpan<double>();
                for (var j = 0; j < values.Length; j++)
                {
                    values[j] += step * directions[i][j];
                }
            }

            return entry.RunEagerly(model, inputs).ItemDouble();
        }

        Assert.True(size > 1e-6, $"{entry.Name} has no gradient");
        Assert.Equal((At(Step) - At(-Step)) / (2 * Step), slope, 1e-6 * (1 + size));
    }

    private static EagerContext Begin(IModel model, EntryPointDescription entry, DType type) =>
        EagerContext.Begin(entry.FormsGradients, model.Seed, model.DefaultWorkspace.Step - (entry.FormsGradients ? 1 : 0), type);

    private static List<Tensor> Leaves(IModel model, EagerContext run)
    {
        var collector = new Collector();
        model.Visit(string.Empty, collector);
        return collector.Tensors.Select(run.Leaf).ToList();
    }

    private static List<Tensor> Doubles(IEnumerable<Tensor> inputs) =>
        inputs.Select(input => input.Type == DType.Int32 ? input : Tensor.From(input.ToDoubles(), input.Shape)).ToList();

    private static List<Tensor> Draw(IModel model, EntryPointDescription entry, (string Name, int Size)[] sizes)
    {
        var named = new Dictionary<string, long>(model.Sizes);
        foreach (var (name, size) in sizes)
        {
            named[name] = size;
        }

        var random = new Random(entry.Dimensions.Sum(dimension => sizes.Single(size => size.Name == dimension).Size));
        return entry.Inputs.Select(input => Draw(input, named, random)).ToList();
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
            // A loss over rows of which none counts is no number in both.
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= tolerance * (1 + largest) || (double.IsNaN(expected[i]) && float.IsNaN(actual[i])),
                $"{name}[{i}] is {actual[i]} instead of {expected[i]}");
        }
    }

    private sealed class Collector : IParameterVisitor
    {
        public List<Tensor> Tensors { get; } = [];

        public void Parameter(string name, Tensor parameter, bool isFrozen) => Tensors.Add(parameter);
    }
}
