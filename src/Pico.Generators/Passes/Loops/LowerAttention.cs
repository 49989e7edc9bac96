using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Lowers an attention, or its gradients, to one call of the kernel. Where heads are columns of rows in time, they are read and
/// written there by strides: nothing is transposed.
/// </summary>
internal static class LowerAttention
{
    public static IEnumerable<LoopStep> Run(LowerLoops lowering, FusionGroup group)
    {
        var plan = lowering.Plan;
        var node = plan[group.Nodes[0]];
        var origins = lowering.Origins(group.Nodes);
        int Buffer(int operand) => lowering.Buffers.Of(plan.Storage(operand));
        if (node.Op is TensorOp.Attention attention)
        {
            var sizes = AttentionSizes.Of(plan[node.Operands[0]].Type, plan[node.Operands[1]].Type, attention.IsTimeFirst);
            HeadsLayout Layout(int operand, Dimension time) => Strides(Buffer(operand), sizes, time, attention.IsTimeFirst);
            yield return new LoopStep.Attention(
                lowering.StepName(new[] { group.Nodes[0] }),
                origins,
                sizes,
                attention.IsCausal,
                Layout(node.Operands[0], sizes.Queries),
                Layout(node.Operands[1], Places(plan[node.Operands[1]].Op, sizes)),
                Layout(node.Operands[2], Places(plan[node.Operands[2]].Op, sizes)),
                node.Operands.Count > 3 ? Buffer(node.Operands[3]) : -1,
                Layout(group.Nodes[0], sizes.Queries),
                group.Nodes.Count > 1 ? Buffer(group.Nodes[1]) : -1);
        }
        else
        {
            var gradient = (TensorOp.AttentionGradient)node.Op;
            var sizes = AttentionSizes.Of(plan[node.Operands[0]].Type, plan[node.Operands[1]].Type, gradient.IsTimeFirst);
            HeadsLayout Layout(int operand, Dimension time) => Strides(Buffer(operand), sizes, time, gradient.IsTimeFirst);
            HeadsLayout? Part(int part, Dimension time) => group.Nodes
                .Where(member => plan[member].Op is TensorOp.AttentionGradient other && other.Part == part)
                .Select(member => Layout(member, time))
                .FirstOrDefault();
            yield return new LoopStep.AttentionBackward(
                lowering.StepName(new[] { plan.Storage(node.Operands[3]) }) + "Gradient",
                origins,
                sizes,
                gradient.IsCausal,
                Layout(node.Operands[0], sizes.Queries),
                Layout(node.Operands[1], sizes.Keys),
                Layout(node.Operands[2], sizes.Keys),
                node.Operands.Count > 6 ? Buffer(node.Operands[6]) : -1,
                Layout(node.Operands[3], sizes.Queries),
                Buffer(node.Operands[4]),
                Layout(node.Operands[5], sizes.Queries),
                Part(0, sizes.Queries),
                Part(1, sizes.Keys),
                Part(2, sizes.Keys));
        }
    }

    /// <summary>How many keys there is room for: remembered ones lie in arrays that are not yet full.</summary>
    private static Dimension Places(TensorOp op, AttentionSizes sizes) => op is TensorOp.Append append ? append.Capacity : sizes.Keys;

    private static HeadsLayout Strides(int buffer, AttentionSizes sizes, Dimension time, bool isTimeFirst) => isTimeFirst
        ? new HeadsLayout(buffer, time * sizes.Heads * sizes.Depth, sizes.Depth, sizes.Heads * sizes.Depth)
        : new HeadsLayout(buffer, sizes.Heads * time * sizes.Depth, time * sizes.Depth, sizes.Depth);
}
