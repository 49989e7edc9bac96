using Pico.Checkpoints;
using Pico.Models;
using Pico.Tests.Checkpoints;
using Pico.Training;

namespace Pico.Tests.Training;

/// <summary>Groups by pattern and by attribute, and what is wrong with them.</summary>
public class ParameterGroupTests
{
    [Fact]
    public void Every_parameter_has_the_settings_of_its_group()
    {
        var parameters = new MarkedLayers { Seed = 1 }.Parameters;
        var optimizer = new Sgd(parameters, 0.1, weightDecay: 0.5, groups:
        [
            ParameterGroup.Marked("body") with { LearningRate = 0.2 },
            ParameterGroup.Marked("shifts") with { WeightDecay = 0.25 },
            ParameterGroup.Matching("last.*", "first.bia?") with { LearningRate = 0, WeightDecay = 0 },
        ]);
        optimizer.LearningRate *= 0.5; // as a schedule does
        Assert.Equal((0.1, 0.5), Of("body.0.weight"));
        Assert.Equal((0.1, 0.0), Of("body.1.bias")); // one dimension: spared, as the group does not say
        Assert.Equal((0.05, 0.25), Of("shift"));
        Assert.Equal((0.0, 0.0), Of("last.weight"));
        Assert.Equal((0.0, 0.0), Of("first.bias"));
        Assert.Equal((0.05, 0.5), Of("first.weight"));
        Assert.Equal(parameters.Trained.Count, optimizer.Groups.Sum(group => group.Parameters.Count));

        var before = parameters.Values.ToArray();
        optimizer.Step(parameters, new float[parameters.Length]);
        foreach (var parameter in parameters.Trained)
        {
            var (rate, decay) = Of(parameter.Name);
            for (var i = parameter.Offset; i < parameter.Offset + parameter.Length; i++) Assert.Equal(before[i] * (1 - (rate * decay)), parameters.Values[i], 1e-6);
        }

        (double Rate, double Decay) Of(string name)
        {
            var group = Assert.Single(optimizer.Groups, group => group.Parameters.Any(parameter => parameter.Name == name));
            return (group.LearningRate, group.WeightDecay);
        }
    }

    [Fact]
    public void Marks_reach_what_lies_below_them()
    {
        var parameters = new MarkedLayers().Parameters;
        Assert.Equal(["first", "first", "body", "body", "body", "body", "shifts", "shifts", null, null], parameters.Select(parameter => parameter.Group));
        Assert.True(parameters.Single(parameter => parameter.Name == "scale").IsFrozen);
        var error = Assert.Throws<InvalidOperationException>(() => new ParameterSet(new TwiceMarked(), 0));
        Assert.Equal("what a field marks is in two groups: [Group(\"one\")] and [Group(\"two\")]; let one mark stand.", error.Message);
    }

