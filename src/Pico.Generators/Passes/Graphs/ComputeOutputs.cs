using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Makes every output a value that a step computes: an output that is an argument, a number or a bare change of layout is
/// copied by a map.
/// </summary>
internal static class ComputeOutputs
{
    public static TensorGraph Run(TensorGraph graph)
    {
        var builder = new TensorBuilder();
        foreach (var node in graph.Nodes)
        {
            builder.Add(node);
        }

        var outputs = graph.Outputs.Select(output =>
        {
            output = WithoutPadding(builder, output);
            var storage = output.Node;
            while (builder[storage].Op is TensorOp.Reshape)
            {
                storage = builder[storage].Operands[0];
            }

            if (builder[storage].Op is TensorOp.Map or TensorOp.Reduce or TensorOp.Contract or TensorOp.Pick or TensorOp.Gather or TensorOp.ScatterAdd)
            {
                return output;
            }

            var node = builder[output.Node];
            return output with { Node = ScalarNodes.Map(builder, ScalarNodes.Identity, node.Type, node.Origin, output.Node) };
        });
        return Liveness.Prune(builder.Build(outputs.ToList(), graph.Trace));
    }

    /// <summary>The gradient of a parameter's first elements is added to them alone; the zeros behind need not exist.</summary>
    private static TensorOutput WithoutPadding(TensorBuilder builder, TensorOutput output) =>
        output.Parameter >= 0 && builder[output.Node] is { Op: TensorOp.Pad pad, Type: var type } padded &&
            pad.Start.Value == 0 && type.Shape.Take(pad.Axis).All(size => size.IsOne)
            ? output with { Node = padded.Operands[0] }
            : output;
}
