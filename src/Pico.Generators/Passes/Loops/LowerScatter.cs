using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>Lowers the addition of rows where indices say: straight into the gradient of a parameter when it is one.</summary>
internal static class LowerScatter
{
    public static IEnumerable<LoopStep> Run(LowerLoops lowering, FusionGroup group)
    {
        var self = group.Nodes[0];
        var node = lowering.Plan[self];
        var (indices, rows) = (node.Operands[0], node.Operands[1]);
        var (height, columns) = (node.Type.Shape[0], node.Type.Shape[1]);
        var source = new LoopSource.Load(
            lowering.Buffers.Of(lowering.Plan.Storage(rows)),
            new LoopAccess(LoopRow.Same, Dimension.One, Dimension.One, columns, !columns.IsOne));
        var destination = new LoopAccess(LoopRow.Indexed, Dimension.One, height, columns, !columns.IsOne, lowering.IndexOfRow(indices));
        foreach (var store in lowering.SinksOf(self).Cast<LoopSink.Store>())
        {
            yield return new LoopStep.ScatterAdd(
                lowering.StepName(group.Nodes),
                lowering.Origins(group.Nodes),
                lowering.Plan[indices].Type.Size,
                columns,
                source,
                destination,
                store.Buffer,
                store.Accumulate);
        }
    }
}
