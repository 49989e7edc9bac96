namespace Pico.Examples.Transformer;

/// <summary>What <c>pico train gpt</c> was asked to do; what is null was not said.</summary>
/// <param name="Out">The folder of the run.</param>
/// <param name="Threads">How many threads work.</param>
internal sealed record GptOptions(string Out, int Threads)
{
    public const string StandardPreset = "small", StandardOut = "out";

    /// <summary>Go on with the run in the folder.</summary>
    public bool Resume { get; init; }

    /// <summary>Name the operation that makes the first NaN or infinity.</summary>
    public bool TracesNonFinite { get; init; }

    public string? Data { get; init; }

    public string? Preset { get; init; }

    public int? Steps { get; init; }

    public int? Batch { get; init; }

    public int? ValidationInterval { get; init; }

    public int? Seed { get; init; }

    public int? Depth { get; init; }

    public int? Heads { get; init; }

    public int? Width { get; init; }

    public int? Context { get; init; }

    public string? Storage { get; init; }

    public string? Optimizer { get; init; }

    public string? Schedule { get; init; }

    public int? Warmup { get; init; }

    public double? LearningRate { get; init; }
}
