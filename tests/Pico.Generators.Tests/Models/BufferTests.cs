using Pico.Models;

namespace Pico.Generators.Tests.Models;

/// <summary>Buffers: state that training updates and evaluation reads, in single and repeated layers; BatchNorm above all.</summary>
public sealed class BufferTests
{
    private const string Norms = """
        [Model{0}] public sealed partial class M(int depth)
        {{
            readonly BatchNorm1d[] norms = Repeat(depth, () => new BatchNorm1d(3));
            readonly Linear head = new(3, 2);
            public Tensor Predict([Shape("batch 3")] Tensor x) {{ foreach (var norm in norms) x = norm.Forward(x * 3f + 1f); return head.Forward(x); }}
            [Loss] public Tensor Loss([Shape("batch 3")] Tensor x, [Shape("batch 2")] Tensor y) => MSELoss(Predict(x), y);
        }}
        """;

    [Theory]
    [InlineData("")]
    [InlineData("(Storage = Storage.BFloat16)")]
    public void Running_statistics_follow_the_batches_as_torch_s_do(string storage)
    {
        var model = ModelHarness.Create(string.Format(System.Globalization.CultureInfo.InvariantCulture, Norms, storage), "M", 2);
        Assert.Equal(
            ["norms.0.running_mean", "norms.0.running_var", "norms.0.num_batches_tracked", "norms.1.running_mean", "norms.1.running_var", "norms.1.num_batches_tracked"],
            model.Parameters.Buffers.Select(buffer => buffer.Name));
        Assert.Equal([0, 0, 0], model.Parameters.Segment("norms.0.running_mean").ToArray());
        Assert.Equal([1, 1, 1], model.Parameters.Segment("norms.1.running_var").ToArray());

        var tolerance = storage.Length == 0 ? 1e-5 : 1e-2; // the layer's input is rounded, what is followed of it is not
        var entry = model.Description.EntryPoints.Single(entry => entry.FormsGradients);
        double[] mean = [0, 0, 0], variance = [1, 1, 1];
        for (var step = 1; step <= 3; step++)
        {
            var x = Draw(step, 5, 3);
            entry.Run(model.DefaultWorkspace, [x, Draw(9, 5, 2)], [5]);
            for (var i = 0; i < 3; i++)
            {
                var column = Enumerable.Range(0, 5).Select(row => x.ToDoubles()[row * 3 + i] * 3 + 1).ToArray();
                mean[i] = 0.9 * mean[i] + 0.1 * column.Average();
                variance[i] = 0.9 * variance[i] + 0.1 * column.Sum(value => Math.Pow(value - column.Average(), 2)) / 4;
                Assert.Equal(mean[i], model.Parameters.Segment("norms.0.running_mean")[i], tolerance);
                Assert.Equal(variance[i], model.Parameters.Segment("norms.0.running_var")[i], tolerance);
            }

            Assert.Equal(step, model.Parameters.Segment("norms.1.num_batches_tracked")[0]);
        }

        // What comes out of a norm has mean zero, whatever the layer before: times three plus one, mean one.
        Assert.Equal(0.1 * (1 + 0.9 + 0.81), model.Parameters.Segment("norms.1.running_mean")[1], storage.Length == 0 ? 1e-4 : 0.02);
    }

    [Fact]
    public void Evaluation_reads_what_training_followed_and_changes_nothing()
    {
        var model = ModelHarness.Create(string.Format(System.Globalization.CultureInfo.InvariantCulture, Norms, ""), "M", 1);
        EagerAgreement.Check(model, ("batch", 7));
        var before = model.Parameters.BufferValues.ToArray();
        foreach (var entry in model.Description.EntryPoints.Where(entry => !entry.FormsGradients))
        {
            entry.Run(model.DefaultWorkspace, [Draw(1, 1, 3), .. entry.Inputs.Count > 1 ? [Draw(2, 1, 2)] : Array.Empty<Tensor>()], [1]);
        }

        Assert.Equal(before, model.Parameters.BufferValues.ToArray());
        Assert.Empty(model.Parameters.Frozen);
    }

    [Fact]
    public void A_batch_of_one_is_refused_in_training_alone()
    {
        var model = ModelHarness.Create(string.Format(System.Globalization.CultureInfo.InvariantCulture, Norms, ""), "M", 1);
        var training = model.Description.EntryPoints.Single(entry => entry.FormsGradients);
        var exception = Assert.Throws<ArgumentException>(() => training.Run(model.DefaultWorkspace, [Draw(1, 1, 3), Draw(2, 1, 2)], [1]));
        Assert.Equal("batch is 1, but must be at least 2: 'AtLeast(x.Shape[0], 2)' in layer 'norms.*'.", exception.Message);

        using var run = EagerContext.Begin(training: true);
        Assert.Throws<ArgumentException>(() => new Pico.Layers.BatchNorm1d(3).Forward(Draw(1, 1, 3)));
    }

    [Theory]
    [InlineData("[Buffer, Parameter] readonly Tensor state = Zeros([3]);", "if (IsTraining) state.Update(x.Mean(0));", "PICO1014")]
    [InlineData("[Buffer] readonly int state = 3;", "", "PICO1014")]
    [InlineData("[Buffer] readonly Tensor state = Zeros([3]);", "state.Update(x.Mean(0));", "PICO1005")]
    [InlineData("[Buffer] readonly Tensor state = Zeros([3]);", "if (IsTraining) state.Update(x);", "PICO1002")]
    [InlineData("[Parameter] readonly Tensor state = Zeros([3]);", "if (IsTraining) state.Update(x.Mean(0));", "PICO1005")]
    public void Misuse_is_an_error_where_it_stands(string field, string statement, string id) => Assert.Contains(
        ModelHarness.Diagnose(
            $$"""
            [Model] public sealed partial class M
            {
                {{field}}
                [Parameter] readonly Tensor w = Ones([3]);
                [Loss] public Tensor Loss([Shape("batch 3")] Tensor x) { {{statement}} return (x * w{{(field.Contains("int") ? "" : " * state")}}).Sum(); }
            }
            """),
        problem => problem.Contains("error " + id, StringComparison.Ordinal));

    private static Tensor Draw(int seed, params int[] shape)
    {
        var random = new Random(seed);
        return Tensor.From(Enumerable.Range(0, shape.Aggregate((a, b) => a * b)).Select(_ => (float)random.NextDouble()).ToArray(), shape);
    }
}
