using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

internal sealed partial class TensorOperations
{
    /// <summary>softmax(Q Kᵀ / √depth) V of queries [..., queries, depth] on keys and values [..., keys, depth].</summary>
    public int Attention(int q, int k, int v, bool isCausal, int? padding)
    {
        var (queries, keys) = (Float(q), Float(k));
        var values = Float(v);
        if (queries.Rank < 2 || keys.Rank != queries.Rank || values.Rank != queries.Rank)
        {
            throw context.Fail(
                LoweringIds.Rank,
                context.Here + " attends from " + queries + " to keys " + keys + " and values " + values + ": all need the same two or more dimensions");
        }

        for (var axis = 0; axis < queries.Rank; axis++)
        {
            if (axis != queries.Rank - 2 && queries.Shape[axis] != keys.Shape[axis])
            {
                throw Mismatch(" attends from " + queries + " to keys " + keys, q, axis, k, axis);
            }

            if (keys.Shape[axis] != values.Shape[axis])
            {
                throw Mismatch(" attends to keys " + keys + " and values " + values, k, axis, v, axis);
            }
        }

        RequirePadding(padding, queries, keys, k);
        var further = padding is { } hidden ? new[] { hidden } : System.Array.Empty<int>();
        if (WithoutHeadsFirst(q) is not { } rowsOfQ || WithoutHeadsFirst(k) is not { } rowsOfK || WithoutHeadsFirst(v) is not { } rowsOfV)
        {
            return Builder.Add(new TensorOp.Attention(isCausal, false), queries, context.Origin, new[] { q, k, v }.Concat(further).ToArray());
        }

        // Heads that were moved in front are read where they were, and the result is put there.
        var result = Builder.Add(
            new TensorOp.Attention(isCausal, true), TypeOf(rowsOfQ), context.Origin, new[] { rowsOfQ, rowsOfK, rowsOfV }.Concat(further).ToArray());
        return Builder.Add(new TensorOp.Permute(HeadsFirst), queries, context.Origin, result);
    }

    private static readonly EquatableArray<int> HeadsFirst = EquatableArray.Of(0, 2, 1, 3);

    private int? WithoutHeadsFirst(int node) =>
        Builder[node] is { Op: TensorOp.Permute permute } transposed && permute.Order.Equals(HeadsFirst) ? transposed.Operands[0] : null;

    private void RequirePadding(int? node, TensorType queries, TensorType keys, int k)
    {
        if (node is not { } padding)
        {
            return;
        }

        var type = TypeOf(padding);
        if (type.Element != ScalarType.Int32)
        {
            throw context.Fail(LoweringIds.ElementType, context.Here + " hides keys by " + type + ", but the padding must be int32");
        }

        if (type.Rank != 2 || queries.Rank < 3)
        {
            throw context.Fail(
                LoweringIds.Rank,
                context.Here + " hides keys of " + keys + " by " + type + ": the padding must be [batch, keys], batch being the first of three or more dimensions");
        }

        foreach (var (axis, of) in new[] { (0, 0), (1, keys.Rank - 2) })
        {
            if (type.Shape[axis] != keys.Shape[of])
            {
                throw Mismatch(" hides keys of " + keys + " by " + type, k, of, padding, axis);
            }
        }
    }
}
