using Pico.Examples.Transformer;
using Pico.Models;
using Pico.Tests.Goldens;

namespace Pico.Examples.Tests.Transformer;

/// <summary>The compiled GPT against PyTorch: its loss and every gradient.</summary>
public sealed class GptGoldenTests
{
    [Fact]
    public void Loss_and_every_gradient_match_torch()
    {
        var golden = Golden.Functions("gpt")["gpt"];
        var gpt = new Gpt(vocab: 7, context: 6, width: 4, heads: 2, depth: 2);
        Assert.Equal(golden.Inputs.Keys.Order(StringComparer.Ordinal), gpt.Parameters.Select(parameter => parameter.Name).Order(StringComparer.Ordinal));
        for (var i = 0; i < gpt.Parameters.Count; i++)
        {
            var value = golden.Inputs[gpt.Parameters[i].Name];
            Assert.Equal(value.Shape, gpt.Parameters[i].Shape);
            value.Values.Select(number => (float)number).ToArray().CopyTo(gpt.Parameters.Segment(i));
        }

        var (ids, targets) = (Ints(golden.Constants["ids"]), Ints(golden.Constants["target"]));
        Close("the loss", golden.Float64.Output.Values, [gpt.Loss(ids, targets, batch: 3, time: 5)]);

        // The golden's upstream gradient of the loss is a number other than one; that of the compiled model is one.
        Assert.NotEqual(1, golden.Float64.Upstream.Values[0]);
        gpt.LossAndGradient(ids, targets, batch: 3, time: 5);
        for (var i = 0; i < gpt.Parameters.Count; i++)
        {
            var expected = golden.Float64.Gradients[gpt.Parameters[i].Name].Values.Select(value => value / golden.Float64.Upstream.Values[0]);
            Close("the gradient of " + gpt.Parameters[i].Name, expected, gpt.DefaultWorkspace.Gradient(i).ToArray());
        }
    }

    private static int[] Ints(GoldenTensor tensor) => [.. tensor.Values.Select(value => (int)value)];

    private static void Close(string what, IEnumerable<double> expected, float[] actual)
    {
        foreach (var (number, i) in expected.Select((number, i) => (number, i)))
        {
            Assert.True(Math.Abs(number - actual[i]) <= 3e-6, $"{what}: element {i} is {actual[i]} instead of {number}");
        }
    }
}
