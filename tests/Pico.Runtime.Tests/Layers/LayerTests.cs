using Pico.Layers;
using Pico.Models;

namespace Pico.Tests.Layers;

/// <summary>What a layer is beyond its values: parameters, their order and start, and dropout.</summary>
public class LayerTests
{
    [Fact]
    public void Linear_starts_within_torchs_bound_and_names_its_parameters_in_order()
    {
        var seen = new Listing();
        ((ILayer)new Linear(16, 3)).Visit("head.", seen);
        Assert.Equal(["head.weight [3, 16]", "head.bias [3]"], seen.Names);
        foreach (var parameter in seen.Parameters)
        {
            var values = new float[parameter.Size];
            parameter.Initialize(3, "name", values);
            Assert.All(values, value => Assert.InRange(value, -0.25f, 0.25f));
            Assert.True(values.Distinct().Count() > 1);
        }

        var without = new Listing();
        ((ILayer)new Linear(16, 3, bias: false)).Visit("", without);
        Assert.Equal(["weight [3, 16]"], without.Names);
    }

    [Fact]
    public void Embedding_starts_normally_and_looks_rows_up()
    {
        var seen = new Listing();
        var embedding = new Embedding(50, 40, 0.02f);
        ((ILayer)embedding).Visit("tokens.", seen);
        Assert.Equal(["tokens.weight [50, 40]"], seen.Names);
        var values = seen.Parameters[0].ToFloats();
        Assert.InRange(Math.Sqrt(values.Average(value => (double)value * value)), 0.018, 0.022); // five standard errors
        Assert.Equal(values.AsSpan(40, 40), embedding.Forward(Tensor.From([1], 1, 1)).AsSpan<float>());
    }

    [Fact]
    public void Dropout_follows_the_mask_in_training_and_is_the_identity_otherwise()
    {
        var x = Tensor.Full(2f, 1000);
        var dropout = new Dropout(0.25f);
        Assert.Equal(x.ToFloats(), dropout.Forward(x).ToFloats());
        using var run = EagerContext.Begin(training: true, seed: 5, step: 7);
        dropout.Forward(x);
        var dropped = dropout.Forward(x).ToFloats();
        var key = DropoutMask.Key(5, 7, 1);
        for (var i = 0; i < dropped.Length; i++)
        {
            Assert.Equal(DropoutMask.Keep(key, i, 0.25f) ? 2f / 0.75f : 0, dropped[i], 1e-6f);
        }
    }

    /// <summary>Each element is dropped with probability p, independently of its neighbours and of other calls; the mean stays.</summary>
    [Theory]
    [InlineData(0.1f)]
    [InlineData(0.5f)]
    [InlineData(0.9f)]
    public void Dropout_keeps_its_probability_and_the_mean(float p)
    {
        const int count = 200_000;
        using var run = EagerContext.Begin(training: true, seed: 5, step: 7);
        var layer = new Dropout(p);
        var x = Tensor.Full(1f, count);
        var (first, second) = (layer.Forward(x).ToFloats(), layer.Forward(x).ToFloats());
        var deviation = Math.Sqrt(p * (1 - p) / count);
        Assert.InRange(first.Count(value => value == 0) / (double)count, p - (5 * deviation), p + (5 * deviation));
        Assert.InRange(first.Average(), 1 - (5 * deviation / (1 - p)), 1 + (5 * deviation / (1 - p)));

        // Two neighbours, and the same element in two calls, are both dropped with probability p².
        var both = Math.Sqrt(p * p * (1 - (p * p)) / (count / 2));
        Assert.InRange(Enumerable.Range(0, count / 2).Average(i => first[2 * i] == 0 && first[(2 * i) + 1] == 0 ? 1.0 : 0), (p * p) - (5 * both), (p * p) + (5 * both));
        Assert.InRange(first.Zip(second, (a, b) => a == 0 && b == 0 ? 1.0 : 0).Average(), (p * p) - (5 * both), (p * p) + (5 * both));
    }

    /// <summary>Attributes hold what the constructor takes, for tools that read them.</summary>
    [Fact]
    public void A_layers_attribute_has_its_arguments()
    {
        var attribute = new LinearAttribute(784, 256);
        Assert.Equal((784, 256, true), (attribute.InFeatures, attribute.OutFeatures, attribute.Bias));
        Assert.IsAssignableFrom<StackedLayerAttribute<Linear>>(attribute);
    }

    sealed class Listing : IParameterVisitor
    {
        public List<string> Names { get; } = [];

        public List<Tensor> Parameters { get; } = [];

        public void Parameter(string name, Tensor parameter, bool isFrozen)
        {
            Names.Add($"{name} [{string.Join(", ", parameter.Shape.ToArray())}]");
            Parameters.Add(parameter);
        }
    }
}
