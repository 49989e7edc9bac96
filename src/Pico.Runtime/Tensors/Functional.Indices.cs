namespace Pico;

public static partial class Functional
{
    /// <summary>The rows of a table that indices choose, as torch.nn.functional.embedding.</summary>
    /// <param name="ids">int32 [...], each from 0 to V - 1.</param>
    /// <param name="weight">The table, [V, C].</param>
    /// <returns>[..., C].</returns>
    /// <exception cref="ArgumentException">Types or shapes do not fit, or an index is out of range.</exception>
    [Primitive(PrimitiveKind.Gather)]
    public static Tensor Embedding(Tensor ids, Tensor weight) => weight.Gather(ids);

    /// <summary>0, 1, 2, … along the last dimension: the places of the elements of a sequence.</summary>
    /// <param name="ids">[..., time], of any type.</param>
    /// <returns>int32 [time].</returns>
    /// <exception cref="ArgumentException">The tensor is a scalar.</exception>
    [Primitive(PrimitiveKind.Positions)]
    public static Tensor Positions(Tensor ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return ids.Rank > 0
            ? TapeNode.Record(PrimitiveKind.Positions, Tensor.From([.. Enumerable.Range(0, ids.Shape[^1])], ids.Shape[^1]))
            : throw new ArgumentException("Positions: a scalar has no dimension to count along.", nameof(ids));
    }
}
