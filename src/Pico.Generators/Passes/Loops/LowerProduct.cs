using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>Lowers a matrix product and the maps that joined it to a product with an epilogue.</summary>
internal sealed class LowerProduct
{
    private readonly LowerLoops lowering;
    private readonly FusionPlan plan;
    private readonly FusionGroup group;
    private readonly int product;

    public LowerProduct(LowerLoops lowering, FusionGroup group)
    {
        this.lowering = lowering;
        this.group = group;
        plan = lowering.Plan;
        product = group.Nodes[0];
    }

    public IEnumerable<LoopStep> Run()
    {
        var node = plan[product];
        var contract = (TensorOp.Contract)node.Op;
        var a = plan[node.Operands[0]].Type;
        var b = plan[node.Operands[1]].Type;
        var isBatched = b.Rank > 2;
        var inner = a.Shape[a.Rank - (contract.TransposeA ? 2 : 1)];
        var batch = isBatched ? Dimension.Product(a.Shape.Take(a.Rank - 2)) : Dimension.One;
        var rows = node.Type.Shape[node.Type.Rank - 2];
        if (!isBatched)
        {
            rows = Dimension.Product(node.Type.Shape.Take(node.Type.Rank - 1));
        }

        yield return TurnProduct.Run(new LoopStep.Product(
            lowering.StepName(group.Nodes),
            lowering.Origins(group.Nodes),
            batch,
            rows,
            node.Type.Shape[node.Type.Rank - 1],
            inner,
            Operand(node.Operands[0], contract.TransposeA, isBatched),
            Operand(node.Operands[1], contract.TransposeB, isBatched),
            LowerEpilogue.Run(lowering, group)));
    }

    private ProductOperand Operand(int operand, bool transposed, bool isBatched)
    {
        var shape = plan[operand].Type.Shape;
        var stride = shape[shape.Count - 1];
        var batchStride = isBatched ? stride * shape[shape.Count - 2] : Dimension.Constant(0);
        return new ProductOperand(lowering.Buffers.Of(plan.Storage(operand)), stride, transposed, batchStride);
    }
}
