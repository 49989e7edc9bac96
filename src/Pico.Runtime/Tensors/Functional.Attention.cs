namespace Pico;

public static partial class Functional
{
    /// <summary>
    /// softmax(Q Kᵀ / √depth) V, in which each query takes the mean of the values, weighted by how well their keys match it
    /// (Vaswani et al., "Attention Is All You Need", 2017). Compiled it needs memory proportional to queries, not to queries
    /// times keys. A query that sees no key gives zeros.
    /// </summary>
    /// <param name="q">Queries [..., queries, depth].</param>
    /// <param name="k">Keys [..., keys, depth].</param>
    /// <param name="v">Values [..., keys, depth].</param>
    /// <param name="causal">
    /// Whether query i sees only the keys up to i + keys - queries: itself and what came before, the queries being the end of the sequence.
    /// </param>
    /// <param name="keyPadding">int32 [batch, keys], batch being the first dimension: nonzero for a key that no query sees.</param>
    /// <returns>[..., queries, depth].</returns>
    /// <exception cref="ArgumentException">Types or shapes do not fit.</exception>
    [Primitive(PrimitiveKind.Attention)]
    public static Tensor ScaledDotProductAttention(Tensor q, Tensor k, Tensor v, bool causal = false, Tensor? keyPadding = null) =>
        EagerAttention.Apply(q, k, v, causal, keyPadding);
}
