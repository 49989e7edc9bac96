using System.Globalization;
using System.Text.RegularExpressions;
using Pico.Checkpoints;
using Pico.Examples.Commands;
using Pico.Examples.Tests.Commands;
using Pico.Examples.Transformer;

namespace Pico.Examples.Tests.Transformer;

/// <summary><c>pico train gpt</c> and <c>pico sample</c> as a user meets them.</summary>
public partial class GptRunTests
{
    [Fact]
    public async Task Training_learns_saves_and_samples()
    {
        using var folder = new RunFolder();
        var run = await CommandRun.Of(folder.Train("run", "--steps", "200"));
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Matches(@"^gpt: [\d,]+ parameters, 4,500 training and 500 validation characters, 12 different \(.*text\.txt\), 1 thread$", run.Lines[0]);
        Assert.Matches(@"^step 10/200 loss=\d\.\d{4} val_loss=\d\.\d{4} lr=\S+ grad_norm=\d+\.\d\d tokens_per_s=\d+ left=\d+:\d\d$", run.Lines[1]);
        var final = FinalLine().Match(run.Lines[^1]);
        Assert.True(final.Success, run.Lines[^1]);
        Assert.Equal("200", final.Groups[1].Value);
        Assert.InRange(double.Parse(final.Groups[3].Value, CultureInfo.InvariantCulture), 0.1, 2.3); // chance is ln 12 = 2.48
        Assert.Equal(
            ["config.json", "loss.svg", "model.safetensors", "training.safetensors", "vocabulary.json"],
            Directory.GetFiles(folder.PathOf("run")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        var sample = await CommandRun.Of("sample", "--model", folder.PathOf("run"), "--prompt", "alpha ", "--tokens", "50", "--top-k", "5", "--top-p", "0.9");
        Assert.Equal((0, ""), (sample.Code, sample.Error));
        Assert.StartsWith("alpha ", sample.Output);
        Assert.Equal("alpha ".Length + 50 + 1, sample.Output.Length);
        var again = await CommandRun.Of("sample", "--model", folder.PathOf("run"), "--prompt", "alpha ", "--tokens", "50", "--top-k", "5", "--top-p", "0.9");
        Assert.Equal(sample.Output, again.Output);
        var other = await CommandRun.Of("sample", "--model", folder.PathOf("run"), "--prompt", "alpha ", "--tokens", "50", "--seed", "7");
        Assert.NotEqual(sample.Output, other.Output);
        var greedy = await CommandRun.Of("sample", "--model", folder.PathOf("run"), "--tokens", "20", "--temperature", "0");
        Assert.Equal((0, 21), (greedy.Code, greedy.Output.Length));
    }

    [Fact]
    public async Task Neither_threads_nor_where_a_run_was_stopped_change_a_byte()
    {
        using var folder = new RunFolder();
        await Succeed(folder.Train("whole", "--steps", "20", "--eval-interval", "10"));
        await Succeed(folder.Train(threads: 2, "threads", "--steps", "20", "--eval-interval", "10"));
        Assert.Equal(folder.Checkpoints("whole"), folder.Checkpoints("threads"));

        using var output = new InterruptingWriter("step 10/20 ") { NewLine = "\n" };
        var options = new GptOptions(folder.PathOf("halves"), 1) { Data = folder.PathOf("text.txt"), Depth = 1, Heads = 2, Width = 16, Context = 16, Batch = 4, Steps = 20, ValidationInterval = 10 };
        Assert.Throws<OperationCanceledException>(() => new GptRun(options, output, TimeProvider.System).Execute(output.Cancellation));
        Assert.EndsWith($"saved step 10 to {folder.PathOf("halves")}; go on with --resume\n", output.ToString());
        var resumed = await Succeed("train", "--resume", "--out", folder.PathOf("halves"), "--threads", "2");
        Assert.Equal("resumed at step 10", resumed.Lines[1]);
        Assert.Equal(folder.Checkpoints("whole"), folder.Checkpoints("halves"));
    }

    [Fact]
    public async Task A_run_that_is_done_can_be_made_longer()
    {
        using var folder = new RunFolder();
        await Succeed(folder.Train("run", "--steps", "5"));
        var done = await CommandRun.Of("train", "--resume", "--out", folder.PathOf("run"));
        Assert.Equal((1, $"pico: --resume: the run in {folder.PathOf("run")} has made all its 5 steps; ask for more with --steps\n"), (done.Code, done.Error));
        var longer = await Succeed("train", "--resume", "--out", folder.PathOf("run"), "--steps", "8");
        Assert.StartsWith("final: step=8 ", longer.Lines[^1]);
    }

    [Fact]
    public async Task What_does_not_go_with_the_run_is_refused()
    {
        using var folder = new RunFolder();
        await Succeed(folder.Train("run", "--steps", "4"));
        var run = folder.PathOf("run");
        await Refused($"--batch 5 differs from the 4 of the run in {run}; leave it out to go on, or train without --resume", "train", "--resume", "--out", run, "--batch", "5");
        await Refused($"--preset nano differs from the small of the run in {run}; leave it out to go on, or train without --resume", "train", "--resume", "--out", run, "--preset", "nano");
        await Refused($"--resume: there is no {folder.PathOf("no/training.safetensors")}; train without --resume first, or name the folder of a run with --out", "train", "--resume", "--out", folder.PathOf("no"));
        File.AppendAllText(folder.PathOf("text.txt"), "!");
        await Refused(
            $"--resume: the run in {run} was trained on another text than {folder.PathOf("text.txt")} holds now; name that text with --data, or train without --resume",
            "train", "--resume", "--out", run, "--steps", "9");
        File.Delete(folder.PathOf("text.txt"));
        await Refused(
            $"--data {folder.PathOf("text.txt")} does not exist; name a text file, or leave --data out to train on PicoLib's own source",
            "train", "--resume", "--out", run, "--steps", "9");
    }

    [Fact]
    public async Task Bad_options_are_one_line()
    {
        using var folder = new RunFolder();
        await Refused("preset small: a width of 128 does not divide into 3 heads; choose a multiple of 3, such as 129", "train", "--heads", "3");
        await Refused("preset small: a batch of 65536 windows of 1048576 characters is too large; choose at most 16777216 characters together", "train", "--batch", "65536", "--context", "1048576");
        await Refused("unknown preset 'huge'; known: nano, small, baby", "train", "--preset", "huge");
        await Refused(
            "a model of width 16384 and depth 8 has 25,770,262,528 numbers or more, above the 2,147,483,647 that fit; choose a smaller one",
            "train", "--data", folder.Text(), "--width", "16384", "--heads", "2", "--depth", "8", "--context", "16");
        await Refused(
            "a batch of 65536 windows of 256 characters needs more than 16 GB in a model of width 64 and depth 2; choose a smaller batch or context",
            "train", "--data", folder.Text(), "--width", "64", "--heads", "2", "--depth", "2", "--batch", "65536", "--context", "256");
        await Refused("--data is empty; name a text file, or leave --data out to train on PicoLib's own source", "train", "--data", "");
        await Refused("--out is empty; name a folder, or leave it out", "train", "--out", "", "--steps", "1");
        await Refused("--model is empty; name a folder that 'pico train gpt' wrote, or leave it out", "sample", "--model", "");
        File.WriteAllText(folder.PathOf("short"), "too short");
        await Refused(
            $"--data {folder.PathOf("short")} is too short: it has 9 characters, and a context of 64 needs 650; use a longer text or a smaller context",
            "train", "--data", folder.PathOf("short"), "--out", folder.PathOf("run"));
        File.WriteAllText(folder.PathOf("file"), "");
        var unwritable = await CommandRun.Of(folder.Train("file/run", "--steps", "4"));
        Assert.Equal(1, unwritable.Code);
        Assert.Matches($@"^pico: --out {folder.PathOf("file/run")} cannot be written: [^\n]+; name another folder\n$", unwritable.Error);
    }

    [Fact]
    public async Task Prompts_are_held_against_vocabulary_and_context()
    {
        using var folder = new RunFolder();
        await Succeed(folder.Train("run", "--steps", "2"));
        var run = folder.PathOf("run");
        var unknown = await CommandRun.Of("sample", "--model", run, "--prompt", "alpha 7");
        Assert.Equal((1, "", "pico: --prompt holds '7' (U+0037), which the model never saw in training; use its 12 characters:  abdeghlmpt\n"), (unknown.Code, unknown.Output, unknown.Error));
        await Refused("--prompt is empty; give at least one character, or leave it out", "sample", "--model", run, "--prompt", "");
        var prompt = string.Concat(Enumerable.Repeat("alpha ", 10));
        var longer = await CommandRun.Of("sample", "--model", run, "--prompt", prompt, "--tokens", "3");
        Assert.Equal((0, "pico: note: the prompt has 60 characters, of which the model sees the last 16\n"), (longer.Code, longer.Error));
        Assert.StartsWith(prompt, longer.Output);
        await Refused($"--model {folder.Path} holds no model.safetensors; train one with 'pico train gpt --out {folder.Path}'", "sample", "--model", folder.Path);
    }

    /// <summary>Files that claim what they do not hold.</summary>
    [Fact]
    public async Task Hostile_checkpoints_are_one_line()
    {
        using var folder = new RunFolder();
        await Succeed(folder.Train("run", "--steps", "2"));
        var run = folder.PathOf("run");
        var whole = File.ReadAllBytes(folder.PathOf("run/model.safetensors"));
        var file = folder.PathOf("run/model.safetensors");
        foreach (var length in new[] { 0, 7, 100, whole.Length - 1 })
        {
            File.WriteAllBytes(file, whole[..length]);
            var cut = await CommandRun.Of("sample", "--model", run);
            Assert.Equal(1, cut.Code);
            Assert.Matches($@"^pico: {file} is not a valid safetensors file: [^\n]+\n$", cut.Error);
        }

        await Claim("\\u0022width\\u0022: 16", "\\u0022width\\u0022: 60000", "holds fewer numbers than a model of its settings has");
        await Claim("\\u0022width\\u0022: 16", "\\u0022width\\u0022: 0", "width is 0; it must lie from 1 to 65536");
        await Claim("\\u0022width\\u0022: 16", "\\u0022width\\u0022: 15", "a width of 15 does not divide into 2 heads");
        await Claim("\\u0022width\\u0022: 16", "\\u0022width\\u0022: 1e99", "has settings that cannot be read");
        await Claim("\\u0022width\\u0022: 16", "\\u0022widths\\u0022: 16", "has settings that cannot be read");
        await Claim("\\u0022width\\u0022: 16", "\\u0022width\\u0022: 8", " does not fit the model: ");
        await Claim("\\u0022width\\u0022: 16", "\\u0022width\\u0022: \\u00228\\u0022", "has settings that cannot be read");
        await Claim("pico.settings", "pico.settingz", "has no settings or vocabulary in its metadata");

        async Task Claim(string truth, string claim, string problem)
        {
            var header = System.Text.Encoding.UTF8.GetString(whole.AsSpan(8, BitConverter.ToInt32(whole)));
            Assert.Contains(truth, header);
            var changed = System.Text.Encoding.UTF8.GetBytes(header.Replace(truth, claim));
            File.WriteAllBytes(file, [.. BitConverter.GetBytes((long)changed.Length), .. changed, .. whole[(8 + BitConverter.ToInt32(whole))..]]);
            var refused = await CommandRun.Of("sample", "--model", run);
            Assert.Equal((1, ""), (refused.Code, refused.Output));
            Assert.Matches($@"^pico: {file}[^\n]*{Regex.Escape(problem)}[^\n]*\n$", refused.Error);
        }
    }

    /// <summary>A disk that fills up between two checkpoints: /dev/full stands where the next one would be written.</summary>
    [SkippableFact]
    public async Task A_full_disk_ends_the_run_and_leaves_the_last_checkpoint()
    {
        Skip.IfNot(File.Exists("/dev/full"), "there is no /dev/full");
        using var folder = new RunFolder();
        await Succeed(folder.Train("run", "--steps", "4"));
        var before = folder.Checkpoints("run");
        File.CreateSymbolicLink(folder.PathOf("run/training.safetensors" + AtomicFile.TemporarySuffix), "/dev/full");
        var full = await CommandRun.Of("train", "--resume", "--out", folder.PathOf("run"), "--steps", "8", "--threads", "1");
        Assert.Equal(1, full.Code);
        Assert.Matches(@"^pico: step 5 cannot be saved: No space left on device[^\n]*; the checkpoint before it is whole: make room and go on with --resume\n$", full.Error);
        Assert.Equal(before, folder.Checkpoints("run"));
    }

    /// <summary>The same on a file system of one megabyte, which a second checkpoint beside the first does not fit.</summary>
    [SkippableFact]
    public async Task A_small_disk_that_fills_up_keeps_the_last_checkpoint()
    {
        using var folder = new RunFolder();
        using var disk = TinyDisk.Mount(folder.PathOf("disk"));
        string[] arguments = ["train", "--data", folder.Text(), "--out", folder.PathOf("disk/run"), "--threads", "1", "--depth", "1", "--heads", "2", "--width", "64", "--context", "16", "--batch", "2", "--steps", "4", "--eval-interval", "1"];
        var full = await CommandRun.Of(arguments);
        Assert.Equal(1, full.Code);
        Assert.Matches(@"^pico: step 2 cannot be saved: No space left on device[^\n]*; the checkpoint before it is whole: make room and go on with --resume\n$", full.Error);
        Assert.Equal(
            ["config.json", "loss.svg", "model.safetensors", "training.safetensors", "vocabulary.json"],
            Directory.GetFiles(folder.PathOf("disk/run")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        using var reader = SafetensorsReader.Open(folder.PathOf("disk/run/training.safetensors"));
        Assert.Equal("1", reader.Metadata["training.step"]);
        await Succeed("sample", "--model", folder.PathOf("disk/run"), "--tokens", "3");
    }

    /// <summary>A report that nobody reads any more ends the run, but loses nothing.</summary>
    [Fact]
    public void A_closed_output_is_told_and_the_run_is_saved()
    {
        using var folder = new RunFolder();
        using var output = new ClosingWriter("step 3/") { NewLine = "\n" };
        folder.Text();
        var options = new GptOptions(folder.PathOf("run"), 1) { Data = folder.PathOf("text.txt"), Depth = 1, Heads = 2, Width = 16, Context = 16, Batch = 4, Steps = 20, ValidationInterval = 1 };
        var error = Assert.Throws<UserErrorException>(() => new GptRun(options, output, TimeProvider.System).Execute(default));
        Assert.Equal($"the report cannot be written: Broken pipe; saved step 3 to {folder.PathOf("run")}; go on with --resume", error.Message);
        using var reader = SafetensorsReader.Open(folder.PathOf("run/training.safetensors"));
        Assert.Equal("3", reader.Metadata["training.step"]);
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

    /// <summary>A pipe whose reader goes away when a line with a certain beginning is printed.</summary>
    private sealed class ClosingWriter(string beginning) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            if (value!.StartsWith(beginning, StringComparison.Ordinal)) throw new IOException("Broken pipe");
            base.WriteLine(value);
        }
    }

    [GeneratedRegex(@"^final: step=(\d+) train_loss=(\d+\.\d{4}) val_loss=(\d+\.\d{4}) tokens_per_s=(\d+)$")]
    private static partial Regex FinalLine();
}
