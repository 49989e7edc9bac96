using System.Collections.Generic;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>Lowers a pool, or its gradient, to one call of the kernel.</summary>
internal static class LowerPool
{
    public static IEnumerable<LoopStep> Run(LowerLoops lowering, FusionGroup group)
    {
        var self = group.Nodes[0];
        var node = lowering.Plan[self];
        int Buffer(int operand) => lowering.Buffers.Of(lowering.Plan.Storage(node.Operands[operand]));
        var planes = node.Type.Shape[0] * node.Type.Shape[1];
        var (name, origins) = (lowering.StepName(group.Nodes), lowering.Origins(group.Nodes));
        if (node.Op is TensorOp.Pool pool)
        {
            yield return new LoopStep.Pool(name, origins, pool.Monoid, planes, pool.Sizes, Buffer(0), lowering.Buffers.Of(self));
        }
        else if (node.Op is TensorOp.PoolGradient gradient)
        {
            var isMax = gradient.Monoid == Monoid.Max;
            yield return new LoopStep.PoolBackward(
                name, origins, gradient.Monoid, planes, gradient.Sizes, isMax ? Buffer(0) : -1, Buffer(isMax ? 1 : 0), lowering.Buffers.Of(self));
        }
    }
}
