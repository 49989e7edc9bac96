namespace Pico;

/// <summary>How one recorded result depends on its differentiable operands.</summary>
/// <param name="sequence">The position in the order of recording; operands always have smaller ones.</param>
/// <param name="edges">Each operand with its pullback: upstream gradient in, the operand's share out.</param>
sealed class TapeNode(long sequence, (Tensor Operand, Func<Tensor, Tensor> Pullback)[] edges)
{
    static long last;

    public long Sequence { get; } = sequence;

    public (Tensor Operand, Func<Tensor, Tensor> Pullback)[] Edges { get; } = edges;

    /// <summary>
    /// Numbers the result for <see cref="EagerContext"/> and puts it on the tape if any operand is differentiable.
    /// </summary>
    public static Tensor Record(PrimitiveKind kind, Tensor result, params ReadOnlySpan<(Tensor Operand, Func<Tensor, Tensor> Pullback)> edges)
    {
        EagerContext.Current?.Count(kind, result);
        var kept = new List<(Tensor, Func<Tensor, Tensor>)>(edges.Length);
        foreach (var edge in edges)
        {
            if (edge.Operand.IsDifferentiable)
            {
                kept.Add(edge);
            }
        }

        if (kept.Count > 0)
        {
            result.AttachTape(new TapeNode(Interlocked.Increment(ref last), [.. kept]));
        }

        return result;
    }
}
