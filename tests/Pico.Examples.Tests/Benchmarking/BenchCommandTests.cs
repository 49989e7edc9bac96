using System.Globalization;
using System.Text.RegularExpressions;
using Pico.Examples.Benchmarking;
using Pico.Examples.Tests.Commands;
using Pico.Memory;
using Pico.Threading;

namespace Pico.Examples.Tests.Benchmarking;

/// <summary>What scripts read from <c>pico bench</c>. No test depends on a speed.</summary>
[Collection(nameof(AloneCollection))]
public sealed class BenchCommandTests
{
    [Fact]
    public async Task Models_prints_one_line_a_model()
    {
        var run = await CommandRun.Of("bench", "models", "tiny", "mlp", "--threads", "1");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(["tiny", "mlp"], run.Lines.Where(line => line.Length > 0).Select(line =>
        {
            var match = Regex.Match(line, @"^bench: model=(\S+) threads=1 step_ms=(\d+\.\d+) gflops=(\d+\.\d+) peak_fraction=(\d\.\d+)$");
            Assert.True(match.Success, line);
            Assert.All([2, 3, 4], field => Assert.True(double.Parse(match.Groups[field].Value, CultureInfo.InvariantCulture) > 0, line));
            return match.Groups[1].Value;
        }));
    }

    [Fact]
    public async Task A_model_that_is_not_there_is_said_in_one_line()
    {
        var run = await CommandRun.Of("bench", "models", "resnet");
        Assert.Equal((1, "", "pico: unknown model 'resnet'; known: tiny, mlp, cnn, gpt-small, gpt-large\n"), (run.Code, run.Output, run.Error));
    }

    [Fact]
    public async Task Steps_shows_every_step_and_the_optimizer()
    {
        var run = await CommandRun.Of("bench", "steps", "mlp", "--threads", "1");
        Assert.Equal((0, ""), (run.Code, run.Error));
        var steps = BenchmarkModels.Find("mlp").Create().Entry.Steps;
        Assert.All(steps, step => Assert.Contains(run.Lines, line => line.TrimEnd().EndsWith(step.Text, StringComparison.Ordinal)));
        Assert.Contains(run.Lines, line => line.TrimEnd().EndsWith("AdamW", StringComparison.Ordinal));
    }

    /// <summary>A step that is measured is a step of training: the loss falls, and after the first nothing is allocated.</summary>
    [Theory]
    [InlineData("tiny")]
    [InlineData("mlp")]
    [InlineData("gpt-small")]
    public void A_step_learns_and_allocates_nothing(string name)
    {
        using var pool = new WorkerPool(2);
        var step = BenchmarkModels.Find(name).Create();
        step.Pool = pool;
        var first = step.Run();
        step.Run();
        var buffers = AlignedBuffer.Allocations;
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var last = first;
        for (var i = 0; i < 10; i++) last = step.Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - bytes);
        Assert.Equal(buffers, AlignedBuffer.Allocations);
        Assert.True(last < first, $"the loss went from {first} to {last}");
    }

    /// <summary>The probe counts what it does: the product of all lanes, chains, rounds and chunks over a time that cannot be shorter than the processor's.</summary>
    [Fact]
    public void The_probe_lies_between_one_and_a_thousand_gigaflops_a_thread()
    {
        using var pool = new WorkerPool(1);
        Assert.InRange(FmaProbe.Gigaflops(pool), 1, 1000);
    }
}
