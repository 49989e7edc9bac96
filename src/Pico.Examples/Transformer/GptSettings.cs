using Pico.Examples.Commands;
using Pico.Examples.Optimizer;

namespace Pico.Examples.Transformer;

/// <summary>What a run of <c>pico train gpt</c> is made of; stored in its checkpoint, so that it can go on.</summary>
internal sealed record GptSettings
{
    // Bounds that keep arithmetic on sizes far from overflow, whatever a checkpoint claims.
    public const int MostBlocks = 1_000, LargestWidth = 65_536, LargestContext = 1 << 20, LargestBatch = 65_536, MostSteps = 1_000_000_000;

    public const string Float32 = "float32", BFloat16 = "bfloat16";

    public string Preset { get; init; } = "";

    public int Depth { get; init; }

    public int Heads { get; init; }

    public int Width { get; init; }

    public int Context { get; init; }

    public int Batch { get; init; }

    public int Steps { get; init; }

    public int Seed { get; init; } = 1;

    public double Dropout { get; init; }

    /// <summary>How weights and activations are stored: float32 or bfloat16.</summary>
    public string Storage { get; init; } = Float32;

    /// <summary>The name of the optimizer; runs from before there was a choice do not say it.</summary>
    public string Optimizer { get; init; } = OptimizerChoices.Standard;

    /// <summary>The name of the learning rate's schedule; runs from before there was a choice do not say it.</summary>
    public string Schedule { get; init; } = GptSchedules.Standard;

    public double LearningRate { get; init; } = 1e-3;

    public double FinalLearningRate { get; init; } = 1e-4;

    public int WarmupSteps { get; init; } = 100;

    public double Beta2 { get; init; } = 0.99;

    public double WeightDecay { get; init; } = 0.1;

    public double ClipNorm { get; init; } = 1;

    public int ValidationInterval { get; init; } = 250;

    public int ValidationBatches { get; init; } = 20;

    /// <summary>The text file, or null for PicoLib's own source.</summary>
    public string? Data { get; init; }

    /// <summary>The SHA-256 of the text.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>
    /// The recipes: <c>small</c> and <c>baby</c> are those of nanoGPT's README for CPU and for characters (baby with batches of 8
    /// instead of 64), <c>nano</c> is for a first look.
    /// </summary>
    public static IReadOnlyList<GptSettings> Presets { get; } =
    [
        new() { Preset = "nano", Depth = 2, Heads = 4, Width = 64, Context = 32, Batch = 12, Steps = 1_500, LearningRate = 3e-3, FinalLearningRate = 3e-4 },
        new() { Preset = "small", Depth = 4, Heads = 4, Width = 128, Context = 64, Batch = 12, Steps = 2_000 },
        new() { Preset = "baby", Depth = 6, Heads = 6, Width = 384, Context = 256, Batch = 8, Steps = 5_000, Dropout = 0.2 },
    ];

    /// <summary>Holds every number against its bounds.</summary>
    /// <param name="source">Where the settings come from, for messages.</param>
    /// <exception cref="UserErrorException">One is out of its bounds.</exception>
    public void Validate(string source)
    {
        Within(Depth, 1, MostBlocks, "depth");
        Within(Heads, 1, LargestWidth, "heads");
        Within(Width, 1, LargestWidth, "width");
        Within(Context, 1, LargestContext, "context");
        Within(Batch, 1, LargestBatch, "batch");
        Within(Steps, 1, MostSteps, "steps");
        Within(Seed, 0, int.MaxValue, "seed");
        Within(WarmupSteps, 0, MostSteps, "warmup steps");
        Within(ValidationInterval, 1, MostSteps, "validation interval");
        Within(ValidationBatches, 1, 1_000_000, "validation batches");
        Within(Dropout, 0, 0.99, "dropout");
        Within(LearningRate, 0, 1, "learning rate");
        Within(FinalLearningRate, 0, 1, "final learning rate");
        Within(Beta2, 0, 0.999999, "beta2");
        Within(WeightDecay, 0, 100, "weight decay");
        Within(ClipNorm, 0, 1e9, "clip norm");
        GptSchedules.RequireName(Schedule, source);
        if (Storage is not (Float32 or BFloat16)) throw new UserErrorException($"{source}: storage is '{Storage}'; it must be {Float32} or {BFloat16}");
        if (Width % Heads != 0) throw new UserErrorException($"{source}: a width of {Width} does not divide into {Heads} heads; choose a multiple of {Heads}, such as {(Width / Heads + 1) * Heads}");
        if (Context * (long)Batch > 1 << 24) throw new UserErrorException($"{source}: a batch of {Batch} windows of {Context} characters is too large; choose at most {1 << 24} characters together");

        void Within(double value, double minimum, double maximum, string name)
        {
            if (!(value >= minimum && value <= maximum)) throw new UserErrorException(FormattableString.Invariant($"{source}: {name} is {value}; it must lie from {minimum} to {maximum}"));
        }
    }
}
