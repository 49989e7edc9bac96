using Pico.Examples.Commands;
using Pico.Examples.Optimizer;
using Pico.Examples.Transformer.Text;

namespace Pico.Examples.Transformer;

/// <summary>Makes settings of what was asked for: those of a preset with changes, or those of the run to go on with.</summary>
internal static class GptPlan
{
    /// <summary>The settings of a new run, and its text.</summary>
    /// <exception cref="UserErrorException">They do not go together, or the text cannot be used.</exception>
    public static (GptSettings Settings, TextCorpus Corpus) Begin(GptOptions options)
    {
        var name = options.Preset ?? GptOptions.StandardPreset;
        var preset = GptSettings.Presets.FirstOrDefault(preset => preset.Preset == name)
            ?? throw new UserErrorException($"unknown preset '{name}'; known: {string.Join(", ", GptSettings.Presets.Select(preset => preset.Preset))}");
        var settings = preset with
        {
            Steps = options.Steps ?? preset.Steps,
            Batch = options.Batch ?? preset.Batch,
            Seed = options.Seed ?? preset.Seed,
            Depth = options.Depth ?? preset.Depth,
            Heads = options.Heads ?? preset.Heads,
            Width = options.Width ?? preset.Width,
            Context = options.Context ?? preset.Context,
            Storage = options.Storage ?? preset.Storage,
            Data = FullPath(options.Data),
        };
        var rates = Rates("--optimizer", options.Optimizer ?? preset.Optimizer);
        var schedule = options.Schedule ?? preset.Schedule;
        GptSchedules.RequireName(schedule, "--schedule");
        if (options.LearningRate == 0) throw new UserErrorException("--lr 0 learns nothing; choose a rate above 0");
        settings = settings with
        {
            Optimizer = options.Optimizer ?? preset.Optimizer,
            Schedule = schedule,
            LearningRate = options.LearningRate ?? preset.LearningRate * rates,
            FinalLearningRate = options.LearningRate * 0.1 ?? preset.FinalLearningRate * rates,
            WarmupSteps = options.Warmup ?? GptSchedules.Warmup(schedule, settings.Steps, preset.WarmupSteps),
            ValidationInterval = options.ValidationInterval ?? Math.Clamp(settings.Steps / 20, 1, settings.ValidationInterval),
        };
        settings.Validate($"preset {name}");
        GptSchedules.RequireSteps(settings);
        var corpus = TextCorpus.Load(options.Data, settings.Context);
        return (settings with { Fingerprint = corpus.Fingerprint }, corpus);
    }

    /// <summary>The settings of the run to go on with, and its text. Only the steps and the place of the text may be said anew.</summary>
    /// <exception cref="UserErrorException">There is no run, it is done, or it was another one.</exception>
    public static (GptSettings Settings, TextCorpus Corpus) Resume(GptOptions options, GptFolder folder)
    {
        if (!File.Exists(folder.Training)) throw new UserErrorException($"--resume: there is no {folder.Training}; train without --resume first, or name the folder of a run with --out");
        var (settings, _) = GptFolder.Describe(folder.Training);
        Same("--preset", options.Preset, settings.Preset);
        Same("--batch", options.Batch, settings.Batch);
        Same("--seed", options.Seed, settings.Seed);
        Same("--eval-interval", options.ValidationInterval, settings.ValidationInterval);
        Same("--depth", options.Depth, settings.Depth);
        Same("--heads", options.Heads, settings.Heads);
        Same("--width", options.Width, settings.Width);
        Same("--context", options.Context, settings.Context);
        Same("--storage", options.Storage, settings.Storage);
        Same("--optimizer", options.Optimizer, settings.Optimizer);
        Same("--schedule", options.Schedule, settings.Schedule);
        Same("--warmup", options.Warmup, settings.WarmupSteps);
        Same("--lr", options.LearningRate, settings.LearningRate);
        settings = settings with
        {
            Steps = options.Steps ?? settings.Steps,
            Data = FullPath(options.Data) ?? settings.Data,
        };
        var corpus = TextCorpus.Load(settings.Data, settings.Context);
        return corpus.Fingerprint == settings.Fingerprint
            ? (settings, corpus)
            : throw new UserErrorException($"--resume: the run in {options.Out} was trained on another text than {corpus.Name} holds now; name that text with --data, or train without --resume");

        void Same<T>(string option, T? asked, T saved)
        {
            if (asked is not null && !asked.Equals(saved)) throw new UserErrorException(FormattableString.Invariant($"{option} {asked} differs from the {saved} of the run in {options.Out}; leave it out to go on, or train without --resume"));
        }
    }

    // The presets' learning rates are for the standard optimizer.
    private static double Rates(string option, string optimizer) =>
        OptimizerChoices.ForBatches(option, optimizer).LearningRate / OptimizerChoices.ForBatches(option, OptimizerChoices.Standard).LearningRate;

    private static string? FullPath(string? file) => file is ""
        ? throw new UserErrorException("--data is empty; name a text file, or leave --data out to train on PicoLib's own source")
        : file is null ? null : Path.GetFullPath(file);
}
