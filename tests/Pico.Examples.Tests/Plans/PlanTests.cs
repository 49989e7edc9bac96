using Pico.Examples.Transformer;
using Pico.Models;

namespace Pico.Examples.Tests.Plans;

/// <summary>
/// A gate that is no timer: a lost fusion is one step more, a value that is stored once more shows in the bytes, one that is computed once
/// more in the operations, one that lives longer in the peak. Fewer is better: then lower the number here.
/// </summary>
public sealed class PlanTests
{
    private const string TrainingSteps = "10 RowLoop, 3 ColumnLoop, 21 Product, 1 ScatterAdd, 1 Attention, 1 AttentionBackward";
    private const string LeanSteps = "12 RowLoop, 3 ColumnLoop, 26 Product, 1 ScatterAdd, 2 Attention, 1 AttentionBackward";

    [Theory]
    [InlineData("Logits", 128, "2 Product", 944_680, 26_068_224, 70_656)]
    [InlineData("Loss", 128, "3 RowLoop, 2 Product", 951_860, 26_075_264, 70_656)]
    [InlineData("LossAndGradient", 128, "3 RowLoop, 1 ColumnLoop, 5 Product", 2_176_604, 52_588_938, 201_792)]
    public void Of_the_digits_784_128_10(string entry, int batch, string steps, long bytes, long operations, long peak) =>
        Assert.Equal(new PlanCounts(steps, bytes, operations, peak), PlanCounts.Of(new SmallDigits(), entry, batch));

    [Theory]
    [InlineData("Prediction", 64, "3 Product", 18_500, 43_072, 8_192)]
    [InlineData("LossAndGradient", 64, "2 RowLoop, 1 ColumnLoop, 8 Product", 68_044, 125_714, 12_608)]
    public void Of_a_net_2_16_16_1(string entry, int batch, string steps, long bytes, long operations, long peak) =>
        Assert.Equal(new PlanCounts(steps, bytes, operations, peak), PlanCounts.Of(new TinyNet(), entry, batch));

    [Theory]
    [InlineData("Logits", "4 RowLoop, 7 Product, 1 Attention", 247_488, 1_012_256, 24_576)]
    [InlineData("LogitsStep", "4 RowLoop, 7 Product, 3 Copy, 1 Attention", 275_136, 1_012_256, 24_576)]
    [InlineData("Loss", "7 RowLoop, 7 Product, 1 Attention", 250_828, 1_014_112, 24_576)]
    [InlineData("LossAndGradient", TrainingSteps, 910_476, 3_095_304, 134_464)]
    public void Of_the_smallest_gpt(string entry, string steps, long bytes, long operations, long peak) =>
        Assert.Equal(new PlanCounts(steps, bytes, operations, peak), PlanCounts.Of(new Gpt(11, 16, 24, 3, 2), entry, 2, 16));

    [Theory]
    [InlineData(4, 4, 128, 64, 16, TrainingSteps, 221_746_188, 5_181_970_304, 37_912_640)]
    [InlineData(6, 6, 384, 256, 8, TrainingSteps, 2_002_578_444, 139_781_099_904, 327_745_600)]
    public void Of_a_training_step_of_the_gpt(
        int depth, int heads, int width, int context, int batch, string steps, long bytes, long operations, long peak) => Assert.Equal(
        new PlanCounts(steps, bytes, operations, peak),
        PlanCounts.Of(new Gpt(65, context, width, heads, depth), "LossAndGradient", batch, context));

    /// <summary>The same with blocks that are computed again: a quarter to a third of the temporaries, a quarter more of the operations.</summary>
    [Theory]
    [InlineData(4, 4, 128, 64, 16, LeanSteps, 270_005_260, 6_340_163_456, 13_672_512)]
    [InlineData(6, 6, 384, 256, 8, LeanSteps, 2_446_236_684, 171_343_884_672, 88_178_752)]
    public void Of_a_training_step_that_computes_blocks_again(
        int depth, int heads, int width, int context, int batch, string steps, long bytes, long operations, long peak) => Assert.Equal(
        new PlanCounts(steps, bytes, operations, peak),
        PlanCounts.Of(new LeanTransformer(65, context, width, heads, depth), "LossAndGradient", batch, context));

    [Fact]
    public void A_step_that_has_not_run_has_no_memory_to_tell_of()
    {
        IModel model = new TinyNet();
        using var workspace = model.CreateWorkspace();
        var error = Assert.Throws<InvalidOperationException>(() => workspace.MemoryOfStep("LossAndGradient"));
        Assert.Equal("LossAndGradient has not run in this workspace.", error.Message);
    }

    [Fact]
    public void The_memory_of_a_step_is_the_sum_of_what_it_holds()
    {
        var model = new TinyNet();
        using var workspace = model.CreateWorkspace();
        var optimizer = new Pico.Training.AdamW(model.Parameters);
        workspace.LossAndGradient(new float[128], new float[64], 64);
        var memory = workspace.MemoryOfStep("LossAndGradient", optimizer.StateBytes);

        // Six parameters from 64-byte borders: 2·16, 16, 16·16, 16, 16 and 1 that takes a whole line.
        const int Floats = 32 + 16 + 256 + 16 + 16 + 16;
        Assert.Equal((4L * (Floats + 16), 4L * Floats), (memory.Parameters, memory.Gradients)); // and the smallest frozen segment
        Assert.Equal(2 * 4L * model.Parameters.Length, memory.Optimizer);
        Assert.Equal(workspace.MemoryOf("LossAndGradient").Bytes, memory.Temporaries);
        Assert.Equal(memory.Parameters + memory.Gradients + memory.Optimizer + memory.Temporaries + memory.Scratch, memory.Total);
    }
}
