using Pico.Examples.Transformer;
using Pico.Models;
using Pico.Training;

namespace Pico.Examples.Tests.Transformer;

/// <summary>What the compiler made of the GPT: how many steps, and that it learns.</summary>
public sealed class GptCodeTests
{
    /// <summary>A lost fusion is one step more.</summary>
    [Theory]
    [InlineData("Logits", 12)]
    [InlineData("LogitsStep", 15)]
    [InlineData("Loss", 15)]
    [InlineData("LossAndGradient", 38)]
    public void Steps_are_fused(string entry, int steps)
    {
        IModel gpt = New();
        Assert.Equal(steps, gpt.Description.EntryPoints.Single(candidate => candidate.Name == entry).Steps.Count);
    }

    [Fact]
    public void A_training_step_allocates_nothing_and_one_batch_is_learned_by_heart()
    {
        var gpt = New();
        int[] ids = [.. Enumerable.Range(0, 2 * 16).Select(i => (i * 7 + (i * i / 5)) % 11)];
        int[] targets = [.. Enumerable.Range(0, 2 * 16).Select(i => (i * 3 + (i * i / 7)) % 11)];
        var optimizer = new AdamW(gpt.Parameters.Length, learningRate: 0.01);
        void Step()
        {
            gpt.ClearGradients();
            gpt.LossAndGradient(ids, targets, batch: 2, time: 16);
            optimizer.Step(gpt.Parameters.Values, gpt.Gradients);
        }

        Assert.Equal(0, Allocations.Least(Step));
        for (var i = 0; i < 400 && gpt.Loss(ids, targets, 2, 16) >= 0.01f; i++) Step();
        Assert.InRange(gpt.Loss(ids, targets, 2, 16), 0, 0.01f);
    }

    private static Gpt New() => new(vocab: 11, context: 16, width: 24, heads: 3, depth: 2) { Seed = 3 };
}
