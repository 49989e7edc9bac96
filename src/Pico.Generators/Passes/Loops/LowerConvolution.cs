using System;
using System.Collections.Generic;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>Lowers a convolution, or one of its gradients, and the maps that joined it to one call of the kernel.</summary>
internal static class LowerConvolution
{
    public static IEnumerable<LoopStep> Run(LowerLoops lowering, FusionGroup group)
    {
        var plan = lowering.Plan;
        var node = plan[group.Nodes[0]];
        var (left, right) = (plan[node.Operands[0]].Type, plan[node.Operands[1]].Type);
        var (part, channels, filters, sizes, groups) = node.Op switch
        {
            TensorOp.Convolution op => (ConvolutionPart.Result, left.Shape[1], right.Shape[0], op.Sizes, op.Groups),
            TensorOp.ConvolutionImages op => (ConvolutionPart.Images, node.Type.Shape[1], right.Shape[0], op.Sizes, op.Groups),
            TensorOp.ConvolutionFilters op => (ConvolutionPart.Filters, left.Shape[1], node.Type.Shape[0], op.Sizes, op.Groups),
            _ => throw new InvalidOperationException("not a convolution: " + node.Op),
        };
        yield return new LoopStep.Convolution(
            lowering.StepName(group.Nodes),
            lowering.Origins(group.Nodes),
            part,
            left.Shape[0],
            channels,
            filters,
            groups,
            sizes,
            lowering.Buffers.Of(plan.Storage(node.Operands[0])),
            lowering.Buffers.Of(plan.Storage(node.Operands[1])),
            LowerEpilogue.Run(lowering, group));
    }
}
