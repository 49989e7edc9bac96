using Pico.Examples.Transformer;
using Pico.Models;
using Pico.Training;

namespace Pico.Examples.Tests.Transformer;

/// <summary>What the compiler made of the GPT: that it runs step by step, and learns.</summary>
public sealed class GptCodeTests
{
    [Fact]
    public void A_clock_counts_the_runs_of_every_step_and_allocates_nothing()
    {
        var gpt = New();
        var steps = ((IModel)gpt).Description.EntryPoints.Single(entry => entry.FormsGradients).Steps;
        using var workspace = gpt.CreateWorkspace();
        var clock = new StepClock(steps.Count);
        workspace.Clock = clock;
        var ids = new int[16];
        workspace.LossAndGradient(ids, ids, 1, 16);
        var all = Enumerable.Range(0, steps.Count).ToList();
        Assert.Equal(9 + 17, all.Count(step => clock.Runs(step) == 2)); // two layers, forth and back
        Assert.Equal(steps.Count - 9 - 17, all.Count(step => clock.Runs(step) == 1));
        Assert.All(all, step => Assert.InRange(clock.FastestSeconds(step), 0, clock.Seconds(step)));

        Assert.Equal(0, Allocations.Least(() => workspace.LossAndGradient(ids, ids, 1, 16)));
        clock.Clear();
        Assert.Equal(0, clock.Runs(0));
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
