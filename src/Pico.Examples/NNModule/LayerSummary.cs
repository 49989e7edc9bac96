namespace Pico.Examples.NNModule;

/// <summary>What is known of one layer.</summary>
/// <param name="path">Its dotted path; empty for the model itself.</param>
internal sealed class LayerSummary(string path)
{
    public string Path { get; } = path;

    /// <summary>The shape of what it computed last: its result.</summary>
    public IReadOnlyList<int> Shape { get; set; } = [];

    /// <summary>The trained and frozen numbers that it holds.</summary>
    public long Parameters { get; set; }

    /// <summary>The numbers of its buffers.</summary>
    public long Buffers { get; set; }

    /// <summary>The floating-point operations of an evaluation.</summary>
    public long Operations { get; set; }

    /// <summary>The bytes that it leaves in memory in a training step.</summary>
    public long Activations { get; set; }
}
