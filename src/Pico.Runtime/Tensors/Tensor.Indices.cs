namespace Pico;

public sealed partial class Tensor
{
    /// <summary>The rows of this table [V, C] at int32 indices [...]: [..., C].</summary>
    internal Tensor Gather(Tensor indices)
    {
        var table = FloatOperand("Embedding", this);
        if (indices.Type != DType.Int32 || table.Rank != 2)
        {
            throw new ArgumentException($"Embedding: the indices are {indices} and the table is {table}; needed are Int32 [...] and [V, C].", nameof(indices));
        }

        int rows = table.shape[0], columns = table.shape[1];
        var chosen = indices.ToInts();
        var offsets = new int[checked(chosen.Length * columns)];
        for (var i = 0; i < chosen.Length; i++)
        {
            if ((uint)chosen[i] >= (uint)rows)
            {
                throw new ArgumentOutOfRangeException(nameof(indices), $"Embedding: index {chosen[i]} of element {i} is outside 0..{rows - 1}.");
            }

            for (var column = 0; column < columns; column++)
            {
                offsets[(i * columns) + column] = (chosen[i] * columns) + column;
            }
        }

        return TapeNode.Record(
            PrimitiveKind.Gather,
            Dense.Gather(table, offsets, [.. indices.Shape, columns]),
            (table, gradient => Dense.ScatterAdd(gradient, offsets, table.shape)));
    }
}
