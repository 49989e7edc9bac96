using System.Runtime.InteropServices;
using Pico.Examples.Checking;
using Pico.Examples.Checking.Subjects;
using Pico.Examples.Digits;
using Pico.Models;
using Pico.Simd;

namespace Pico.Examples.Tests.Checking;

/// <summary>The checker finds what is planted, and says where it starts.</summary>
[Collection(nameof(AloneCollection))]
public class ModelCheckerTests
{
    private delegate float[] Run(ModelWorkspace workspace, IReadOnlyList<Tensor> inputs, IReadOnlyList<int> sizes);

    [Fact]
    public void A_wrong_result_is_found()
    {
        var failures = Failures(new DigitsModel(), "Loss", (run, workspace, inputs, sizes) =>
        {
            var result = run(workspace, inputs, sizes);
            result[0] += 1e-3f;
            return result;
        });
        Assert.Equal(CompiledRun.Widths.Count, failures.Count(result => result.Kind is not "equal bits"));
        Assert.All(failures.SelectMany(result => result.Failures), failure => Assert.Equal("result", failure.Quantity));
    }

    [Fact]
    public void A_result_that_is_not_a_number_is_found() =>
        Assert.NotEmpty(Failures(Block(), "Loss", (run, workspace, inputs, sizes) => [run(workspace, inputs, sizes)[0] * float.NaN]));

    [Fact]
    public void A_wrong_gradient_is_found_and_its_parameter_named()
    {
        var failures = Failures(new DigitsModel(), "LossAndGradient", (run, workspace, inputs, sizes) =>
        {
            var result = run(workspace, inputs, sizes);
            var gradient = workspace.Gradient(2);
            gradient[^1] += 0.01f * (gradient[^1] + 0.1f);
            return result;
        }).Where(result => result.Kind != "equal bits").SelectMany(result => result.Failures).ToList();
        Assert.NotEmpty(failures);
        Assert.All(failures, failure => Assert.StartsWith("gradient of 2.weight", failure.Quantity, StringComparison.Ordinal));
        Assert.Contains(failures, failure => failure.Cause == "all values are right; wrong on the way back to 2.weight");
    }

    /// <summary>A kernel that multiplies by other weights than the oracle's: the first value it stores is named, with what is fused into it.</summary>
    [Fact]
    public void The_first_wrong_operation_is_named()
    {
        var model = new DigitsModel();
        var failures = Failures(model, "Logits", (run, workspace, inputs, sizes) =>
        {
            var bias = model.Parameters.Segment("0.bias");
            bias[7] += 0.5f;
            try
            {
                return run(workspace, inputs, sizes);
            }
            finally
            {
                bias[7] -= 0.5f;
            }
        });
        Assert.Equal(CompiledRun.Widths.Count, failures.Count(result => result.Kind is not "equal bits"));
        foreach (var cause in failures.SelectMany(result => result.Failures).Select(failure => failure.Cause!))
        {
            Assert.StartsWith("first wrong: operation 3, 'x.Map(Functional.Relu)' in layer '1': temporary layer1 (slot 0) differs by ", cause, StringComparison.Ordinal);
            Assert.EndsWith("made by step Layer1, which fuses x.MatMul(weight.Transpose()) | y + bias | x.Map(Functional.Relu)", cause, StringComparison.Ordinal);
        }
    }

