using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

internal sealed partial class TensorOperations
{
    /// <summary>The product of the last two dimensions; the leading ones broadcast, repeated in memory where both sides have any.</summary>
    public int MatMul(int a, int b)
    {
        var (left, right) = (Float(a), Float(b));
        if (left.Rank < 2 || right.Rank < 2)
        {
            throw context.Fail(
                LoweringIds.Rank, context.Here + " multiplies " + left + " by " + right + ": both must have at least two dimensions");
        }

        var inner = left.Shape[left.Rank - 1];
        if (inner != right.Shape[right.Rank - 2])
        {
            throw Mismatch(" multiplies " + left + " by " + right, a, left.Rank - 1, b, right.Rank - 2);
        }

        var batch = right.Rank == 2 ? left.Shape.Take(left.Rank - 2).ToArray() : BatchOf(a, b);
        var shape = batch.Concat(new[] { left.Shape[left.Rank - 2], right.Shape[right.Rank - 1] }).ToArray();

        // Where the right side is shared, the rows of all batches are one matrix, which cannot be read transposed.
        var (sourceA, transposeA) = right.Rank > 2 || left.Rank == 2 ? WithoutTranspose(a) : (a, false);
        var (sourceB, transposeB) = WithoutTranspose(b);
        if (right.Rank > 2)
        {
            (sourceA, sourceB) = (Batched(sourceA, batch), Batched(sourceB, batch));
        }

        return Builder.Add(new TensorOp.Contract(transposeA, transposeB), TensorType.Float(shape), context.Origin, sourceA, sourceB);
    }

    /// <summary>The leading dimensions of a product, by numpy's rule.</summary>
    private Dimension[] BatchOf(int a, int b)
    {
        var (left, right) = (TypeOf(a), TypeOf(b));
        var batch = new Dimension[System.Math.Max(left.Rank, right.Rank) - 2];
        for (var axis = 0; axis < batch.Length; axis++)
        {
            var (axisA, axisB) = (axis - (batch.Length + 2 - left.Rank), axis - (batch.Length + 2 - right.Rank));
            var sizeA = axisA < 0 ? Dimension.One : left.Shape[axisA];
            var sizeB = axisB < 0 ? Dimension.One : right.Shape[axisB];
            if (sizeA != sizeB && !sizeA.IsOne && !sizeB.IsOne)
            {
                throw Mismatch(" multiplies " + left + " by " + right, a, axisA, b, axisB);
            }

            batch[axis] = sizeA.IsOne ? sizeB : sizeA;
        }

        return batch;
    }

    private int Batched(int node, Dimension[] batch)
    {
        var type = TypeOf(node);
        return Repeated(node, batch.Concat(type.Shape.Skip(type.Rank - 2)).ToArray());
    }
}
