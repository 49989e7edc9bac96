using System.Reflection;

namespace Pico.Generators.Tests.Models;

/// <summary>What a caller meets: arguments made in place, sizes that cannot be, several entry points over the same weights.</summary>
public sealed class EntryPointTests
{
    private const string Model = """
        [Model] public sealed partial class M(int width, int heads)
        {
            readonly Linear inner = new(width, width);
            readonly MultiHeadAttention attention = new(width, heads, causal: true);
            [Incremental("time", "8")] public Tensor Hidden([Shape("batch time width")] Tensor x) => attention.Forward(inner.Forward(x));
            public Tensor Twice([Shape("batch width")] Tensor x) => inner.Forward(inner.Forward(x));
            [Loss] public Tensor Loss([Shape("batch time width")] Tensor x) => Hidden(x).Map(MathF.Tanh).Mean();
        }
        """;

    /// <summary>A list in the call lives on the caller's stack: a result that could refer to it might not be returned.</summary>
    [Theory]
    [InlineData("model")]
    [InlineData("workspace")]
    public void Results_outlive_arguments_made_in_place(string target) => Assert.Empty(ModelHarness.Diagnose(Model + """
        public static class Caller
        {
            public static ReadOnlySpan<float> Next(M model, M.Workspace workspace, float value)
            {
                ReadOnlySpan<float> last = default;
                for (var i = 0; i < 2; i++) last = TARGET.HiddenStep([value], 1, 1);
                last = TARGET.HiddenPrefill([1f, 2f], 1, 2);
                return last[0] > 0 ? last : TARGET.Hidden([value], 1, 1);
            }
        }
        """.Replace("TARGET", target, StringComparison.Ordinal)));

    /// <summary>The eager initialisers speak first where a size is that of a parameter, what is generated speaks of the rest.</summary>
    [Theory]
    [InlineData(0, 1, "Uniform: outFeatures is 0 in the shape [outFeatures, inFeatures], but a size must be at least 1.")]
    [InlineData(-4, 1, "Uniform: outFeatures is -4 in the shape [outFeatures, inFeatures], but a size must be at least 1.")]
    [InlineData(4, 0, "the dimension 'heads' must be at least 1, but is 0.")]
    [InlineData(4, -2, "the dimension 'heads' must be at least 1, but is -2.")]
    [InlineData(4, 3, "width / heads must be a whole number, but it is 4 / 3; choose sizes that divide.")]
    public void A_size_that_cannot_be_is_named_with_its_value(int width, int heads, string message)
    {
        var problem = Assert.Throws<TargetInvocationException>(() => ModelHarness.Create(Model, "M", width, heads)).InnerException!;
        Assert.StartsWith(message, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.Message);
    }

    /// <summary>A size of zero may say that a layer is not there.</summary>
    [Fact]
    public void A_size_that_only_some_variants_need_may_be_zero() => EagerAgreement.Check(
        ModelHarness.Create("""
            [Model] public sealed partial class M(int width, int hidden)
            {
                readonly Linear? inner = hidden > 0 ? new(width, hidden) : null;
                public Tensor Predict([Shape("batch width")] Tensor x) => inner is null ? x + 1f : inner.Forward(x).Sum(-1, keepDim: true) + x;
            }
            """, "M", 4, 0),
        ("batch", 3));

    private const string Divided = """
        [Model] public sealed partial class M(int width, int heads)
        {
            [Parameter] readonly Tensor w = Normal([width / heads], 1f);
            public Tensor Pairs([Shape("batch width")] Tensor x) => (x.Reshape(-1, 2, heads, width / heads) * w).Sum([1, 2]);
            public Tensor Halves([Shape("batch time/2")] Tensor x, [Shape("time")] Tensor y) => x * y.Reshape(2, -1).Sum(0);
        }
        """;

