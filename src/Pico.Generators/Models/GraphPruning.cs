using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>Drops the nodes that no output needs, such as transposes that a product has absorbed.</summary>
internal static class GraphPruning
{
    public static TensorGraph Prune(TensorGraph graph)
    {
        var needed = new bool[graph.Nodes.Count];
        foreach (var output in graph.Outputs)
        {
            needed[output.Node] = true;
        }

        for (var i = graph.Nodes.Count - 1; i >= 0; i--)
        {
            foreach (var operand in needed[i] ? graph.Nodes[i].Operands : EquatableArray<int>.Empty)
            {
                needed[operand] = true;
            }
        }

        var numbers = new int[graph.Nodes.Count];
        var nodes = new List<TensorNode>();
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            if (needed[i])
            {
                numbers[i] = nodes.Count;
                nodes.Add(graph.Nodes[i] with { Operands = graph.Nodes[i].Operands.Select(operand => numbers[operand]).ToEquatableArray() });
            }
        }

        return new TensorGraph(
            nodes.ToEquatableArray(),
            graph.Outputs.Select(output => output with { Node = numbers[output.Node] }).ToEquatableArray());
    }
}
