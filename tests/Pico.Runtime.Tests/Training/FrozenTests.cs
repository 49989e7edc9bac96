using Pico.Checkpoints;
using Pico.Models;
using Pico.Tests.Checkpoints;
using Pico.Training;

namespace Pico.Tests.Training;

/// <summary>Frozen parameters keep their bits whatever trains the model; checkpoints hold them; eager runs leave them out too.</summary>
[Collection("SimdWidth")]
public class FrozenTests
{
    static readonly float[] X = [.. Enumerable.Range(0, 4 * 3).Select(i => MathF.Sin(i))];
    static readonly int[] Targets = [0, 1, 1, 0];

    /// <summary>What would be stepped over nowhere else: decay and momentum move weights whose gradient is zero.</summary>
    [Theory]
    [InlineData("AdamW")]
    [InlineData("AdamW of a count")]
    [InlineData("SGD")]
    public void Optimizers_leave_them_alone_bit_for_bit(string name)
    {
        var model = new WithFrozen { Seed = 3 };
        var (frozen, trained) = (model.Parameters.FrozenValues.ToArray(), model.Parameters.Values.ToArray());
        var adam = name == "AdamW" ? new AdamW(model.Parameters, 0.1, weightDecay: 0.5) : new AdamW(model.Parameters.Length, 0.1, weightDecay: 0.5);
        var sgd = new Sgd(model.Parameters.Length, 0.05, momentum: 0.9, weightDecay: 0.1);
        var before = model.Loss(X, Targets, 4);
        for (var i = 0; i < 20; i++)
        {
            model.ClearGradients();
            model.LossAndGradient(X, Targets, 4);
            if (name == "SGD") sgd.Step(model.Parameters.Values, model.Gradients);
            else adam.Step(model.Parameters.Values, model.Gradients);
        }

        Assert.Equal(frozen, model.Parameters.FrozenValues.ToArray());
        Assert.NotEqual(trained, model.Parameters.Values.ToArray());
        Assert.True(model.Loss(X, Targets, 4) < before);
    }

    [Fact]
    public void They_have_neither_gradient_nor_moments()
    {
        var model = new WithFrozen { Seed = 3 };
        var parameters = model.Parameters;
        Assert.Equal(["middle.weight", "middle.bias", "shift"], parameters.Frozen.Select(parameter => parameter.Name));
        Assert.Equal(["first.weight", "first.bias", "last.weight", "last.bias"], parameters.Trained.Select(parameter => parameter.Name));
        Assert.Equal((3 * 8) + 8 + (8 * 2) + 2, parameters.ElementCount);
        Assert.Equal((8 * 8) + 8 + 8, parameters.FrozenElementCount);
        Assert.Equal(parameters.Length, model.Gradients.Length);
        Assert.Equal(parameters.Length, new AdamW(parameters).FirstMoments.Length);
        model.LossAndGradient(X, Targets, 4);
        for (var i = 0; i < parameters.Count; i++)
        {
            Assert.Equal(parameters[i].IsFrozen ? 0 : parameters[i].Length, model.DefaultWorkspace.Gradient(i).Length);
        }

        // The norm that clips is that of the trained ones: there is nothing else to add up.
        var sum = Math.Sqrt(parameters.Select((_, i) => model.DefaultWorkspace.Gradient(i).ToArray().Sum(value => (double)value * value)).Sum());
        Assert.Equal(sum, new GradientNorm(parameters.Length).Of(model.Gradients), 1e-6);
    }

    [Fact]
    public void Checkpoints_hold_them_under_their_names()
    {
        using var folder = new TestFolder();
        var (first, second) = (new WithFrozen { Seed = 1 }, new WithFrozen { Seed = 2 });
        Checkpoint.Save(folder.PathOf("model"), first.Parameters);
        using (var reader = SafetensorsReader.Open(folder.PathOf("model")))
        {
            Assert.Equal(first.Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal), reader.Entries.Select(entry => entry.Name).Order(StringComparer.Ordinal));
        }

        Assert.NotEqual(first.Parameters.FrozenValues.ToArray(), second.Parameters.FrozenValues.ToArray());
        Checkpoint.Load(folder.PathOf("model"), second.Parameters);
        Assert.Equal(first.Parameters.FrozenValues.ToArray(), second.Parameters.FrozenValues.ToArray());
        Assert.Equal(first.Parameters.Values.ToArray(), second.Parameters.Values.ToArray());
        Assert.Equal(first.Loss(X, Targets, 4), second.Loss(X, Targets, 4));
    }

    [Fact]
    public void A_resumed_run_makes_the_same_bytes()
    {
        using var folder = new TestFolder();
        Trainer New(WithFrozen model, int steps) => new(
            model, new TrainerOptions(steps, new CosineSchedule(1e-2, 1e-3, 2, 10)) { ValidationInterval = 5, ValidationBatches = 1, WeightDecay = 0.5 },
            _ => model.LossAndGradient(X, Targets, 4), _ => model.Loss(X, Targets, 4));
        var whole = New(new WithFrozen { Seed = 5 }, 10);
        for (var i = 0; i < 10; i++) whole.TrainStep();
        whole.Save(folder.PathOf("whole"));
        var half = New(new WithFrozen { Seed = 5 }, 10);
        for (var i = 0; i < 4; i++) half.TrainStep();
        half.Save(folder.PathOf("half"));

        var model = new WithFrozen { Seed = 5 };
        model.Parameters.FrozenValues.Fill(7); // what is not read would show
        var resumed = New(model, 10);
        resumed.Load(folder.PathOf("half"));
        for (var i = 4; i < 10; i++) resumed.TrainStep();
        resumed.Save(folder.PathOf("resumed"));
        Assert.Equal(File.ReadAllBytes(folder.PathOf("whole")), File.ReadAllBytes(folder.PathOf("resumed")));
        using var reader = SafetensorsReader.Open(folder.PathOf("whole"));
        Assert.NotNull(reader.Find("model.middle.weight"));
        Assert.Null(reader.Find("exp_avg.middle.weight"));
    }

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void Eager_runs_form_no_gradient_for_them(DType type)
    {
        var model = new WithFrozen { Seed = 3 };
        _ = model.Parameters;
        using var run = EagerContext.Begin(training: true, dtype: type);
        var x = Tensor.From(X, 4, 3);
        model.Loss(type == DType.Float64 ? Tensor.From(x.ToDoubles(), 4, 3) : x, Tensor.From(Targets, 4)).Backward();
        var walk = new Walk();
        ((ILayer)model).Visit(string.Empty, walk);
        Assert.Equal(7, walk.Found.Count);
        Assert.All(walk.Found, found => Assert.Equal(found.IsFrozen, run.Leaf(found.Tensor).Gradient is null));
    }

    sealed class Walk : IParameterVisitor
    {
        public List<(Tensor Tensor, bool IsFrozen)> Found { get; } = [];

        public void Parameter(string name, Tensor parameter, bool isFrozen) => Found.Add((parameter, isFrozen));
    }
}
