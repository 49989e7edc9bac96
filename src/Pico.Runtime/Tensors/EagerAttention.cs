namespace Pico;

/// <summary>
/// Attention as its formula says: all scores at once, in double, with the derivative written by hand. It shares nothing with
/// the tiled kernel that compiled models run, and is its oracle.
/// </summary>
sealed class EagerAttention
{
    readonly int heads; // all leading dimensions together
    readonly int queries;
    readonly int keys;
    readonly int depth;
    readonly double scale;
    readonly double[] q;
    readonly double[] k;
    readonly double[] v;
    readonly double[] weights; // [heads, queries, keys]

    EagerAttention(Tensor q, Tensor k, Tensor v, bool causal, Tensor? keyPadding)
    {
        (queries, keys, depth) = (q.Shape[^2], k.Shape[^2], q.Shape[^1]);
        heads = Layout.Size(q.Shape[..^2]);
        scale = 1 / Math.Sqrt(depth);
        (this.q, this.k, this.v) = (q.ToDoubles(), k.ToDoubles(), v.ToDoubles());
        weights = new double[heads * queries * keys];
        var headsPerBatch = keyPadding is null ? 0 : heads / keyPadding.Shape[0];
        for (var row = 0; row < heads * queries; row++)
        {
            var (head, query) = (row / queries, row % queries);
            var padding = keyPadding is null ? default : keyPadding.AsSpan<int>().Slice(head / headsPerBatch * keys, keys);
            Weigh(weights.AsSpan(row * keys, keys), row, head, padding, causal ? query + keys - queries : keys);
        }
    }

    public static Tensor Apply(Tensor q, Tensor k, Tensor v, bool causal, Tensor? keyPadding)
    {
        (q, k, v) = (Tensor.AttentionOperand(q), Tensor.AttentionOperand(k), Tensor.AttentionOperand(v));
        Check(q, k, v, keyPadding);
        var attention = new EagerAttention(q, k, v, causal, keyPadding);
        return TapeNode.Record(
            PrimitiveKind.Attention,
            Rounded(attention.Output(), q),
            (q, gradient => Rounded(attention.QueryGradient(gradient.ToDoubles()), q)),
            (k, gradient => Rounded(attention.KeyGradient(gradient.ToDoubles()), k)),
            (v, gradient => Rounded(attention.ValueGradient(gradient.ToDoubles()), v)));
    }

    static void Check(Tensor q, Tensor k, Tensor v, Tensor? keyPadding)
    {
        if (q.Type != k.Type || q.Type != v.Type || q.Rank < 2 || !k.Shape.SequenceEqual(v.Shape) || q.Rank != k.Rank ||
            !q.Shape[..^2].SequenceEqual(k.Shape[..^2]) || q.Shape[^1] != k.Shape[^1])
        {
            throw new ArgumentException(
                $"ScaledDotProductAttention: queries {q}, keys {k} and values {v} do not fit; needed are [..., queries, depth] and twice [..., keys, depth] of one type.");
        }

        if (keyPadding is not null && (keyPadding.Type != DType.Int32 || q.Rank < 3 || !keyPadding.Shape.SequenceEqual([q.Shape[0], k.Shape[^2]])))
        {
            throw new ArgumentException(
                $"ScaledDotProductAttention: the key padding is {keyPadding}, but keys {k} need Int32 [batch, keys], batch being the first of three or more dimensions.",
                nameof(keyPadding));
        }
    }

    static Tensor Rounded(double[] values, Tensor like) => like.Type == DType.Float64
        ? Tensor.From(values, like.Shape)
        : Tensor.From(Array.ConvertAll(values, value => (float)value), like.Shape);

    void Weigh(Span<double> row, int query, int head, ReadOnlySpan<int> padding, int last)
    {
        var maximum = double.NegativeInfinity;
        for (var key = 0; key < keys; key++)
        {
            var isHidden = key > last || (!padding.IsEmpty && padding[key] != 0);
            row[key] = isHidden ? double.NegativeInfinity : scale * Dot(q, query, k, head * keys + key);
            maximum = Math.Max(maximum, row[key]);
        }

        var total = 0.0;
        for (var key = 0; key < keys; key++)
        {
            row[key] = double.IsNegativeInfinity(row[key]) ? 0 : Math.Exp(row[key] - maximum);
            total += row[key];
        }

        for (var key = 0; key < keys && total > 0; key++)
        {
            row[key] /= total;
        }
    }

    double[] Output()
    {
        var output = new double[q.Length];
        ForEachPair((query, key, weight) => AddRow(output, query, weight, v, key));
        return output;
    }

    double[] ValueGradient(double[] upstream)
    {
        var gradient = new double[v.Length];
        ForEachPair((query, key, weight) => AddRow(gradient, key, weight, upstream, query));
        return gradient;
    }

    double[] QueryGradient(double[] upstream)
    {
        var gradient = new double[q.Length];
        var means = Means(upstream);
        ForEachPair((query, key, weight) => AddRow(gradient, query, scale * weight * (Dot(upstream, query, v, key) - means[query]), k, key));
        return gradient;
    }

    double[] KeyGradient(double[] upstream)
    {
        var gradient = new double[k.Length];
        var means = Means(upstream);
        ForEachPair((query, key, weight) => AddRow(gradient, key, scale * weight * (Dot(upstream, query, v, key) - means[query]), q, query));
        return gradient;
    }

    // The derivative of softmax: a score's gradient is its weight times what its own weight's gradient exceeds the mean by.
    double[] Means(double[] upstream)
    {
        var means = new double[heads * queries];
        ForEachPair((query, key, weight) => means[query] += weight * Dot(upstream, query, v, key));
        return means;
    }

    void ForEachPair(Action<int, int, double> visit)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] != 0)
            {
                var query = i / keys;
                visit(query, query / queries * keys + i % keys, weights[i]);
            }
        }
    }

    double Dot(double[] a, int rowA, double[] b, int rowB)
    {
        var sum = 0.0;
        for (var d = 0; d < depth; d++)
        {
            sum += a[rowA * depth + d] * b[rowB * depth + d];
        }

        return sum;
    }

    void AddRow(double[] sums, int row, double factor, double[] values, int valueRow)
    {
        for (var d = 0; d < depth; d++)
        {
            sums[row * depth + d] += factor * values[valueRow * depth + d];
        }
    }
}
