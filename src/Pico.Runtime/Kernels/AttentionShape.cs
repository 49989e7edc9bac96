namespace Pico.Kernels;

/// <summary>The sizes and options of one attention: queries [batch, heads, queries, depth], keys and values [batch, heads, keys, depth].</summary>
public readonly unsafe struct AttentionShape
{
    /// <summary>How many batches.</summary>
    public nint Batch { get; init; }

    /// <summary>How many heads in each.</summary>
    public nint Heads { get; init; }

    /// <summary>How many queries each head has.</summary>
    public nint Queries { get; init; }

    /// <summary>How many keys, each with its value.</summary>
    public nint Keys { get; init; }

    /// <summary>The length of a query, of a key and of a value.</summary>
    public nint Depth { get; init; }

    /// <summary>What every product of a query and a key is multiplied by; usually 1/√depth.</summary>
    public float Scale { get; init; }

    /// <summary>
    /// Whether query i sees only the keys up to i + keys - queries: with as many keys as queries those up to itself; with more
    /// keys (a cache, of which the queries are the end) all that came before, too.
    /// </summary>
    public bool Causal { get; init; }

    /// <summary>int32 [batch, keys], nonzero for a key that nobody sees (torch's key_padding_mask); or null.</summary>
    public int* KeyPadding { get; init; }

    /// <summary>The keys that query <paramref name="query"/> sees when it sees no later ones: the first so many, or none if it is negative.</summary>
    internal nint VisibleKeys(nint query) => Causal ? Math.Min(Keys, query + Keys - Queries + 1) : Keys;

    /// <summary>The first query that sees a key.</summary>
    internal nint FirstQuery(nint key) => Causal ? Math.Max(0, key - Keys + Queries) : 0;

    /// <summary>The padding flags of one batch, or null.</summary>
    internal int* Padding(nint batch) => KeyPadding is null ? null : KeyPadding + batch * Keys;
}
