using System.Collections.Generic;
using System.Linq;
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
    private readonly Dictionary<int, int> shares = new();
    private readonly Dictionary<(int Repetition, int Slot), int> carried = new();
    private readonly Dictionary<int, (int Repetition, int Slot, StackPlace Place)> stacked = new();
    private int temporaries;
    private int states;

    public BufferTable(FusionPlan plan, ValueNames names)
    {
        graph = plan.Graph;
        this.names = names;
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            var node = graph.Nodes[i];
            if (node.Op is TensorOp.Carried start)
            {
                stacked[i] = (node.Repetition, start.Slot, StackPlace.Current);
                stacked[plan.Storage(node.Operands[0])] = (node.Repetition, start.Slot, StackPlace.First);
            }
            else if (node.Op is TensorOp.Outcome end)
            {
                stacked[i] = (end.Repetition, end.Slot, StackPlace.Last);
            }
        }

        for (var repetition = 0; repetition < graph.Repetitions.Count; repetition++)
        {
            var results = graph.Repetitions[repetition].Results;
            for (var slot = 0; slot < results.Count; slot++)
            {
                if (results[slot] >= 0)
                {
                    stacked[plan.Storage(results[slot])] = (repetition, slot, StackPlace.Next);
                }
            }
        }
    }

    public EquatableArray<LoopBuffer> Buffers => buffers.ToEquatableArray();

    public LoopBuffer this[int buffer] => buffers[buffer];

    /// <summary>The buffer that holds a stored value.</summary>
    public int Of(int node)
    {
        if (!values.TryGetValue(node, out var buffer))
        {
            buffer = Add(graph.Nodes[node].Op switch
            {
                TensorOp.Parameter parameter => new LoopBuffer(names.Of(node), BufferKind.Parameter, graph.Nodes[node].Type, parameter.Index),
                TensorOp.Input input => new LoopBuffer(names.Of(node), BufferKind.Input, graph.Nodes[node].Type, 0, input.Name),
                _ => Temporary(node),
            });
            values.Add(node, buffer);
        }

        return buffer;
    }

    /// <summary>The buffer of the shares of a reduction down the columns: a row for each run of rows.</summary>
    public int Shares(int node)
    {
        if (!shares.TryGetValue(node, out var buffer))
        {
            var type = TensorType.Float(LoopStep.RowLoop.MostChunks, graph.Nodes[node].Type.Size);
            shares.Add(node, buffer = Add(Own(names.Of(node) + "Shares", type, graph.Nodes[node].Repetition)));
        }

        return buffer;
    }

    /// <summary>A buffer for elements of the row that a chunk is at: a row for each chunk.</summary>
    public int RowOfChunk(int node, FusionGroup loop)
    {
        var chunks = loop.Domain.Rows.Value < LoopStep.RowLoop.MostChunks.Value ? loop.Domain.Rows : LoopStep.RowLoop.MostChunks;
        return Add(Own(names.Of(node) + "Kept", new TensorType(EquatableArray.Of(chunks, loop.Domain.Columns), graph.Nodes[node].Type.Element), loop.Repetition));
    }

    /// <summary>The memory of a parameter that a step writes.</summary>
    public int Parameter(int parameter, TensorType type, string name)
    {
        var found = buffers.FindIndex(buffer => buffer.Kind == BufferKind.Parameter && buffer.Index == parameter);
        return found >= 0 ? found : Add(new LoopBuffer(name, BufferKind.Parameter, type, parameter));
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

    private LoopBuffer Temporary(int node)
    {
        var (name, type) = (names.Of(node), graph.Nodes[node].Type);
        if (graph.Nodes[node] is { Op: TensorOp.Append append, Repetition: var repetition })
        {
            var all = type with { Shape = type.Shape.Select((size, axis) => axis == append.Axis ? append.Capacity : size).ToEquatableArray() };
            return new LoopBuffer(name, BufferKind.State, all, states++, null, repetition < 0 ? null : new BufferStack(repetition, StackPlace.Own, IsKept: true));
        }

        if (!stacked.TryGetValue(node, out var place))
        {
            return Own(name, type, graph.Nodes[node].Repetition);
        }

        if (!carried.TryGetValue((place.Repetition, place.Slot), out var slot))
        {
            carried.Add((place.Repetition, place.Slot), slot = temporaries++);
        }

        return new LoopBuffer(name, BufferKind.Temporary, type, slot, null, new BufferStack(place.Repetition, place.Place));
    }

    private LoopBuffer Own(string name, TensorType type, int repetition) =>
        new(name, BufferKind.Temporary, type, temporaries++, null, repetition < 0 ? null : new BufferStack(repetition, StackPlace.Own));

    private int Add(LoopBuffer buffer)
    {
        buffers.Add(buffer);
        return buffers.Count - 1;
    }
}
