using Pico.Examples.Checking;
using Pico.Examples.Digits;
using Pico.Examples.Tests.Commands;
using Pico.Models;

namespace Pico.Examples.Tests.Checking;

/// <summary>The checker passes what is right and finds what is planted.</summary>
public class ModelCheckerTests
{
    [Fact]
    public async Task The_digits_agree_with_their_oracle()
    {
        var run = await CommandRun.Of("check", "digits");
        Assert.True(run.Code == 0, run.Error + run.Output);
        Assert.Matches(@"^check digits: all \d+ comparisons agree", run.Lines[^1]);
        Assert.DoesNotContain("wrong", run.Output);
    }

    [Fact]
    public void A_wrong_result_is_found()
    {
        var failures = Failures("Loss", (run, workspace, inputs, sizes) =>
        {
            var result = run(workspace, inputs, sizes);
            result[0] += 1e-3f;
            return result;
        });
        Assert.NotEmpty(failures);
        Assert.All(failures, failure => Assert.Equal("result", failure.Quantity));
    }

    [Fact]
    public void A_result_that_is_not_a_number_is_found() =>
        Assert.NotEmpty(Failures("Loss", (_, _, _, _) => [float.NaN]));

    [Fact]
    public void A_wrong_gradient_is_found_and_its_parameter_named()
    {
        var failures = Failures("LossAndGradient", (run, workspace, inputs, sizes) =>
        {
            var result = run(workspace, inputs, sizes);
            var gradient = workspace.Gradient(2);
            gradient[^1] += 0.01f * (gradient[^1] + 0.1f);
            return result;
        });
        Assert.NotEmpty(failures);
        Assert.All(failures, failure => Assert.Equal("gradient of 2.weight", failure.Quantity));
        Assert.All(failures, failure => Assert.NotNull(failure.Cause));
    }

    private delegate float[] Planted(
        Func<ModelWorkspace, IReadOnlyList<Tensor>, IReadOnlyList<int>, float[]> run,
        ModelWorkspace workspace, IReadOnlyList<Tensor> inputs, IReadOnlyList<int> sizes);

    private static List<CheckResult> Failures(string entryPoint, Planted fault)
    {
        IModel model = new DigitsModel();
        var entry = model.Description.EntryPoints.Single(candidate => candidate.Name == entryPoint);
        var broken = entry with { Run = (workspace, inputs, sizes) => fault(entry.Run, workspace, inputs, sizes) };
        return [.. new ModelChecker(model, [broken]).Run().Where(result => !result.Passed)];
    }
}
