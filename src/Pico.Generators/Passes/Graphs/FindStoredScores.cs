using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Finds attention that is written out: a product of two sequences, [..., time, time] with a time that a call decides, that turns
/// into weights of values in another product. Both must lie in memory for the products, and their size is the square of time.
/// </summary>
internal static class FindStoredScores
{
    public static IEnumerable<TensorNode> Run(TensorGraph graph, EquatableArray<string> dimensions)
    {
        var live = Liveness.Of(graph);
        for (var node = 0; node < graph.Nodes.Count; node++)
        {
            if (live[node] && graph.Nodes[node].Op is TensorOp.Contract && Scores(graph, graph.Nodes[node].Operands[0], dimensions) is { } scores)
            {
                yield return scores;
            }
        }
    }

    /// <summary>The product that a left operand is computed from row by row.</summary>
    private static TensorNode? Scores(TensorGraph graph, int operand, EquatableArray<string> dimensions)
    {
        var pending = new Stack<int>();
        var seen = new HashSet<int>();
        pending.Push(operand);
        while (pending.Count > 0)
        {
            var index = pending.Pop();
            var node = graph.Nodes[index];
            if (!seen.Add(index) || (index == operand && node.Op is not TensorOp.Map) || !IsSquare(node.Type, dimensions))
            {
                continue;
            }

            if (node.Op is TensorOp.Contract)
            {
                return node;
            }

            if (node.Op is TensorOp.Map or TensorOp.Reshape)
            {
                foreach (var next in node.Operands)
                {
                    pending.Push(next);
                }
            }
        }

        return null;
    }

    private static bool IsSquare(TensorType type, EquatableArray<string> dimensions) => type.Rank >= 2 && type.Element == ScalarType.Float32 &&
        type.Shape[type.Rank - 1] == type.Shape[type.Rank - 2] && type.Shape[type.Rank - 1].Symbols.Any(dimensions.Contains);
}
