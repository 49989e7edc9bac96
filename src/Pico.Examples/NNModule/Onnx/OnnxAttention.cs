using Pico.Models;

namespace Pico.Examples.NNModule.Onnx;

/// <summary>
/// Attention as products, a mask and a softmax; operator set 17 has none of its own. Scores that a query must not see become the lowest number,
/// and their probabilities zero: so a query that sees no key gets zero, not NaN.
/// </summary>
/// <param name="graph">The graph that receives it.</param>
/// <param name="sizes">The sizes.</param>
internal sealed class OnnxAttention(OnnxGraph graph, OnnxSizes sizes)
{
    private static readonly OnnxAttribute HeadsFirst = OnnxAttribute.Of("perm", [0, 2, 1, 3]);

    private readonly Dictionary<(SizeFormula Queries, SizeFormula Keys), string> causal = [];

    /// <param name="attention">The operation.</param>
    /// <param name="operands">Queries, keys, values and perhaps padding.</param>
    /// <param name="queries">The shape of the queries.</param>
    /// <param name="keys">The shape of the keys.</param>
    public string Add(NodeOperation.Attention attention, IReadOnlyList<string> operands, IReadOnlyList<SizeFormula> queries, IReadOnlyList<SizeFormula> keys)
    {
        var rank = queries.Count;
        var time = attention.IsTimeFirst ? 1 : rank - 2;
        var (q, k, v) = (operands[0], operands[1], operands[2]);
        if (attention.IsTimeFirst) (q, k, v) = (graph.Add("Transpose", [q], HeadsFirst), graph.Add("Transpose", [k], HeadsFirst), graph.Add("Transpose", [v], HeadsFirst));

        long[] swapped = [.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2];
        var depth = graph.Add("Sqrt", [sizes.Scalar(queries[^1], OnnxType.Float32)]);
        var scores = graph.Add("Div", [graph.Add("MatMul", [q, graph.Add("Transpose", [k], OnnxAttribute.Of("perm", swapped))]), depth]);
        var allowed = Allowed(attention.IsCausal, operands.Count > 3 ? operands[3] : null, queries[time], keys[time], rank);
        if (allowed is not null) scores = graph.Add("Where", [allowed, scores, graph.Constant(OnnxType.Float32, float.MinValue)]);
        var probabilities = graph.Add("Softmax", [scores], OnnxAttribute.Of("axis", -1));
        if (allowed is not null) probabilities = graph.Add("Where", [allowed, probabilities, graph.Constant(OnnxType.Float32, 0)]);
        var result = graph.Add("MatMul", [probabilities, v]);
        return attention.IsTimeFirst ? graph.Add("Transpose", [result], HeadsFirst) : result;
    }

    /// <summary>Which scores count, or null for all: [queries, keys], or [batch, 1, .., keys], or both.</summary>
    private string? Allowed(bool isCausal, string? padding, SizeFormula queries, SizeFormula keys, int rank)
    {
        var seen = isCausal ? Causal(queries, keys) : null;
        if (padding is null) return seen;
        var middle = graph.Vector([.. Enumerable.Range(1, rank - 2).Select(axis => (long)axis)]);
        var real = graph.Add("Unsqueeze", [graph.Add("Equal", [padding, graph.Constant(OnnxType.Int32, 0)]), middle]);
        return seen is null ? real : graph.Add("And", [seen, real]);
    }

    private string Causal(SizeFormula queries, SizeFormula keys)
    {
        if (causal.TryGetValue((queries, keys), out var known)) return known;
        var column = graph.Add("Unsqueeze", [sizes.Range(queries), graph.Vector(1)]);
        var last = queries == keys ? column : graph.Add("Add", [column, sizes.Scalar(keys - queries, OnnxType.Int32)]);
        return causal[(queries, keys)] = graph.Add("LessOrEqual", [sizes.Range(keys), last]);
    }
}
