using System.Globalization;
using Pico.Examples.Grad;
using Pico.Examples.Tests.Commands;
using Pico.Examples.Tests.Packaging;

namespace Pico.Examples.Tests.Grad;

public class GradCompareTests
{
    public static TheoryData<string> Examples => [.. GradExamples.All.Select(example => example.Name)];

    /// <summary>What micrograd's README prints.</summary>
    [Fact]
    public void The_readme_expression_has_the_published_value_and_gradient_both_ways()
    {
        var example = GradExamples.Find("readme");
        var (inputs, result) = example.RunTape();
        double[] tape = [result.ItemDouble(), .. inputs.Select(input => input.Gradient!.ItemDouble())];
        double[] compiled = [example.Evaluate([-4, 2]), .. example.Gradient([-4, 2])];
        Assert.Equal(["24.7041", "138.8338", "645.5773"], tape.Select(Text));
        Assert.Equal(["24.7041", "138.8338", "645.5773"], compiled.Select(Text));
    }

    [Theory, MemberData(nameof(Examples))]
    public void Tape_and_compiled_gradient_agree_with_each_other_and_with_differences(string name)
    {
        var example = GradExamples.Find(name);
        var (inputs, result) = example.RunTape();
        double[] at = [.. example.At];
        Assert.Equal(example.Evaluate(at), result.ItemDouble(), 1e-12 * Math.Abs(result.ItemDouble()));
        var gradient = example.Gradient(at);
        Assert.Equal(inputs.Length, gradient.Length);
        for (var i = 0; i < at.Length; i++)
        {
            Assert.Equal(gradient[i], inputs[i].Gradient!.ItemDouble(), 1e-10 * Math.Max(1, Math.Abs(gradient[i])));
            var (above, below) = ((double[])[.. at], (double[])[.. at]);
            above[i] += 1e-6;
            below[i] -= 1e-6;
            Assert.Equal((example.Evaluate(above) - example.Evaluate(below)) / 2e-6, gradient[i], 1e-5 * Math.Max(1, Math.Abs(gradient[i])));
        }
    }

    [Theory, MemberData(nameof(Examples))]
    public void Compare_prints_both_and_the_adjoint_alone(string name)
    {
        // From the program's own folder: that is where the build lays the generated files.
        var folder = Path.Combine(DotnetCli.RepositoryRoot, "src", "Pico.Examples", "bin", PackageFixture.Configuration, "net10.0");
        var (code, output) = DotnetCli.Run(folder, "pico.dll", "grad", "compare", name);
        Assert.True(code == 0, output);
        Assert.Matches("(?m)^value ", output);
        Assert.Contains("public static ", output, StringComparison.Ordinal);
        Assert.Contains(" EvaluateGradient(", output, StringComparison.Ordinal);
        Assert.DoesNotContain("MethodSpec", output, StringComparison.Ordinal);
        Assert.DoesNotContain("EvaluateJvp(", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_that_is_not_there_is_one_line()
    {
        var run = await CommandRun.Of("grad", "compare", "sine");
        Assert.Equal((1, "", "pico: no function is called 'sine'; there are readme, neuron, rosenbrock, newton\n"), (run.Code, run.Output, run.Error));
    }

    private static string Text(double value) => value.ToString("F4", CultureInfo.InvariantCulture);
}
