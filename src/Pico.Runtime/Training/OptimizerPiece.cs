namespace Pico.Training;

/// <summary>What an update rule works on at a time: neighbouring weights of one group, and their gradients.</summary>
public readonly ref struct OptimizerPiece
{
    internal OptimizerPiece(Span<float> weights, ReadOnlySpan<float> gradients, int index, OptimizerChunk chunk)
    {
        Weights = weights;
        Gradients = gradients;
        (Index, First, Group, Parameter) = (index, chunk.First, chunk.Group, chunk.Parameter);
    }

    /// <summary>The weights, in float32 whatever the model stores.</summary>
    public Span<float> Weights { get; }

    /// <summary>One gradient for each weight.</summary>
    public ReadOnlySpan<float> Gradients { get; }

    /// <summary>The number of the piece.</summary>
    public int Index { get; }

    /// <summary>The position of the first weight in the flat buffers.</summary>
    public int First { get; }

    /// <summary>The number of the weights' group in <see cref="Optimizer.Groups"/>.</summary>
    public int Group { get; }

    /// <summary>The position of their parameter among the trained ones, where each has pieces of its own.</summary>
    public int Parameter { get; }

    /// <summary>The part of a flat buffer of state that belongs to the weights.</summary>
    /// <param name="state">As long as all weights.</param>
    public Span<float> Of(float[] state) => state.AsSpan(First, Weights.Length);
}
