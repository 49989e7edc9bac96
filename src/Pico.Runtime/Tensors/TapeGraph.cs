namespace Pico;

/// <summary>
/// What a tape holds, as a graph: every value that a result was computed from, operands before what uses them. For looking at it; <see cref="Tensor.Backward()"/>
/// needs none of it.
/// </summary>
/// <example><code>
/// var a = Tensor.From([3.0]).RequiresGradient().Named("a");
/// var loss = (a * a).Named("loss");
/// var graph = TapeGraph.Of(loss);       // two nodes: a, which is used twice, and a * a
/// graph.KeepGradients();                // so that results keep theirs, too
/// loss.Backward();
/// </code></example>
public sealed class TapeGraph
{
    TapeGraph(IReadOnlyList<TapeGraphNode> nodes) => Nodes = nodes;

    /// <summary>The nodes; the last one is the result.</summary>
    public IReadOnlyList<TapeGraphNode> Nodes { get; }

    /// <summary>Walks the tape of a result.</summary>
    /// <param name="result">A tensor; one without a tape is a graph of one node.</param>
    public static TapeGraph Of(Tensor result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var numbers = new Dictionary<Tensor, int>(ReferenceEqualityComparer.Instance);
        var nodes = new List<TapeGraphNode>();
        var open = new Stack<(Tensor Tensor, bool OperandsDone)>([(result, false)]); // no recursion: graphs may be deep
        while (open.TryPop(out var next))
        {
            var (tensor, done) = next;
            if (numbers.ContainsKey(tensor))
            {
                continue;
            }

            var operands = tensor.Tape?.Operands ?? [];
            if (done || operands.Length == 0)
            {
                numbers.Add(tensor, nodes.Count);
                nodes.Add(new(nodes.Count, tensor, tensor.Tape?.Kind, tensor.Tape?.Function, Array.ConvertAll(operands, operand => numbers[operand])));
                continue;
            }

            open.Push((tensor, true));
            for (var i = operands.Length - 1; i >= 0; i--)
            {
                open.Push((operands[i], false));
            }
        }

        return new(nodes);
    }

    /// <summary>Makes every differentiable value keep the gradient that the next <see cref="Tensor.Backward()"/> forms.</summary>
    public void KeepGradients()
    {
        foreach (var node in Nodes)
        {
            if (node.Value.IsDifferentiable)
            {
                node.Value.RequiresGradient();
            }
        }
    }
}
