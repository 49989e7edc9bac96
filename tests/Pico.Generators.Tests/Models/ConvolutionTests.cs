using Pico.Generators.Ir;

namespace Pico.Generators.Tests.Models;

/// <summary>
/// Convolution and pooling as a user writes them: compiled against the eager formula in float32 and float64, gradients against the tape, and
/// the tape against differences.
/// </summary>
public sealed class ConvolutionTests
{
    private const string Model = """
        [Model] public sealed partial class M(int channels, int stride, int padding)
        {
            [Parameter] readonly Tensor scale = Uniform([channels, 1, 1], 1f);
            readonly Conv2d first = new(channels, 5, 3, stride, padding), second = SECOND;

            [Loss] public Tensor Loss([Shape("batch channels height width")] Tensor x)
            {
                var y = Relu(first.Forward(x * scale));
                var z = second.Forward(y);
                return (z * z.Map(MathF.Sin)).Mean() + z.Sum() * 0.1f;
            }
        }
        """;

    [Theory]
    [InlineData("new(5, 3, 1)", 3, 1, 0, 2, 5, 7)]
    [InlineData("new(5, 3, 1)", 3, 2, 1, 2, 6, 9)]
    [InlineData("new(5, 10, 2, dilation: 2, groups: 5, bias: false)", 1, 1, 1, 3, 7, 5)]
    [InlineData("new(5, 4, 3, 2, 2)", 2, 1, 2, 1, 3, 5)]
    public void Compiled_convolutions_agree_with_the_formula(string second, int channels, int stride, int padding, int batch, int height, int width)
    {
        var model = ModelHarness.Create(Model.Replace("SECOND", second, StringComparison.Ordinal), "M", channels, stride, padding);
        EagerAgreement.Check(model, ("batch", batch), ("height", height), ("width", width));
        EagerAgreement.CheckTape(model, model.Description.EntryPoints.Last(), ("batch", batch), ("height", height), ("width", width));
    }

    [Theory]
    [InlineData("MaxPool2d(y, 2)", 7, 6)]
    [InlineData("MaxPool2d(y, 2)", 8, 34)]
    [InlineData("MaxPool2d(y, 3, 2, 1)", 7, 9)]
    [InlineData("MaxPool2d(y, 3, 1, 1)", 5, 20)]
    [InlineData("AvgPool2d(y, 2)", 7, 6)]
    [InlineData("AvgPool2d(y, 3, 2, 1)", 8, 35)]
    [InlineData("AvgPool2d(y, 3, 1)", 5, 20)]
    public void Compiled_pools_agree_with_the_formula(string pool, int height, int width)
    {
        var model = ModelHarness.Create(
            $$"""
            [Model] public sealed partial class M(int channels)
            {
                [Parameter] readonly Tensor scale = Uniform([channels, 1, 1], 1f);
                [Loss] public Tensor Loss([Shape("batch channels height width")] Tensor x)
                {
                    var y = x * scale;
                    var z = Functional.{{pool}};
                    return (z * z.Map(MathF.Sin)).Mean() + z.Sum() * 0.1f;
                }
            }
            """,
            "M", 3);
        EagerAgreement.Check(model, ("batch", 2), ("height", height), ("width", width));
        EagerAgreement.CheckTape(model, model.Description.EntryPoints.Last(), ("batch", 2), ("height", height), ("width", width));
    }

    [Fact]
    public void Bias_and_activation_are_the_epilogue_of_the_convolution()
    {
        var program = ModelHarness.Lower(
            """
            [Model, Shape("batch 1 28 28"), Conv2d(1, 16, 3, padding: 1), Relu, MaxPool2d(2), Conv2d(16, 32, 3, padding: 1), Relu, MaxPool2d(2), Flatten, Linear(1568, 10), CrossEntropy]
            public sealed partial class Cnn;
            """);
        var steps = program.EntryPoints.Single(entry => entry.IsLoss).Loops!.Training!.Steps;
        Assert.Equal(5, steps.OfType<LoopStep.Convolution>().Count());
        Assert.Equal(2, steps.OfType<LoopStep.Pool>().Count());
        Assert.Equal(2, steps.OfType<LoopStep.PoolBackward>().Count());
        Assert.All(
            steps.OfType<LoopStep.Convolution>().Where(step => step.Part == ConvolutionPart.Result),
            step => Assert.Equal((2, 1), (step.Epilogue.Sources.Count, step.Epilogue.Sinks.Count))); // the sum and the bias in, one value out
    }

    [Theory]
    [InlineData("Conv2d(3, 4, 3)", "PICO1002")]
    [InlineData("Conv2d(1, 4, 9)", "PICO1002")]
    [InlineData("Conv2d(1, 4, 3, padding: -1)", "PICO1002")]
    [InlineData("MaxPool2d(2, 2, 2)", "PICO1002")]
    [InlineData("Linear(8, 3), Conv2d(1, 4, 3), Flatten", "PICO1004")]
    public void Sizes_that_do_not_fit_are_errors_at_the_declaration(string layers, string id) =>
        Assert.Contains(
            ModelHarness.Diagnose($"[Model, Shape(\"batch {(id == "PICO1004" ? "8" : "1 8 8")}\"), {layers}, MSELoss] public sealed partial class M;"),
            problem => problem.Contains("error " + id, StringComparison.Ordinal));
}
