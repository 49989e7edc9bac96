using Pico.Examples.Tests.Commands;
using Pico.Examples.Transformer;

namespace Pico.Examples.Tests.Transformer;

/// <summary>The schedules that <c>pico train gpt</c> offers.</summary>
public class GptScheduleTests
{
    // Rate 0.01, floor 0.001, 10 of 50 steps to the peak; expected values by the definitions, at steps 0, 4, 10, 30, 47 and 49.
    [Theory]
    [InlineData("constant", 0.01 / 11, 0.05 / 11, 0.01, 0.01, 0.01, 0.01)]
    [InlineData("linear", 0.01 / 11, 0.05 / 11, 0.01, 0.0055, 0.001675, 0.001225)]
    [InlineData("cosine", 0.01 / 11, 0.05 / 11, 0.01, 0.0055, 0.00112434, 0.00101387)]
    [InlineData("wsd", 0.01 / 11, 0.05 / 11, 0.01, 0.01, 0.0064, 0.0028)]
    [InlineData("one-cycle", 0.0004, 0.00436649, 0.00998459, 0.00460773, 0.0000615981, 0.00000004)]
    public void The_rate_goes_as_its_name_says(string name, params double[] expected)
    {
        var settings = new GptSettings { Schedule = name, LearningRate = 0.01, FinalLearningRate = 0.001, WarmupSteps = 10, Steps = 50 };
        var schedule = GptSchedules.Create(settings);
        foreach (var (step, rate) in new[] { 0, 4, 10, 30, 47, 49 }.Zip(expected))
        {
            Assert.Equal(rate, schedule.At(step), 1e-7);
        }
    }

    [Theory]
    [InlineData("constant", 2_000, 100)]
    [InlineData("cosine", 50, 5)]
    [InlineData("one-cycle", 50, 15)]
    public void A_warmup_that_nobody_asked_for_follows_from_the_run(string name, int steps, int expected) => Assert.Equal(expected, GptSchedules.Warmup(name, steps, recipe: 100));

    [Fact]
    public async Task A_run_follows_its_schedule_and_goes_on_with_it()
    {
        using var folder = new RunFolder();
        var run = await Succeed(folder.Train("run", "--steps", "10", "--schedule", "constant", "--warmup", "3", "--lr", "0.02", "--eval-interval", "1"));
        Assert.Contains("lr=5.0e-3", run.Lines[1]);  // 1 of 4
        Assert.Contains("lr=2.0e-2", run.Lines[10]);
        await Succeed(folder.Train("whole", "--steps", "12", "--schedule", "constant", "--warmup", "3", "--lr", "0.02", "--eval-interval", "1"));
        await Succeed("train", "--resume", "--out", folder.PathOf("run"), "--steps", "12", "--schedule", "constant", "--threads", "1");
        Assert.Equal(folder.Checkpoints("whole"), folder.Checkpoints("run"));
        await Refused($"--schedule linear differs from the constant of the run in {folder.PathOf("run")}; leave it out to go on, or train without --resume", "train", "--resume", "--out", folder.PathOf("run"), "--schedule", "linear");
        await Refused($"--lr 0.5 differs from the 0.02 of the run in {folder.PathOf("run")}; leave it out to go on, or train without --resume", "train", "--resume", "--out", folder.PathOf("run"), "--lr", "0.5");
    }

    [Fact]
    public async Task The_best_of_a_cycle_is_what_was_asked_for()
    {
        using var folder = new RunFolder();
        var run = await Succeed(folder.Train("run", "--steps", "20", "--schedule", "one-cycle", "--lr", "0.04", "--eval-interval", "1"));
        Assert.Contains("lr=4.0e-2", run.Lines[6]);  // three tenths
        Assert.Contains("lr=1.6e-7", run.Lines[20]); // 0.04 / 25 / 10,000
    }

    [Theory]
    [InlineData("--schedule: there is no schedule 'step'; choose from constant, linear, cosine, wsd, one-cycle", "--schedule", "step")]
    [InlineData("--warmup 30 does not fit in a run of 20 steps; choose fewer, or more --steps", "--warmup", "30", "--steps", "20")]
    [InlineData("--lr 0 learns nothing; choose a rate above 0", "--lr", "0")]
    [InlineData("--schedule one-cycle needs two steps or more; ask for more with --steps", "--schedule", "one-cycle", "--steps", "1")]
    public async Task What_makes_no_schedule_is_one_line(string line, params string[] arguments) => await Refused(line, ["train", "gpt", .. arguments]);

    [Theory]
    [InlineData("--lr -0.1: expected a number from 0 to 1", "--lr", "-0.1")]
    [InlineData("--lr NaN: expected a number from 0 to 1", "--lr", "NaN")]
    [InlineData("--lr fast: expected a number from 0 to 1", "--lr", "fast")]
    [InlineData("--warmup -1: expected a whole number, from 0 to 1000000000", "--warmup", "-1")]
    public async Task What_is_no_number_in_its_bounds_is_one_line(string line, params string[] arguments)
    {
        var run = await CommandRun.Of(["train", "gpt", .. arguments]);
        Assert.NotEqual(0, run.Code);
        Assert.Equal(("", $"pico: {line}; see 'pico train gpt --help'\n"), (run.Output, run.Error));
    }

    private static async Task<CommandRun> Succeed(params string[] arguments)
    {
        var run = await CommandRun.Of(arguments);
        Assert.Equal((0, ""), (run.Code, run.Error));
        return run;
    }

    private static async Task Refused(string line, params string[] arguments)
    {
        var run = await CommandRun.Of(arguments);
        Assert.Equal((1, "", $"pico: {line}\n"), (run.Code, run.Output, run.Error));
    }
}
