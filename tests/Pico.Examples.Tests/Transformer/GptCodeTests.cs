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

    /// <summary>What the plan moves and computes, at some sizes: a value that is stored once more shows here, on any machine.</summary>
    [Theory]
    [InlineData("Loss", 250_828, 1_032_544)]
    [InlineData("LossAndGradient", 870_156, 3_148_296)]
    public void The_plan_moves_and_computes_no_more_than_it_did(string entry, long bytes, long operations)
    {
        IModel gpt = New();
        var steps = gpt.Description.EntryPoints.Single(candidate => candidate.Name == entry).Steps;
        var sizes = new Dictionary<string, long>(gpt.Sizes) { ["batch"] = 2, ["time"] = 16 };
        Assert.Equal((bytes, operations), (steps.Sum(step => step.BytesMoved(sizes)), steps.Sum(step => step.FloatingPointOperations(sizes))));
    }

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
