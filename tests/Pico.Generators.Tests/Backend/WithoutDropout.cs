using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Tests.Backend;

/// <summary>A graph as it is in evaluation: what dropout reads instead of what it makes.</summary>
internal sealed class WithoutDropout : GraphRewriter
{
    public static TensorGraph Run(TensorGraph graph) => new WithoutDropout().Apply(graph);

    protected override int Rewrite(TensorNode node) =>
        node.Op is TensorOp.Map && node.Operands.Any(operand => Builder[operand].Op is TensorOp.Random) ? node.Operands[0] : Builder.Add(node);
}
