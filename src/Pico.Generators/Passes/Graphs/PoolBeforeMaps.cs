using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// The maximum of what a nondecreasing function makes of a window is what it makes of the maximum: so an activation behind a convolution is
/// applied to the windows alone, and backwards too. Done before differentiation. Where the function is level, its gradient is zero, so
/// that it does not matter to which of equal elements it would go.
/// </summary>
internal sealed class PoolBeforeMaps : GraphRewriter
{
    public static TensorGraph Run(TensorGraph graph) => new PoolBeforeMaps().Apply(graph);

    protected override int Rewrite(TensorNode node)
    {
        if (node.Op is not TensorOp.Pool { Monoid: Monoid.Max })
        {
            return Builder.Add(node);
        }

        var source = node.Operands[0];
        while (Builder[source].Op is TensorOp.Reshape)
        {
            source = Builder[source].Operands[0];
        }

        if (Builder[source] is not { Op: TensorOp.Map map, Operands.Count: 1 } activation || !activation.Type.Equals(Builder[node.Operands[0]].Type) ||
            !Builder[activation.Operands[0]].Type.Equals(activation.Type) || !IsNondecreasing.Of(map.Function))
        {
            return Builder.Add(node);
        }

        var pooled = Rewrite(node with { Operands = activation.Operands });
        return Builder.Add(activation with { Operands = EquatableArray.Of(pooled), Type = node.Type });
    }
}
