using Pico.Examples.Commands;
using Pico.Training;

namespace Pico.Examples.Transformer;

/// <summary>The schedules of the learning rate that a run can have.</summary>
internal static class GptSchedules
{
    /// <summary>What is used where nothing is said.</summary>
    public const string Standard = "cosine";

    private const string OneCycle = "one-cycle";

    private static readonly Choice[] All =
    [
        new("constant", settings => new WarmupSchedule(new ConstantSchedule(settings.LearningRate), settings.WarmupSteps)),
        new("linear", settings => new WarmupSchedule(
            new LinearSchedule(settings.LearningRate, settings.FinalLearningRate, Math.Max(0, settings.Steps - settings.WarmupSteps)), settings.WarmupSteps)),
        new(Standard, settings => new CosineSchedule(settings.LearningRate, settings.FinalLearningRate, settings.WarmupSteps, settings.Steps)),

        // The last tenth falls, as in the paper.
        new("wsd", settings => new WarmupStableDecaySchedule(
            settings.LearningRate, settings.FinalLearningRate, settings.WarmupSteps, Math.Max(1, settings.Steps / 10), settings.Steps)),
        new(OneCycle, settings => new OneCycleSchedule(settings.LearningRate, settings.Steps, Math.Min(1, (double)settings.WarmupSteps / settings.Steps))),
    ];

    /// <summary>All names.</summary>
    public static IEnumerable<string> Names => All.Select(schedule => schedule.Name);

    /// <summary>The steps that lead up to the peak where nothing is said: three tenths of a cycle as in torch; otherwise the recipe's, but at most a tenth of the run.</summary>
    public static int Warmup(string name, int steps, int recipe) => name == OneCycle ? (int)(0.3 * steps) : Math.Min(recipe, steps / 10);

    /// <summary>The schedule of a run.</summary>
    public static Schedule Create(GptSettings settings) => All.First(schedule => schedule.Name == settings.Schedule).Create(settings);

    /// <summary>Whether there is such a schedule.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="source">Where it comes from, for messages.</param>
    /// <exception cref="UserErrorException">There is none.</exception>
    public static void RequireName(string name, string source)
    {
        if (!Names.Contains(name)) throw new UserErrorException($"{source}: there is no schedule '{name}'; choose from {string.Join(", ", Names)}");
    }

    /// <summary>Whether a new run is long enough for its schedule; one that goes on may be cut short.</summary>
    /// <param name="settings">Its settings.</param>
    /// <exception cref="UserErrorException">It is not.</exception>
    public static void RequireSteps(GptSettings settings)
    {
        if (settings.WarmupSteps > settings.Steps) throw new UserErrorException($"--warmup {settings.WarmupSteps} does not fit in a run of {settings.Steps} steps; choose fewer, or more --steps");
        if (settings is { Schedule: OneCycle, Steps: 1 }) throw new UserErrorException($"--schedule {OneCycle} needs two steps or more; ask for more with --steps");
    }

    private sealed record Choice(string Name, Func<GptSettings, Schedule> Create);
}