    /// <summary>A quotient of named dimensions is checked at each call, one of the constructor's sizes at construction.</summary>
    [Theory]
    [InlineData("Pairs", 4, 0, null)]
    [InlineData("Pairs", 3, 0, "it is 18 / 12; choose sizes that divide.")]
    [InlineData("Halves", 3, 8, null)]
    [InlineData("Halves", 3, 7, "it is 7 / 2; choose sizes that divide.")]
    public void Named_dimensions_must_divide_at_each_call(string name, int batch, int time, string? message)
    {
        var model = ModelHarness.Create(Divided, "M", 6, 3);
        _ = model.Parameters; // the eager run reads the values of the model
        var entry = model.Description.EntryPoints.Single(candidate => candidate.Name == name);
        int[] sizes = name == "Pairs" ? [batch] : [batch, time];
        Tensor[] inputs = name == "Pairs" ? [Tensor.Full(1f, batch, 6)] : [Tensor.Full(1f, batch, time / 2), Tensor.Full(1f, time)];
        if (message is null)
        {
            Assert.Equal(entry.RunEagerly(model, inputs).AsSpan<float>().ToArray(), entry.Run(model.DefaultWorkspace, inputs, sizes));
            return;
        }

        var problem = Assert.ThrowsAny<ArgumentException>(() => entry.Run(model.DefaultWorkspace, inputs, sizes));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.Message);
        Assert.Contains("it is 6 / 4", Assert.Throws<TargetInvocationException>(() => ModelHarness.Create(Divided, "M", 6, 4)).InnerException!.Message, StringComparison.Ordinal);
    }

    /// <summary>Dropout is for training alone: an evaluation is that of the model without it, however often it is asked.</summary>
    [Fact]
    public void Evaluation_and_training_differ_by_what_is_for_training_alone()
    {
        const string source = """
            [Model] public sealed partial class M(float p)
            {
                readonly Linear inner = new(4, 64);
                public Tensor Predict([Shape("batch 4")] Tensor x) => Dropout(inner.Forward(x), p);
                [Loss] public Tensor Loss([Shape("batch 4")] Tensor x) => Predict(x).Map(MathF.Tanh).Mean();
            }
            """;
        var (dropping, plain) = (ModelHarness.Create(source, "M", 0.5f), ModelHarness.Create(source, "M", 0f));
        float[] Run(Pico.Models.IModel model, string name) =>
            model.Description.EntryPoints.Single(entry => entry.Name == name).Run(model.DefaultWorkspace, [Tensor.From([1f, -2f, 0.5f, 3f], 1, 4)], [1]);
        foreach (var name in new[] { "Predict", "Loss" })
        {
            Assert.Equal(Run(plain, name), Run(dropping, name));
            Assert.Equal(Run(dropping, name), Run(dropping, name));
        }

        Assert.Equal(Run(plain, "Loss"), Run(plain, "LossAndGradient"));
        var first = Run(dropping, "LossAndGradient");
        Assert.NotEqual(Run(plain, "Loss"), first);
        Assert.NotEqual(first, Run(dropping, "LossAndGradient")); // the next step drops others
        dropping.DefaultWorkspace.Step = 0;
        Assert.Equal(first, Run(dropping, "LossAndGradient"));
        EagerAgreement.Check(dropping, ("batch", 3));
    }

    /// <summary>Each parameter once, and the loss of one entry point is seen by the others.</summary>
    [Fact]
    public void Entry_points_share_their_weights()
    {
        var model = ModelHarness.Create(Model, "M", 4, 2);
        Assert.Equal(5, model.Parameters.Count(parameter => parameter.Name.EndsWith("weight", StringComparison.Ordinal)));
        EagerAgreement.Check(model, ("batch", 2), ("time", 3));
        model.Parameters.Values.Fill(0);
        foreach (var entry in model.Description.EntryPoints)
        {
            var x = Tensor.Full(1f, [.. entry.Inputs[0].Size(new Dictionary<string, long>(model.Sizes) { ["batch"] = 2, ["time"] = 3 })]);
            Assert.All(entry.Run(model.DefaultWorkspace, [x], [.. entry.Dimensions.Select(name => name == "batch" ? 2 : 3)]), value => Assert.Equal(0, value));
        }
    }
}