    [Theory]
    [InlineData("the parameter 'last.bias' is in two groups: 'last.*' and '*.bias'; let one of them take it.", "last.*", "*.bias")]
    [InlineData("the pattern 'hed.*' matches no parameter; there are 'first.weight', 'first.bias', 'body.0.weight', 'body.0.bias', 'body.1.weight', 'body.1.bias', 'shift', 'last.weight', 'last.bias'.", "hed.*")]
    [InlineData("the pattern 'scale' matches frozen parameters only, which no optimizer moves.", "scale")]
    public void Misassigned_patterns_are_told(string message, params string[] patterns)
    {
        var parameters = new MarkedLayers().Parameters;
        var error = Assert.Throws<ArgumentException>(() => new AdamW(parameters, groups: [.. patterns.Select(pattern => ParameterGroup.Matching(pattern))]));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_mistakes_are_told()
    {
        var parameters = new MarkedLayers().Parameters;
        Told("a parameter group is empty: give it at least one pattern.", ParameterGroup.Matching());
        Told("no trained parameter is marked [Group(\"boby\")]; there are 'first', 'body', 'shifts'.", ParameterGroup.Marked("boby"));
        Told("the learning rate of the group '*' is -1, but must be a number from 0.", ParameterGroup.Matching("*") with { LearningRate = -1 });
        Told("the weight decay of the group '*' is NaN, but must be a number from 0.", ParameterGroup.Matching("*") with { WeightDecay = double.NaN });
        Told("the parameter 'body.0.weight' is in two groups: [Group(\"body\")] and 'body.0.*'; let one of them take it.", ParameterGroup.Marked("body"), ParameterGroup.Matching("body.0.*"));
        Assert.StartsWith("the group '*' has a learning rate of its own, so", Error(() => new AdamW(parameters, 0, groups: [ParameterGroup.Matching("*") with { LearningRate = 1 }])), StringComparison.Ordinal);
        Assert.StartsWith("the pattern 'x' matches no parameter", Error(() => new Muon(parameters, withAdamW: ["x"])), StringComparison.Ordinal);

        void Told(string message, params ParameterGroup[] groups) =>
            Assert.StartsWith(message, Error(() => new AdamW(parameters, groups: groups)), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_out_of_range_are_one_line()
    {
        Assert.Equal("the learning rate is -0.1, but must be a number from 0.", Error(() => new Sgd(3, -0.1)));
        Assert.Equal("the learning rate is NaN, but must be a number from 0.", Error(() => new Sgd(3) { LearningRate = double.NaN }));
        Assert.Equal("the weight decay is -1, but must be a number from 0.", Error(() => new AdamW(3, weightDecay: -1)));
        Assert.Equal("epsilon is -1E-08, but must be a number from 0.", Error(() => new Adam(3, epsilon: -1e-8)));
        Assert.Equal("beta1 = 1 must lie in [0, 1).", Error(() => new Adam(3, beta1: 1)));
        Assert.Equal("beta2 = -0.5 must lie in [0, 1).", Error(() => new Lion(3, beta2: -0.5)));
        Assert.Equal("alpha = 1.5 must lie in [0, 1).", Error(() => new RMSprop(3, alpha: 1.5)));
        Assert.StartsWith("Nesterov's momentum needs a momentum above 0", Error(() => new Sgd(3, nesterov: true)), StringComparison.Ordinal);
        Assert.StartsWith("the history of L-BFGS has 0 steps", Error(() => new Lbfgs(3, historySize: 0)), StringComparison.Ordinal);
        var parameters = new WideLayers().Parameters;
        Assert.StartsWith("beta2Decay = 0.8 must be 0 or less.", Error(() => new Adafactor(parameters, beta2Decay: 0.8)), StringComparison.Ordinal);
        Assert.StartsWith("d = 0 must be above 0.", Error(() => new Adafactor(parameters, d: 0)), StringComparison.Ordinal);
        Assert.StartsWith("the learning rate of Muon must be above 0", Error(() => new Muon(parameters, 0)), StringComparison.Ordinal);
    }

    [Fact]
    public void State_that_does_not_fit_is_refused_and_changes_nothing()
    {
        using var folder = new TestFolder();
        var path = folder.PathOf("state");
        var wide = new WideLayers().Parameters;
        var adam = new AdamW(wide);
        adam.Step(wide, Enumerable.Repeat(1f, wide.Length).ToArray());
        adam.Save(path);
        Assert.Equal($"{path} holds the state of AdamW, not of Lion; load it into that optimizer", Refusal(new Lion(wide)));
        var small = new AdamW(new SmallNet().Parameters);
        Assert.Contains("of another shape: 'exp_avg.0.weight' [19, 37] where the model has [8, 2]", Refusal(small), StringComparison.Ordinal);
        Assert.Equal((0L, 0f), (small.StepCount, small.FirstMoments[0]));
        Assert.Contains("3 missing: 'max_exp_avg_sq.", Refusal(new AdamW(new SmallNet().Parameters, amsgrad: true)).Replace("4 missing", "3 missing", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("make it with the model's parameters to save", Assert.Throws<InvalidOperationException>(() => new AdamW(3).Save(path)).Message, StringComparison.Ordinal);
        new Lbfgs(wide, historySize: 2).Save(path);
        Assert.Contains("holds 2 numbers of F64 as 'ro', not 3 of F64", Refusal(new Lbfgs(wide, historySize: 3)), StringComparison.Ordinal);
        Checkpoint.Save(path, wide);
        Assert.Equal($"{path} holds no optimizer's state; load a file that an optimizer saved", Refusal(adam));
        Assert.Equal(1, adam.StepCount);

        string Refusal(Optimizer optimizer) => Assert.Throws<CheckpointException>(() => optimizer.Load(path)).Message;
    }

    private static string Error(Func<Optimizer> make) => Assert.Throws<ArgumentException>(make).Message;

    /// <summary>What a generated <c>Visit</c> does for a marked field inside a marked layer.</summary>
    private sealed class TwiceMarked : ILayer
    {
        void ILayer.Visit(string prefix, IParameterVisitor visitor) => visitor.Group("one").Group("two").Parameter("weight", Functional.Ones([2]));
    }
}
