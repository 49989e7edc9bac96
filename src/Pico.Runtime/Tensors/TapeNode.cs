namespace Pico;

/// <summary>How one recorded result came about, and how it depends on its differentiable operands.</summary>
/// <param name="kind">The operation.</param>
/// <param name="function">The function of a map, else null.</param>
/// <param name="sequence">The position in the order of recording; operands always have smaller ones.</param>
/// <param name="operands">All floating-point operands, constants included.</param>
/// <param name="edges">Each differentiable operand with its pullback: upstream gradient in, the operand's share out.</param>
sealed class TapeNode(
    PrimitiveKind kind, Delegate? function, long sequence, Tensor[] operands, (Tensor Operand, Func<Tensor, Tensor> Pullback)[] edges)
{
    static long last;

    public PrimitiveKind Kind { get; } = kind;

    public Delegate? Function { get; } = function;

    public long Sequence { get; } = sequence;

    public Tensor[] Operands { get; } = operands;

    public (Tensor Operand, Func<Tensor, Tensor> Pullback)[] Edges { get; } = edges;

    /// <summary>
    /// Numbers the result for <see cref="EagerContext"/> and puts it on the tape if any operand is differentiable.
    /// </summary>
    public static Tensor Record(PrimitiveKind kind, Tensor result, params ReadOnlySpan<(Tensor Operand, Func<Tensor, Tensor> Pullback)> edges) =>
        Record(kind, null, result, edges);

    /// <summary>The same for the map of a function.</summary>
    public static Tensor Record(
        PrimitiveKind kind, Delegate? function, Tensor result, params ReadOnlySpan<(Tensor Operand, Func<Tensor, Tensor> Pullback)> edges)
    {
        var number = EagerContext.Current?.Count(kind, result) ?? -1;
        var operands = new Tensor[edges.Length];
        var kept = new List<(Tensor, Func<Tensor, Tensor>)>(edges.Length);
        for (var i = 0; i < edges.Length; i++)
        {
            operands[i] = edges[i].Operand;
            if (edges[i].Operand.IsDifferentiable)
            {
                kept.Add(edges[i]);
            }
        }

        EagerContext.Current?.Watch?.AfterForward(number, result, operands);
        if (kept.Count > 0)
        {
            result.AttachTape(new TapeNode(kind, function, Interlocked.Increment(ref last), operands, [.. kept]) { Operation = number });
        }

        return result;
    }

    /// <summary>The number of the operation in the <see cref="EagerContext"/> that ran it, or -1.</summary>
    public int Operation { get; private init; }
}
