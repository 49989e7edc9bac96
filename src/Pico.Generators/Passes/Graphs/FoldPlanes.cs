using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// A map of planes that were unfolded ([.., h·w] as [.., h, w]) is computed on the planes and unfolded then, if all else that it reads has
/// whole planes or one value for each. So biases, norms and activations join the convolution before them, and loops run
/// along planes instead of their short rows.
/// </summary>
internal sealed class FoldPlanes : GraphRewriter
{
    public static TensorGraph Run(TensorGraph graph) => new FoldPlanes().Apply(graph);

    protected override int Rewrite(TensorNode node)
    {
        if (node.Op is not TensorOp.Map || node.Operands.Select(operand => Folded(operand, node.Type)).FirstOrDefault(type => type is not null) is not { } folded)
        {
            return Builder.Add(node);
        }

        var axes = node.Type.Rank - folded.Rank + 1;
        if (node.Operands.Any(operand => !IsFoldable(Builder[operand], node.Type, axes)))
        {
            return Builder.Add(node);
        }

        var map = Builder.Add(node with
        {
            Operands = node.Operands.Select(operand => Fold(operand, axes)).ToEquatableArray(),
            Type = node.Type with { Shape = folded.Shape },
        });
        return Builder.Add(new TensorOp.Reshape(), node.Type, node.Origin, map);
    }

    /// <summary>An operation is known by its planes, which stay in memory; how they are unfolded does not.</summary>
    protected override int Traced(int node) => Folded(node, Builder[node].Type) is null ? node : Builder[node].Operands[0];

    /// <summary>The type below a reshape that only unfolds the last dimension, or null.</summary>
    private TensorType? Folded(int operand, TensorType type)
    {
        if (Builder[operand] is not { Op: TensorOp.Reshape } reshape || !reshape.Type.Shape.Equals(type.Shape))
        {
            return null;
        }

        var source = Builder[reshape.Operands[0]].Type;
        var kept = source.Rank - 1;
        return kept > 0 && source.Rank < type.Rank && source.Shape.Take(kept).SequenceEqual(type.Shape.Take(kept)) ? source : null;
    }

    private static bool IsFoldable(TensorNode operand, TensorType type, int axes)
    {
        var last = operand.Type.Shape.Skip(operand.Type.Rank - axes).ToList();
        return last.All(size => size.IsOne) || last.SequenceEqual(type.Shape.Skip(type.Rank - axes));
    }

    private int Fold(int operand, int axes)
    {
        var node = Builder[operand];
        if (node.Type.Rank == 0)
        {
            return operand;
        }

        var kept = node.Type.Rank > axes ? node.Type.Rank - axes : 0;
        var shape = node.Type.Shape.Take(kept).Concat(new[] { Dimension.Product(node.Type.Shape.Skip(kept)) });
        var type = node.Type with { Shape = shape.ToEquatableArray() };

        // Random numbers belong to elements, which keep their order.
        return node.Op is TensorOp.Random ? Builder.Add(node with { Type = type }) : Builder.Add(new TensorOp.Reshape(), type, node.Origin, operand);
    }
}
