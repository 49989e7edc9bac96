using System.Linq;

namespace Pico.Generators.Ir;

/// <summary>
/// The sizes of an attention: queries [batch, heads, queries, depth] on keys and values [batch, heads, keys, depth].
/// </summary>
internal sealed record AttentionSizes(Dimension Batch, Dimension Heads, Dimension Queries, Dimension Keys, Dimension Depth)
{
    /// <summary>
    /// From the shapes of the queries and of the keys: [batch, time, heads, depth] when time comes first, otherwise [..., time,
    /// depth], whose first dimension is the batch.
    /// </summary>
    public static AttentionSizes Of(TensorType queries, TensorType keys, bool isTimeFirst)
    {
        var shape = queries.Shape;
        var depth = shape[shape.Count - 1];
        if (isTimeFirst)
        {
            return new AttentionSizes(shape[0], shape[2], shape[1], keys.Shape[1], depth);
        }

        var lead = shape.Take(shape.Count - 2).ToList();
        return new AttentionSizes(
            lead.Count == 0 ? Dimension.One : lead[0],
            Dimension.Product(lead.Skip(1)),
            shape[shape.Count - 2],
            keys.Shape[shape.Count - 2],
            depth);
    }

    /// <summary>The type of one number for each query.</summary>
    public TensorType OfQueries => TensorType.Float(Batch, Heads, Queries);
}