    /// <summary>The gradient of a value in the middle goes wrong, and with it those of the parameters before it.</summary>
    [Fact]
    public void The_first_wrong_gradient_is_named()
    {
        IModel model = new DigitsModel();
        var entry = model.Description.EntryPoints.Single(candidate => candidate.Name == "LossAndGradient");
        var sum = entry.Operations.Last(operation => operation is { Layer: "0", GradientTemporary: >= 0 });
        var failures = Failures(model, entry.Name, (run, workspace, inputs, sizes) =>
        {
            var result = run(workspace, inputs, sizes);
            workspace.Gradient(0)[0] += 1;
            if (!workspace.KeepsTemporaries) return result;
            var gradient = workspace.Temporary(entry.Name, sum.GradientTemporary);
            MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(gradient), gradient.Length)[0] += 1;
            return result;
        });
        var cause = failures.SelectMany(result => result.Failures).Select(failure => failure.Cause).First(cause => cause is not null);
        Assert.StartsWith(
            "all values are right; first wrong on the way back: the gradient of operation 2, 'y + bias' in layer '0': temporary layer0Gradient ", cause, StringComparison.Ordinal);
        Assert.Contains("made by step Layer0Gradient, which fuses ", cause, StringComparison.Ordinal);
    }

    [Fact]
    public void Bits_that_depend_on_the_width_are_found()
    {
        var failures = Failures(Block(), "Predict", (run, workspace, inputs, sizes) =>
        {
            var result = run(workspace, inputs, sizes);
            if (SimdWidth.Current == 0) result[^1] = MathF.BitIncrement(result[^1]);
            return result;
        });
        var failure = Assert.Single(failures);
        Assert.Equal("equal bits", failure.Kind);
        Assert.All(failure.Failures, comparison => Assert.Matches(@"^1 of \d+ elements have other bits at scalar than at ", comparison.Cause));
    }

    [Fact]
    public void Bits_that_depend_on_the_threads_are_found()
    {
        var failures = Failures(Block(), "LossAndGradient", (run, workspace, inputs, sizes) =>
        {
            var result = run(workspace, inputs, sizes);
            var gradient = workspace.Gradient(0);
            if (workspace.Pool.Threads == 1) gradient[0] = MathF.BitIncrement(gradient[0]);
            return result;
        });
        Assert.Contains("with 1 thread", Assert.Single(failures).Failures.First().Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void Gradients_that_do_not_add_up_are_found()
    {
        var failures = Failures(Block(), "LossAndGradient", (run, workspace, inputs, sizes) =>
        {
            workspace.ClearGradients();
            return run(workspace, inputs, sizes);
        });
        Assert.All(Assert.Single(failures).Failures, failure => Assert.EndsWith("after two calls", failure.Quantity, StringComparison.Ordinal));
    }

    [Fact]
    public void Temporaries_that_overlap_are_told_apart_from_wrong_kernels()
    {
        var failures = Failures(Block(), "Predict", (run, workspace, inputs, sizes) =>
        {
            var result = run(workspace, inputs, sizes);
            if (!workspace.KeepsTemporaries) result[0] += 1;
            return result;
        });
        Assert.Contains(failures.SelectMany(result => result.Failures), failure => failure.Cause?.Contains("share bytes", StringComparison.Ordinal) == true);
    }

    /// <summary>No parameter, only frozen ones, one that is a scalar: there is less to compare, and nothing fails.</summary>
    [Theory]
    [InlineData("bare", 0)]
    [InlineData("frozen", 0)]
    [InlineData("scalar", 1)]
    public void A_loss_over_few_parameters_or_none_is_checked(string name, int gradients)
    {
        IModel model = name switch { "bare" => new BareLoss(), "frozen" => new FrozenLoss(5), _ => new ScalarLoss() };
        var results = new ModelChecker(model, model.Description.EntryPoints).Run().ToList();
        Assert.All(results, result => Assert.True(result.Passed, string.Join("\n", result.Failures)));
        Assert.Equal(2 * (CompiledRun.Widths.Count + 1) + gradients, results.Count);
        Assert.Equal(gradients, results.Count(result => result.Kind == "slopes"));
    }

    private static NormalizedBlock Block() => new(width: 21, hidden: 18);

    private static List<CheckResult> Failures(IModel model, string entryPoint, Func<Run, ModelWorkspace, IReadOnlyList<Tensor>, IReadOnlyList<int>, float[]> fault)
    {
        var entry = model.Description.EntryPoints.Single(candidate => candidate.Name == entryPoint);
        var broken = entry with { Run = (workspace, inputs, sizes) => fault((w, i, s) => entry.Run(w, i, s), workspace, inputs, sizes) };
        return [.. new ModelChecker(model, [broken]).Run().Where(result => !result.Passed)];
    }
}
