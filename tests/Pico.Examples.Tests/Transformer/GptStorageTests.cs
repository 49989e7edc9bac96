using System.Globalization;
using System.Text.RegularExpressions;
using Pico.Examples.Tests.Commands;
using Pico.Examples.Transformer;
using Pico.Models;
using Pico.Training;

namespace Pico.Examples.Tests.Transformer;

/// <summary>The GPT in bfloat16: it learns as well, in half the memory, and decodes as before.</summary>
public sealed partial class GptStorageTests
{
    private const int Vocabulary = 11, Context = 37;

    [Fact]
    public async Task The_loss_after_training_is_that_of_float32_to_one_percent()
    {
        using var folder = new RunFolder();
        var single = await Final(folder, "float32");
        var narrow = await Final(folder, "bfloat16");
        Assert.NotEqual(single, narrow);
        Assert.InRange(narrow.Train, 0.99 * single.Train, 1.01 * single.Train);
        Assert.InRange(narrow.Validation, 0.99 * single.Validation, 1.01 * single.Validation);
        Assert.InRange(single.Validation, 0.1, 2.3); // chance is ln 12 = 2.48
    }

    [Fact]
    public async Task Neither_threads_nor_a_resume_change_a_byte_and_the_storage_stays_with_the_run()
    {
        using var folder = new RunFolder();
        await Succeed(folder.Train("one", "--steps", "8", "--eval-interval", "4", "--storage", "bfloat16"));
        await Succeed(folder.Train(threads: 2, "two", "--steps", "8", "--eval-interval", "4", "--storage", "bfloat16"));
        Assert.Equal(folder.Checkpoints("one"), folder.Checkpoints("two"));

        using var output = new InterruptingWriter("step 4/8 ") { NewLine = "\n" };
        var options = new GptOptions(folder.PathOf("halves"), 1)
        {
            Data = folder.PathOf("text.txt"),
            Depth = 1,
            Heads = 2,
            Width = 16,
            Context = 16,
            Batch = 4,
            Steps = 8,
            ValidationInterval = 4,
            Storage = GptSettings.BFloat16,
        };
        Assert.Throws<OperationCanceledException>(() => new GptRun(options, output, TimeProvider.System).Execute(output.Cancellation));
        await Succeed("train", "--resume", "--out", folder.PathOf("halves"));
        Assert.Equal(folder.Checkpoints("one"), folder.Checkpoints("halves"));
        await Succeed("sample", "--model", folder.PathOf("halves"), "--tokens", "5");
        var refused = await CommandRun.Of("train", "--resume", "--out", folder.PathOf("halves"), "--storage", "float32", "--steps", "9");
        Assert.Equal($"pico: --storage float32 differs from the bfloat16 of the run in {folder.PathOf("halves")}; leave it out to go on, or train without --resume\n", refused.Error);
        var unknown = await CommandRun.Of(folder.Train("unknown", "--storage", "float16"));
        Assert.Equal((1, "pico: preset small: storage is 'float16'; it must be float32 or bfloat16\n"), (unknown.Code, unknown.Error));
    }

    [Theory]
    [InlineData(1, new[] { 1, 1, 1, 1, 1, 1, 1 })]
    [InlineData(2, new[] { 5, 1, 3, 1, 27 })]
    public void Prefill_and_steps_equal_the_whole(int batch, int[] pieces)
    {
        var gpt = new GptBFloat16(Vocabulary, Context, width: 24, heads: 3, depth: 2) { Seed = 3 };
        var time = pieces.Sum();
        int[] ids = [.. Enumerable.Range(0, batch * time).Select(i => (i * 7 + (i * i / 5)) % Vocabulary)];
        var whole = gpt.Logits(ids, batch, time).ToArray();
        using var workspace = gpt.CreateWorkspace();
        var past = 0;
        foreach (var piece in pieces)
        {
            int[] part = [.. Enumerable.Range(0, batch).SelectMany(b => ids.AsSpan((b * time) + past, piece).ToArray())];
            var logits = (past == 0 ? workspace.LogitsPrefill(part, batch, piece) : workspace.LogitsStep(part, batch, piece)).ToArray();
            Assert.Equal(Enumerable.Range(0, batch).SelectMany(b => whole.AsSpan(((b * time) + past) * Vocabulary, piece * Vocabulary).ToArray()), logits);
            past += piece;
        }
    }

    [Fact]
    public void Activations_and_weights_take_half_the_memory_and_a_step_allocates_nothing()
    {
        var single = new Gpt(Vocabulary, Context, width: 48, heads: 3, depth: 3) { Seed = 3 };
        var narrow = new GptBFloat16(Vocabulary, Context, width: 48, heads: 3, depth: 3) { Seed = 3 };
        var ids = new int[4 * Context];
        single.LossAndGradient(ids, ids, 4, Context);
        narrow.LossAndGradient(ids, ids, 4, Context);
        Assert.InRange(narrow.DefaultWorkspace.ActivationBytes / (double)single.DefaultWorkspace.ActivationBytes, 0.45, 0.6);
        Assert.Equal(Storage.BFloat16, ((IModel)narrow).Description.Storage);
        Assert.Equal(Storage.Float32, ((IModel)single).Description.Storage);

        var optimizer = new AdamW(narrow.Parameters);
        Assert.Equal(0, Allocations.Least(() =>
        {
            narrow.ClearGradients();
            narrow.LossAndGradient(ids, ids, 4, Context);
            optimizer.Step(narrow.Parameters, narrow.Gradients);
        }));
    }

    private static async Task<(double Train, double Validation)> Final(RunFolder folder, string storage)
    {
        var run = await Succeed(folder.Train(storage, "--steps", "300", "--storage", storage));
        var final = FinalLine().Match(run.Lines[^1]);
        Assert.True(final.Success, run.Lines[^1]);
        return (double.Parse(final.Groups[1].Value, CultureInfo.InvariantCulture), double.Parse(final.Groups[2].Value, CultureInfo.InvariantCulture));
    }

    private static async Task<CommandRun> Succeed(params string[] arguments)
    {
        var run = await CommandRun.Of(arguments);
        Assert.Equal((0, ""), (run.Code, run.Error));
        return run;
    }

    [GeneratedRegex(@"^final: step=\d+ train_loss=(\d+\.\d{4}) val_loss=(\d+\.\d{4}) ")]
    private static partial Regex FinalLine();
}
