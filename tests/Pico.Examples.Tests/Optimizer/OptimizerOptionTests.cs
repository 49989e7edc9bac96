using Pico.Examples.Digits;
using Pico.Examples.Optimizer;
using Pico.Examples.Tests.Commands;
using Pico.Examples.Tests.Transformer;
using Pico.Examples.Transformer;

namespace Pico.Examples.Tests.Optimizer;

/// <summary><c>--optimizer</c> of <c>pico train</c>.</summary>
public class OptimizerOptionTests
{
    public static TheoryData<string> ForBatches => [.. OptimizerChoices.All.Where(choice => !choice.WantsWholeSet).Select(choice => choice.Name)];

    [Theory]
    [MemberData(nameof(ForBatches))]
    public void A_network_learns_with_each(string name)
    {
        var choice = OptimizerChoices.ForBatches("--optimizer", name);
        var model = new DigitsModel { Seed = 1 };
        var learner = new DigitsLearner(model, choice.Create(model.Parameters, choice.LearningRate, 0.01));
        var images = DrawnDigits.Draw(seed: 1, 0, 64);
        var (x, targets) = (new float[64 * LabelledImages.Pixels], new int[64]);
        images.CopyBatch([.. Enumerable.Range(0, 64)], x, targets);
        var first = learner.Learn(x, targets, 64, (float)choice.LearningRate);
        for (var i = 0; i < 60; i++) learner.Learn(x, targets, 64, (float)choice.LearningRate);
        Assert.InRange(model.Loss(x, targets, 64), 0, first * 0.6);
    }

    [Theory]
    [InlineData("train digits --optimizer adm", "pico: --optimizer adm is unknown; choose from ")]
    [InlineData("train gpt --optimizer lbfgs", "pico: --optimizer lbfgs wants a whole data set at each step, and this trains on batches; choose from ")]
    public async Task What_does_not_exist_is_told(string arguments, string line)
    {
        var run = await CommandRun.Of(arguments.Split(' '));
        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Equal($"{line}{string.Join(", ", OptimizerChoices.All.Where(choice => !choice.WantsWholeSet).Select(choice => choice.Name))}\n", run.Error);
    }

    [Theory]
    [InlineData("muon")]
    [InlineData("adafactor")]
    [InlineData("momentum")]
    public async Task A_gpt_goes_on_with_its_optimizer_alone_bit_by_bit(string name)
    {
        using var folder = new RunFolder();
        var whole = await CommandRun.Of(folder.Train("whole", "--steps", "20", "--eval-interval", "10", "--optimizer", name));
        Assert.Equal((0, ""), (whole.Code, whole.Error));
        using var output = new InterruptingWriter("step 10/20 ") { NewLine = "\n" };
        var options = new GptOptions(folder.PathOf("halves"), 1)
        {
            Data = folder.PathOf("text.txt"),
            Depth = 1,
            Heads = 2,
            Width = 16,
            Context = 16,
            Batch = 4,
            Steps = 20,
            ValidationInterval = 10,
            Optimizer = name,
        };
        Assert.Throws<OperationCanceledException>(() => new GptRun(options, output, TimeProvider.System).Execute(output.Cancellation));
        var wrong = await CommandRun.Of("train", "--resume", "--out", folder.PathOf("halves"), "--optimizer", "lion");
        Assert.StartsWith($"pico: --optimizer lion differs from the {name} of the run", wrong.Error, StringComparison.Ordinal);
        var resumed = await CommandRun.Of("train", "--resume", "--out", folder.PathOf("halves"), "--threads", "2");
        Assert.Equal((0, ""), (resumed.Code, resumed.Error));
        Assert.Equal(folder.Checkpoints("whole"), folder.Checkpoints("halves"));
    }
}
