using System.CommandLine;
using Pico.Examples.Digits;
using Pico.Examples.Optimizer;
using Pico.Examples.Transformer;

namespace Pico.Examples.Commands;

/// <summary><c>pico train [MODEL]</c>: one subcommand a model; without one, the GPT.</summary>
internal static class TrainCommand
{
    /// <summary>Its subcommands are models.</summary>
    public const string Name = "train";

    /// <summary>What <c>--threads</c> may be at most, here and elsewhere.</summary>
    public const int MostThreads = 1024;

    public static Command Create()
    {
        var train = new Command(Name, "Trains a model; without a name, the GPT.");
        var gpt = new Command("gpt", "Trains a character-level GPT on a text, or on PicoLib's own source.");
        AddGpt(train, gpt);
        train.Add(gpt);
        train.Add(DigitsCommand.Create("digits", "Trains a 784-256-10 network on handwritten digits.", DigitsLearner.Network));
        return train;
    }

    /// <summary>The number of threads.</summary>
    /// <param name="what">What does not depend on it.</param>
    public static Option<int> Threads(string what = "result") =>
        NumberOption.Create("--threads", $"How many threads work; the {what} does not depend on it", 1, MostThreads, Math.Min(MostThreads, Environment.ProcessorCount));

    public static Option<string?> OptimizerOption() => new("--optimizer")
    {
        Description = $"{string.Join(", ", OptimizerChoices.All.Where(choice => !choice.WantsWholeSet).Select(choice => choice.Name))} (default: {OptimizerChoices.Standard})",
        HelpName = "NAME",
    };

    public static Option<bool> Trace() => new("--trace-nan") { Description = "End with the name of the operation that makes the first NaN or infinity" };

    private static void AddGpt(params Command[] commands)
    {
        var data = new Option<string?>("--data") { Description = "A text in UTF-8; without it, PicoLib's own C# source", HelpName = "FILE" };
        var preset = new Option<string?>("--preset") { Description = $"nano: some 20 seconds; small: two minutes; baby: hours (default: {GptOptions.StandardPreset})", HelpName = "nano|small|baby" };
        var steps = NumberOption.CreateOptional("--steps", "Steps to train", 1, GptSettings.MostSteps);
        var batch = NumberOption.CreateOptional("--batch", "Windows of text in a step", 1, GptSettings.LargestBatch);
        var interval = NumberOption.CreateOptional("--eval-interval", "Steps from one validation and checkpoint to the next", 1, GptSettings.MostSteps);
        var seed = NumberOption.CreateOptional("--seed", "What initial weights, batches and dropout follow from", 0, int.MaxValue);
        var depth = NumberOption.CreateOptional("--depth", "Blocks of the model", 1, GptSettings.MostBlocks);
        var heads = NumberOption.CreateOptional("--heads", "Heads of attention; they divide the width", 1, GptSettings.LargestWidth);
        var width = NumberOption.CreateOptional("--width", "Features of a character", 1, GptSettings.LargestWidth);
        var context = NumberOption.CreateOptional("--context", "Characters that the model sees at once", 1, GptSettings.LargestContext);
        var storage = new Option<string?>("--storage") { Description = "How weights and activations are stored; bfloat16 takes half the memory", HelpName = $"{GptSettings.Float32}|{GptSettings.BFloat16}" };
        var threads = Threads();
        var optimizer = OptimizerOption();
        var schedule = new Option<string?>("--schedule") { Description = $"How the learning rate goes on (default: {GptSchedules.Standard})", HelpName = string.Join('|', GptSchedules.Names) };
        var warmup = NumberOption.CreateOptional("--warmup", "Steps that lead up to the learning rate", 0, GptSettings.MostSteps);
        var rate = NumberOption.CreateOptional("--lr", "The learning rate at its peak; it ends at a tenth", 0.0, 1);
        var trace = Trace();
        var output = new Option<string>("--out") { Description = "Folder of the checkpoint and the loss curve", HelpName = "DIR", DefaultValueFactory = _ => GptOptions.StandardOut };
        var resume = new Option<bool>("--resume") { Description = "Go on with the run in --out, bit by bit as if it had never stopped" };
        foreach (var command in commands)
        {
            foreach (var option in (Option[])[data, preset, steps, batch, interval, seed, depth, heads, width, context, storage, optimizer, schedule, warmup, rate, threads, trace, output, resume]) command.Add(option);
            command.SetAction(Train);
        }

        Task<int> Train(ParseResult parsed, CancellationToken cancellation)
        {
            var options = new GptOptions(parsed.GetValue(output)!, parsed.GetValue(threads))
            {
                Resume = parsed.GetValue(resume),
                TracesNonFinite = parsed.GetValue(trace),
                Data = parsed.GetValue(data),
                Preset = parsed.GetValue(preset),
                Steps = parsed.GetValue(steps),
                Batch = parsed.GetValue(batch),
                ValidationInterval = parsed.GetValue(interval),
                Seed = parsed.GetValue(seed),
                Depth = parsed.GetValue(depth),
                Heads = parsed.GetValue(heads),
                Width = parsed.GetValue(width),
                Context = parsed.GetValue(context),
                Storage = parsed.GetValue(storage),
                Optimizer = parsed.GetValue(optimizer),
                Schedule = parsed.GetValue(schedule),
                Warmup = parsed.GetValue(warmup),
                LearningRate = parsed.GetValue(rate),
            };
            var run = new GptRun(options, parsed.InvocationConfiguration.Output, TimeProvider.System);
            return Task.Run(
                () =>
                {
                    run.Execute(cancellation);
                    return 0;
                },
                CancellationToken.None);
        }
    }
}
