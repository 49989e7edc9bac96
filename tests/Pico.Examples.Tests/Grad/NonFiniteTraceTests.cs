using Pico.Examples.Grad.Tracing;
using Pico.Examples.Tests.Commands;
using Pico.Examples.Transformer;
using Pico.Models;

namespace Pico.Examples.Tests.Grad;

public class NonFiniteTraceTests
{
    [Theory]
    [InlineData("log", "(x * scale).Map(Log)", false, "LogarithmModel.LossAndGradient: '(x * scale).Map(Log)' in layer 'layers.1' (operation 3) makes NaN at element 2 of 3 first, from finite operands")]
    [InlineData("quotient", "x / divisor", false, "QuotientModel.LossAndGradient: 'x / divisor' (operation ")]
    [InlineData("overflow", "x / divisor", true, "makes NaN or an infinity first on the way back, where the gradient that it receives is finite")]
    [InlineData("root", "(x * scale).Map(Sqrt)", true, "RootModel.LossAndGradient: '(x * scale).Map(Sqrt)' (operation 1) makes NaN or an infinity first on the way back")]
    public async Task The_trace_names_the_expression_that_made_the_first_one(string name, string expression, bool isBackward, string message)
    {
        var example = TraceExample.Find(name);
        example.Run(false); // goes on, as it would without
        var exception = Assert.Throws<NonFiniteException>(() => example.Run(true));
        Assert.Equal((expression, isBackward), (exception.Expression, exception.IsBackward));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);

        var run = await CommandRun.Of("grad", "trace", name);
        Assert.Equal((1, $"pico: {exception.Message}\n"), (run.Code, run.Error));
    }

    /// <summary>In a real model, in training mode with dropout, or without: the product of the second block's feed-forward layer overflows.</summary>
    [Theory, InlineData(0f), InlineData(0.2f)]
    public void Deep_in_a_gpt_the_place_is_found(float dropout)
    {
        var gpt = new Gpt(vocab: 11, context: 12, width: 12, heads: 3, depth: 3, dropout) { Seed = 4 };
        gpt.DefaultWorkspace.TraceNonFinite = true;
        int[] ids = [1, 2, 3, 4, 5, 6], targets = [2, 3, 4, 5, 6, 7];
        Assert.True(float.IsFinite(gpt.LossAndGradient(ids, targets, batch: 2, time: 3)));
        var up = gpt.Parameters.Segment("blocks.1.feedForward.up.weight"); // [48, 12]
        (up[0], up[12]) = (1e5f, -1e5f); // one of two units is large and positive, whatever the first feature is
        gpt.Parameters.Segment("blocks.1.feedForward.down.weight")[..2].Fill(1e38f); // [12, 48]
        var exception = Assert.Throws<NonFiniteException>(() => gpt.LossAndGradient(ids, targets, batch: 2, time: 3));
        Assert.False(exception.IsBackward);
        Assert.Equal("x.MatMul(weight.Transpose())", exception.Expression);
        Assert.Contains("' in layer 'blocks.1.feedForward.down' (operation ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(" makes an infinity at element ", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Steps of decoding are not traced, and what they give is as without.</summary>
    [Fact]
    public void Decoding_goes_on_under_a_trace()
    {
        var (plain, traced) = (new Gpt(11, 12, 12, 3, 1) { Seed = 4 }, new Gpt(11, 12, 12, 3, 1) { Seed = 4 });
        traced.DefaultWorkspace.TraceNonFinite = true;
        Assert.Equal(plain.LogitsPrefill([1, 2], 1, 2), traced.LogitsPrefill([1, 2], 1, 2));
        Assert.Equal(plain.LogitsStep([3], 1, 1), traced.LogitsStep([3], 1, 1));
    }

    [Fact]
    public void What_comes_in_wrong_is_named_as_such()
    {
        var model = new QuotientModel(width: 2);
        model.DefaultWorkspace.TraceNonFinite = true;
        var input = Assert.Throws<NonFiniteException>(() => model.LossAndGradient([1f, float.NaN], [1, 1], batch: 1));
        Assert.Equal("QuotientModel.LossAndGradient: the input 'x' holds NaN at element 1", input.Message);
        model.Parameters.Segment("divisor")[0] = float.PositiveInfinity;
        model.Parameters.Segment("divisor")[1] = float.NaN;
        var parameter = Assert.Throws<NonFiniteException>(() => model.Loss([1f, 1f], [1, 1], batch: 1));
        Assert.Equal("QuotientModel.Loss: the parameter 'divisor' already holds an infinity at element 0; it went wrong in an update before this call", parameter.Message);
        model.Parameters.Segment("divisor").Fill(1);
        model.Gradients[1] = float.NaN;
        var gradient = Assert.Throws<NonFiniteException>(() => model.LossAndGradient([1f, 1f], [1, 1], batch: 1));
        Assert.Contains("the gradients were not finite before it", gradient.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mask_of_minus_infinity_is_no_fault_and_a_traced_step_is_the_step()
    {
        var (plain, traced) = (new QuotientModel(width: 3), new QuotientModel(width: 3));
        traced.DefaultWorkspace.TraceNonFinite = true;
        Assert.Equal(plain.LossAndGradient([1f, 3f, 2f], [1, 1, 0], batch: 1), traced.LossAndGradient([1f, 3f, 2f], [1, 1, 0], batch: 1));
        Assert.Equal(plain.Gradients, traced.Gradients);
        Assert.Equal(1, traced.DefaultWorkspace.Step);
        Assert.Equal([2f, float.NegativeInfinity, 4f], traced.Scores([1f, 3f, 2f], [1, 0, 1], batch: 1)); // meant so, in the result too
    }

    [Fact]
    public void The_environment_switches_it_on()
    {
        Assert.False(new RootModel(2).DefaultWorkspace.TraceNonFinite);
        using var pico = new PicoProcess([("PICO_TRACE_NAN", "1")], "grad", "trace", "root");
        var (code, output, error) = pico.WaitForExit();
        Assert.Equal((1, "root: the derivative of a square root at zero\n"), (code, output)); // the run without a trace of its own ends already
        Assert.StartsWith("pico: RootModel.LossAndGradient: '(x * scale).Map(Sqrt)'", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }
}
