using System.Globalization;
using System.Linq;
using System.Text;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>The text of a graph, one node a line: what a dump shows and what a reader of a failing test sees.</summary>
internal static class GraphText
{
    public static string Of(TensorGraph graph)
    {
        var text = new StringBuilder();
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            text.Append(Line(graph, i)).Append('\n');
        }

        for (var i = 0; i < graph.Repetitions.Count; i++)
        {
            text.Append("repetition ").Append(Text(i)).Append(graph.Repetitions[i].IsBackward ? " back through " : " over ").Append(graph.Repetitions[i].Name)
                .Append(" leaves ").Append(string.Join(", ", graph.Repetitions[i].Results.Select(result => "%" + Text(result)))).Append('\n');
        }

        for (var i = 0; i < graph.Recomputations.Count; i++)
        {
            text.Append("recomputation ").Append(Text(i)).Append(graph.Recomputations[i].IsAgain ? ", again, of " : " of ").Append(graph.Recomputations[i].Layer).Append('\n');
        }

        foreach (var output in graph.Outputs)
        {
            text.Append(output.IsResult ? "result" : output.Buffer >= 0 ? "new value of buffer " + Text(output.Buffer) : "gradient of parameter " + Text(output.Parameter))
                .Append(" = %").Append(Text(output.Node)).Append('\n');
        }

        return text.ToString();
    }

    public static string Of(FusionPlan plan)
    {
        var text = new StringBuilder();
        foreach (var group in plan.Groups)
        {
            text.Append(group.Kind).Append(" [").Append(group.Domain.Rows).Append(" × ").Append(group.Domain.Columns).Append("]\n");
            foreach (var node in group.Nodes)
            {
                text.Append("    ").Append(Line(plan.Graph, node)).Append(plan.Stored.Contains(node) ? "  stored" : string.Empty).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Line(TensorGraph graph, int index)
    {
        var node = graph.Nodes[index];
        var op = node.Op switch
        {
            TensorOp.Input input => "input " + input.Name,
            TensorOp.Parameter parameter => "parameter " + Text(parameter.Index),
            TensorOp.Constant constant => "constant " + constant.Value.ToString("R", CultureInfo.InvariantCulture),
            TensorOp.Size size => "size " + size.Value,
            TensorOp.Map map => "map " + map.Function.Name,
            TensorOp.Reduce reduce => "reduce " + reduce.Monoid + " axis " + Text(reduce.Axis),
            TensorOp.Carried carried => "carried " + Text(carried.Slot),
            TensorOp.Outcome outcome => "outcome " + Text(outcome.Slot) + " of " + Text(outcome.Repetition),
            TensorOp.Contract contract => "contract" + (contract.TransposeA ? " Aᵀ" : string.Empty) + (contract.TransposeB ? " Bᵀ" : string.Empty),
            TensorOp.Attention attention => (attention.IsCausal ? "causal " : string.Empty) + "attention" + (attention.IsTimeFirst ? " in rows" : string.Empty),
            _ => node.Op.GetType().Name.ToLowerInvariant(),
        };
        return "%" + Text(index) + (node.Repetition < 0 ? string.Empty : "@" + Text(node.Repetition)) +
            (node.Recomputation < 0 ? string.Empty : "&" + Text(node.Recomputation)) + " = " + op +
            (node.Operands.Count > 0 ? "(" + string.Join(", ", node.Operands.Select(operand => "%" + Text(operand))) + ")" : string.Empty) +
            " : " + node.Type + (node.Name is null ? string.Empty : "  // " + node.Name);
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
