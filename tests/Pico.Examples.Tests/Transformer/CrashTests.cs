using System.Globalization;
using System.Text.RegularExpressions;
using Pico.Checkpoints;
using Pico.Examples.Tests.Commands;
using Pico.Examples.Transformer;

namespace Pico.Examples.Tests.Transformer;

/// <summary>Training as a process of its own that is interrupted, or killed without warning.</summary>
public partial class CrashTests
{
    [SkippableFact]
    public async Task Ctrl_C_saves_before_leaving_and_the_run_goes_on()
    {
        Skip.If(OperatingSystem.IsWindows(), "signals are sent with kill");
        using var folder = new RunFolder();
        int stopped;
        using (var pico = new PicoProcess(folder.Train("run", "--steps", "1000000", "--eval-interval", "50")))
        {
            Assert.StartsWith("gpt:", pico.ReadLine());
            while (pico.ReadLine()?.StartsWith("step 50/", StringComparison.Ordinal) == false)
            {
                // A slow machine reports some steps before.
            }

            pico.Interrupt();
            var (code, output, error) = pico.WaitForExit();
            Assert.Equal((130, "pico: interrupted\n"), (code, error));
            stopped = int.Parse(SavedLine().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
        }

        // That it goes on with the same bits is shown where the step of the interruption can be chosen: GptRunTests.
        await CommandRun.Of("train", "--resume", "--out", folder.PathOf("run"), "--threads", "1", "--steps", $"{stopped + 3}");
        using var reader = SafetensorsReader.Open(folder.PathOf("run/training.safetensors"));
        Assert.Equal($"{stopped + 3}", reader.Metadata["training.step"]);
    }

    [Fact]
    public void Killed_at_any_moment_the_last_checkpoint_is_whole() => Kill(times: 4);

    /// <summary>The same for fifty times, when the environment variable <c>PICO_LONG_TESTS</c> is 1.</summary>
    [SkippableFact]
    [Trait("Duration", "Long")]
    public void Killed_fifty_times_the_last_checkpoint_is_whole()
    {
        Skip.If(Environment.GetEnvironmentVariable("PICO_LONG_TESTS") is not { } wanted || wanted == "0", "set PICO_LONG_TESTS=1 to run this");
        Kill(times: 50);
    }

    // A checkpoint after every step, so that most of the time goes into writing them.
    private static void Kill(int times)
    {
        using var folder = new RunFolder();
        var files = new GptFolder(folder.PathOf("run"));
        var random = new Random(8);
        var lastStep = 0L;
        string[] begin = folder.Train("run", "--steps", "1000000", "--eval-interval", "1");
        for (var round = 0; round < times; round++)
        {
            using (var pico = new PicoProcess(round == 0 ? begin : ["train", "--resume", "--out", folder.PathOf("run"), "--threads", "1"]))
            {
                // A second step begins when the checkpoint of the first is written. From there on they are written all the time.
                var steps = new HashSet<string>();
                while (steps.Count < 2)
                {
                    var line = pico.ReadLine() ?? throw new InvalidOperationException("the run ended: " + pico.WaitForExit().Error);
                    if (line.StartsWith("step ", StringComparison.Ordinal)) steps.Add(line.Split(' ')[1]);
                }

                Thread.Sleep(random.Next(120));
                pico.Kill();
            }

            foreach (var file in (string[])[files.Model, files.Training])
            {
                GptFolder.Describe(file); // throws if it is broken
                ReadAll(file);
            }

            using var reader = SafetensorsReader.Open(files.Training);
            var step = long.Parse(reader.Metadata["training.step"], CultureInfo.InvariantCulture);
            Assert.True(step >= lastStep, $"round {round}: the run was at step {lastStep} and fell back to {step}");
            lastStep = step;
        }

        Assert.True(lastStep > times, $"only {lastStep} steps were made");
        RequireSameAsNeverKilled(folder, lastStep);
    }

    /// <summary>A run that nothing has stopped holds the same bytes at the same step.</summary>
    private static void RequireSameAsNeverKilled(RunFolder folder, long step)
    {
        var killed = File.ReadAllBytes(folder.PathOf("run/training.safetensors"));
        using var output = new InterruptingWriter($"step {step}/");
        var options = new GptOptions(folder.PathOf("whole"), 2)
        {
            Data = folder.PathOf("text.txt"),
            Depth = 1,
            Heads = 2,
            Width = 16,
            Context = 16,
            Batch = 4,
            Steps = 1_000_000,
            ValidationInterval = 1,
        };
        Assert.Throws<OperationCanceledException>(() => new GptRun(options, output, TimeProvider.System).Execute(output.Cancellation));
        Assert.Equal(killed, File.ReadAllBytes(folder.PathOf("whole/training.safetensors")));
    }

    private static void ReadAll(string file)
    {
        using var reader = SafetensorsReader.Open(file);
        foreach (var entry in reader.Entries.Where(entry => entry.Type == SafetensorsType.F32))
        {
            var values = new float[entry.Count];
            reader.Read(entry, values);
            Assert.All(values, value => Assert.True(float.IsFinite(value)));
        }
    }

    [GeneratedRegex(@"^saved step (\d+) to .*; go on with --resume$", RegexOptions.Multiline)]
    private static partial Regex SavedLine();
}
