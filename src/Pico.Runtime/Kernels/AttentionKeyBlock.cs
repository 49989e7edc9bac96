using Pico.Simd;

namespace Pico.Kernels;

/// <summary>
/// Up to 128 keys of one head in the backward pass. With P the probabilities [queries, keys] of a block, dP = dO Vᵀ and
/// dS = P ∘ (dP - delta): dV += Pᵀ dO, dK += scale dSᵀ Q, dQ += scale dS K. Gradients of keys and values are kept transposed,
/// so that P and dS are right operands just as they were computed.
/// </summary>
internal unsafe struct AttentionKeyBlock<S, F, I>
    where S : struct, ISimd<F, I>
    where F : struct
    where I : struct
{
    private const int Lanes = AttentionBlocking.Lanes;
    private const int Rows = AttentionBlocking.Rows;
    private const int Panels = AttentionBlocking.BackwardPanels;
    private const int Keys = AttentionBlocking.BackwardKeys;
    private const int Queries = AttentionBlocking.BackwardQueries;

    private readonly AttentionShape shape;
    private readonly nint depth;
    private readonly nint depthRows;       // rounded up to tiles of rows
    private readonly float* keyLanes;      // Kᵀ [keys/32][depth][32]
    private readonly float* valueLanes;    // Vᵀ [keys/32][depth][32]
    private readonly float* keyColumns;    // K [depth/32][keys][32]
    private readonly float* keyGradient;   // dKᵀ [keys/32][depth][32], without the scale
    private readonly float* valueGradient; // dVᵀ [keys/32][depth][32]
    private readonly float* queryRows;     // scale·Q [queries/12][depth][12]
    private readonly float* queryColumns;  // Qᵀ [depth/12][queries][12]
    private readonly float* outputRows;    // dO [queries/12][depth][12]
    private readonly float* outputColumns; // dOᵀ [depth/12][queries][12]
    private readonly float* probabilities; // P [queries][32]
    private readonly float* scores;        // dP, then dS [queries][32]
    private readonly float* scoreRows;     // dS [queries/12][keys][12]
    private readonly float* tile;          // [12][32]
    private nint key;
    private nint keys;

    public AttentionKeyBlock(in AttentionShape shape, float* memory)
    {
        this.shape = shape;
        depth = shape.Depth;
        depthRows = AttentionBlocking.ToRows(depth);
        keyLanes = memory;
        valueLanes = keyLanes + Keys * depth;
        keyColumns = valueLanes + Keys * depth;
        keyGradient = keyColumns + Keys * AttentionBlocking.ToLanes(depth);
        valueGradient = keyGradient + Keys * depthRows;
        queryRows = valueGradient + Keys * depthRows;
        queryColumns = queryRows + Queries * depth;
        outputRows = queryColumns + Queries * depthRows;
        outputColumns = outputRows + Queries * depth;
        probabilities = outputColumns + Queries * depthRows;
        scores = probabilities + Queries * Lanes;
        scoreRows = scores + Queries * Lanes;
        tile = scoreRows + Queries * Keys;
    }

    public int* Padding { get; init; }

    public GemmOperand Q { get; init; }

    public GemmOperand K { get; init; }

    public GemmOperand V { get; init; }

    public float* LogSumExp { get; init; }

    public GemmOperand OutputGradient { get; init; }

    public GemmOperand QGradient { get; init; }

    public float* Delta { get; init; }

    public static nint ScratchSize(nint depth)
    {
        var rows = AttentionBlocking.ToRows(depth);
        return Keys * (2 * depth + AttentionBlocking.ToLanes(depth) + 2 * rows) + Queries * (2 * depth + 2 * rows + 2 * Lanes + Keys) + Rows * Lanes;
    }

    /// <summary>Takes so many keys in hand.</summary>
    public void Begin(nint first, nint count)
    {
        key = first;
        keys = count;
        AttentionTile<S, F, I>.PackLanes(K, key, keys, depth, 1f, keyLanes);
        AttentionTile<S, F, I>.PackLanes(V, key, keys, depth, 1f, valueLanes);
        for (nint column = 0; column < depth; column += Lanes)
        {
            GemmPacking.PackColumns(K, key, column, Math.Min(Lanes, depth - column), keys, keyColumns + column * Keys, Lanes);
        }

        new Span<float>(keyGradient, (int)(Keys * depthRows)).Clear();
        new Span<float>(valueGradient, (int)(Keys * depthRows)).Clear();
    }

    /// <summary>Adds what a block of queries gives to the keys, and these keys to the queries.</summary>
    public readonly void AddQueries(nint query, nint queries)
    {
        var seen = Math.Min(keys, shape.VisibleKeys(query + queries - 1) - key);
        AttentionTile<S, F, I>.PackRows(Q, query, queries, depth, queryRows);
        AttentionTile<S, F, I>.Scale(queryRows, Queries * depth, shape.Scale);
        AttentionTile<S, F, I>.PackColumns(Q, query, queries, depth, queryColumns);
        AttentionTile<S, F, I>.PackRows(OutputGradient, query, queries, depth, outputRows);
        AttentionTile<S, F, I>.PackColumns(OutputGradient, query, queries, depth, outputColumns);
        for (nint lane = 0; lane < seen; lane += Lanes)
        {
            // Tiles of queries that see none of these keys are left out; what they would add is zero.
            var lanes = Math.Min(Lanes, seen - lane);
            var first = Math.Max(0, shape.FirstQuery(key + lane) - query) / Rows * Rows;
            for (var row = first; row < queries; row += Rows)
            {
                var height = GemmBlocking.Height(Math.Min(Rows, queries - row));
                AttentionTile<S, F, I>.Multiply(height, lanes, depth, queryRows + row * depth, keyLanes + lane * depth, probabilities + row * Lanes, false);
                AttentionTile<S, F, I>.Multiply(height, lanes, depth, outputRows + row * depth, valueLanes + lane * depth, scores + row * Lanes, false);
            }

            Differentiate(query, first, queries, lane, lanes);
            for (nint row = 0; row < depth; row += Rows)
            {
                var height = GemmBlocking.Height(Math.Min(Rows, depth - row));
                var place = lane * depthRows + row * Lanes;
                var (packed, sum) = (row * queries + first * height, first * Lanes);
                AttentionTile<S, F, I>.Multiply(height, lanes, queries - first, outputColumns + packed, probabilities + sum, valueGradient + place, true);
                AttentionTile<S, F, I>.Multiply(height, lanes, queries - first, queryColumns + packed, scores + sum, keyGradient + place, true);
            }

            for (var row = first; row < queries; row += Rows)
            {
                var rows = Math.Min(Rows, queries - row);
                var height = GemmBlocking.Height(rows);
                GemmPacking.PackRows(new GemmOperand(scores, Lanes, false), row, rows, 0, lanes, scoreRows + row * Keys + lane * height, height);
            }
        }

        if (QGradient.Data is not null)
        {
            AddToQueries(query, queries);
        }
    }

    /// <summary>Writes the gradients of the keys and values in hand.</summary>
    public readonly void Finish(GemmOperand keyRows, GemmOperand valueRows)
    {
        AttentionTile<S, F, I>.Scale(keyGradient, Keys * depthRows, shape.Scale);
        for (nint lane = 0; lane < keys; lane += Lanes)
        {
            var lanes = Math.Min(Lanes, keys - lane);
            Write(keyGradient + lane * depthRows, keyRows, key + lane, lanes);
            Write(valueGradient + lane * depthRows, valueRows, key + lane, lanes);
        }
    }

    private readonly void Write(float* lanes, GemmOperand rows, nint row, nint count)
    {
        if (!rows.IsEmpty)
        {
            AttentionTile<S, F, I>.StoreRows(lanes, count, depth, rows, row, probabilities);
        }
    }

    /// <summary>Turns scores into probabilities P, and dP into dS = P ∘ (dP - delta).</summary>
    private readonly void Differentiate(nint query, nint first, nint queries, nint lane, nint lanes)
    {
        for (var row = first; row < queries; row++)
        {
            var logSumExp = S.Broadcast(LogSumExp[query + row]);
            var delta = S.Broadcast(Delta[query + row]);
            var visible = shape.VisibleKeys(query + row) - key - lane; // of the lanes at hand
            for (nint x = 0; x < lanes; x += 16)
            {
                var score = probabilities + row * Lanes + x;
                var gradient = scores + row * Lanes + x;
                var p = SimdMath.Exp<S, F, I>(S.Subtract(S.Load(score), logSumExp));
                if (visible < x + 16)
                {
                    p = S.Select(S.FirstLanes((int)Math.Max(visible - x, 0)), p, S.Broadcast(0f));
                }

                if (Padding is not null)
                {
                    var hidden = S.Load(Padding + key + lane + x, (int)Math.Min(16, lanes - x));
                    p = S.Select(S.Equal(hidden, S.Broadcast(0)), p, S.Broadcast(0f));
                }

                S.Store(score, p);
                S.Store(gradient, S.Multiply(p, S.Subtract(S.Load(gradient), delta)));
            }
        }
    }

    /// <summary>dQ [queries, depth] += scale dS [queries, keys] · K [keys, depth].</summary>
    private readonly void AddToQueries(nint query, nint queries)
    {
        var scale = S.Broadcast(shape.Scale);
        for (nint row = 0; row < queries; row += Rows)
        {
            var rows = Math.Min(Rows, queries - row);
            var seen = Math.Min(keys, shape.VisibleKeys(query + row + rows - 1) - key);
            if (seen <= 0)
            {
                continue;
            }

            for (nint column = 0; column < depth; column += Lanes)
            {
                var columns = Math.Min(Lanes, depth - column);
                AttentionTile<S, F, I>.Multiply(GemmBlocking.Height(rows), columns, seen, scoreRows + row * Keys, keyColumns + column * Keys, tile, false);
                for (nint i = 0; i < rows; i++)
                {
                    var destination = QGradient.At(query + row + i, column);
                    for (nint x = 0; x < columns; x += 16)
                    {
                        var count = (int)Math.Min(16, columns - x);
                        S.Store(destination + x, S.FusedMultiplyAdd(scale, S.Load(tile + i * Lanes + x), S.Load(destination + x, count)), count);
                    }
                }
            }
        }
    }
}
