using System.Collections.Generic;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>Numbers and names the buffers of a program as the steps ask for them.</summary>
internal sealed class BufferTable
{
    private readonly TensorGraph graph;
    private readonly ValueNames names;
    private readonly List<LoopBuffer> buffers = new();
    private readonly Dictionary<int, int> values = new();
    private readonly Dictionary<int, int> gradients = new();
    private int temporaries;

    public BufferTable(TensorGraph graph, ValueNames names)
    {
        this.graph = graph;
        this.names = names;
    }

    public EquatableArray<LoopBuffer> Buffers => buffers.ToEquatableArray();

    public LoopBuffer this[int buffer] => buffers[buffer];

    /// <summary>The buffer that holds a stored value.</summary>
    public int Of(int node)
    {
        if (!values.TryGetValue(node, out var buffer))
        {
            var (kind, index) = graph.Nodes[node].Op switch
            {
                TensorOp.Parameter parameter => (BufferKind.Parameter, parameter.Index),
                TensorOp.Input => (BufferKind.Input, 0),
                _ => (BufferKind.Temporary, temporaries++),
            };
            buffer = Add(new LoopBuffer(names.Of(node), kind, graph.Nodes[node].Type, index, (graph.Nodes[node].Op as TensorOp.Input)?.Name));
            values.Add(node, buffer);
        }

        return buffer;
    }

    /// <summary>The buffer that collects the gradient of a parameter.</summary>
    public int Gradient(int parameter, TensorType type, string name)
    {
        if (!gradients.TryGetValue(parameter, out var buffer))
        {
            buffer = Add(new LoopBuffer(name, BufferKind.Gradient, type, parameter));
            gradients.Add(parameter, buffer);
        }

        return buffer;
    }

    private int Add(LoopBuffer buffer)
    {
        buffers.Add(buffer);
        return buffers.Count - 1;
    }
}
