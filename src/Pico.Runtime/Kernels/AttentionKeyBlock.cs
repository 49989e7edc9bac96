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
    private readonly GemmOperand k;
    private readonly GemmOperand v;
    private readonly nint depth;
    private readonly nint depthRows;       // rounded up to tiles of rows
    private readonly float* keyLanes;      // scale·Kᵀ [keys/32][depth][32]
    private readonly float* valueLanes;    // Vᵀ [keys/32][depth][32]
    private readonly float* keyGradient;   // dKᵀ [keys/32][depth][32], without the scale
    private readonly float* valueGradient; // dVᵀ [keys/32][depth][32]
    private readonly float* probabilities; // P [queries][32]
    private readonly float* scores;        // dP, then dS [keys/32][queries][32]
    private readonly float* tile;          // [12][32]
    private GemmPanels keyColumns;         // K [keys, depth], by columns
    private GemmPanels queryRows;          // Q [queries, depth]
    private GemmPanels queryColumns;       // Qᵀ [depth, queries]
    private GemmPanels outputRows;         // dO [queries, depth]
    private GemmPanels outputColumns;      // dOᵀ [depth, queries]
    private nint key;
    private nint keys;

    public AttentionKeyBlock(in AttentionShape shape, GemmOperand q, GemmOperand k, GemmOperand v, GemmOperand outputGradient, float* memory)
    {
        this.shape = shape;
        (this.k, this.v) = (k, v);
        depth = shape.Depth;
        depthRows = AttentionBlocking.ToRows(depth);
        keyLanes = memory;
        valueLanes = keyLanes + Keys * depth;
        keyGradient = valueLanes + Keys * depth;
        valueGradient = keyGradient + Keys * depthRows;
        probabilities = valueGradient + Keys * depthRows;
        scores = probabilities + Queries * Lanes;
        tile = scores + Queries * Keys;

        // What is not read where it lies.
        var packedKeyColumns = tile + Rows * Lanes;                                           // [depth/32][keys][32]
        var packedQueryRows = packedKeyColumns + Keys * AttentionBlocking.ToLanes(depth);     // [queries/12][depth][12]
        var packedOutputRows = packedQueryRows + Queries * depth;                             // the same
        var packedQueryColumns = packedOutputRows + Queries * depth;                          // [depth/12][queries][12]
        var packedOutputColumns = packedQueryColumns + Queries * depthRows;                   // the same
        keyColumns = GemmPanels.OfColumns(k, inPlace: true, packedKeyColumns, Keys);
        queryRows = GemmPanels.OfRows(q, inPlace: true, packedQueryRows, depth);
        outputRows = GemmPanels.OfRows(outputGradient, inPlace: true, packedOutputRows, depth);
        queryColumns = GemmPanels.OfRows(q.Transpose(), inPlace: true, packedQueryColumns, Queries);
        outputColumns = GemmPanels.OfRows(outputGradient.Transpose(), inPlace: true, packedOutputColumns, Queries);
    }

    public int* Padding { get; init; }

    public float* LogSumExp { get; init; }

    public GemmOperand QGradient { get; init; }

    public float* Delta { get; init; }

    // The panels of the keys in hand alone: clearing room for 128 keys would take longer than a short sequence.
    private readonly nint GradientLength => AttentionBlocking.ToLanes(keys) * depthRows;

    public static nint ScratchSize(nint depth)
    {
        var rows = AttentionBlocking.ToRows(depth);
        return Keys * (2 * depth + 2 * rows + AttentionBlocking.ToLanes(depth)) + Queries * (Lanes + Keys + 2 * depth + 2 * rows) + Rows * Lanes;
    }

    /// <summary>Takes so many keys in hand.</summary>
    public void Begin(nint first, nint count)
    {
        key = first;
        keys = count;
        AttentionLanes<S, F, I>.Pack(k, key, keys, depth, shape.Scale, keyLanes);
        AttentionLanes<S, F, I>.Pack(v, key, keys, depth, 1f, valueLanes);
        keyColumns.Take(0, depth, key, keys);
        new Span<float>(keyGradient, (int)GradientLength).Clear();
        new Span<float>(valueGradient, (int)GradientLength).Clear();
    }

    /// <summary>Adds what a block of queries gives to the keys, and these keys to the queries.</summary>
    public void AddQueries(nint query, nint queries, ref AttentionAhead ahead)
    {
        var seen = Math.Min(keys, shape.VisibleKeys(query + queries - 1) - key);
        queryRows.Take(query, queries, 0, depth);
        outputRows.Take(query, queries, 0, depth);
        queryColumns.Take(0, depth, query, queries);
        outputColumns.Take(0, depth, query, queries);
        for (nint lane = 0; lane < seen; lane += Lanes)
        {
            // Tiles of queries that see none of these keys are left out; what they would add is zero.
            var lanes = Math.Min(Lanes, seen - lane);
            var first = Math.Max(0, shape.FirstQuery(key + lane) - query) / Rows * Rows;
            var gradients = scores + lane * Queries;
            for (var row = first; row < queries; row += Rows)
            {
                // [12 queries, 32 keys] = Q [12, depth] · Kᵀ [depth, 32], and dO [12, depth] · Vᵀ [depth, 32]
                Multiply(ref ahead, queryRows, row, lanes, depth, 0, keyLanes + lane * depth, probabilities + row * Lanes, false);
                Multiply(ref ahead, outputRows, row, lanes, depth, 0, valueLanes + lane * depth, gradients + row * Lanes, false);
            }

            Differentiate(query, first, queries, lane, lanes, gradients);
            for (nint row = 0; row < depth; row += Rows)
            {
                // [12 of depth, 32 keys] += dOᵀ [12, queries] · P [queries, 32], and Qᵀ [12, queries] · dS [queries, 32]
                var place = lane * depthRows + row * Lanes;
                Multiply(ref ahead, outputColumns, row, lanes, queries - first, first, probabilities + first * Lanes, valueGradient + place, true);
                Multiply(ref ahead, queryColumns, row, lanes, queries - first, first, gradients + first * Lanes, keyGradient + place, true);
            }
        }

        if (QGradient.Data is not null)
        {
            AddToQueries(query, queries, ref ahead);
        }
    }

    private static void Multiply(ref AttentionAhead ahead, in GemmPanels left, nint row, nint lanes, nint length, nint skipped, float* right, float* sums, bool resume)
    {
        var panel = row / Rows;
        var a = left.At(panel, out var line, out var step);
        ahead.Multiply<S, F, I>(GemmBlocking.Height(left.Size(panel)), lanes, length, a + skipped * step, line, step, right, Lanes, sums, resume);
    }

    /// <summary>Writes the gradients of the keys and values in hand.</summary>
    public readonly void Finish(GemmOperand keyRows, GemmOperand valueRows)
    {
        AttentionLanes<S, F, I>.Scale(keyGradient, GradientLength, shape.Scale);
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
            AttentionLanes<S, F, I>.StoreRows(lanes, count, depth, rows, row, probabilities);
        }
    }

    /// <summary>Turns scores into probabilities P, and dP into dS = P ∘ (dP - delta).</summary>
    private readonly void Differentiate(nint query, nint first, nint queries, nint lane, nint lanes, float* gradients)
    {
        for (var row = first; row < queries; row++)
        {
            var logSumExp = S.Broadcast(LogSumExp[query + row]);
            var delta = S.Broadcast(Delta[query + row]);
            var visible = shape.VisibleKeys(query + row) - key - lane; // of the lanes at hand
            for (nint x = 0; x < lanes; x += 16)
            {
                var score = probabilities + row * Lanes + x;
                var gradient = gradients + row * Lanes + x;
                var p = SimdMath.ExpOfNonPositive<S, F, I>(S.Subtract(S.Load(score), logSumExp));
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

    /// <summary>The gradients of queries that see no key of the first block, which would begin them.</summary>
    public readonly void Clear(nint query, nint queries)
    {
        for (; QGradient.Data is not null && queries > 0; query++, queries--)
        {
            new Span<float>(QGradient.At(query, 0), (int)depth).Clear();
        }
    }

    /// <summary>dQ [queries, depth] += scale dS [queries, keys] · K [keys, depth]; the first block of keys begins the sum.</summary>
    private readonly void AddToQueries(nint query, nint queries, ref AttentionAhead ahead)
    {
        var scale = S.Broadcast(shape.Scale);
        for (nint row = 0; row < queries; row += Rows)
        {
            var rows = Math.Min(Rows, queries - row);
            var seen = Math.Min(keys, shape.VisibleKeys(query + row + rows - 1) - key);
            if (seen <= 0)
            {
                Clear(query + row, key == 0 ? rows : 0);
                continue;
            }

            for (nint column = 0; column < depth; column += Lanes)
            {
                var columns = Math.Min(Lanes, depth - column);
                var right = keyColumns.At(column / Lanes, out _, out var step);
                for (nint lane = 0; lane < seen; lane += Lanes)
                {
                    ahead.Multiply<S, F, I>(
                        GemmBlocking.Height(rows), columns, Math.Min(Lanes, seen - lane), scores + (lane * Queries) + (row * Lanes), Lanes, 1, right + lane * step, step, tile, lane > 0);
                }

                for (nint i = 0; i < rows; i++)
                {
                    var destination = QGradient.At(query + row + i, column);
                    for (nint x = 0; x < columns; x += 16)
                    {
                        var count = (int)Math.Min(16, columns - x);
                        var before = key == 0 ? S.Broadcast(0f) : S.Load(destination + x, count);
                        S.Store(destination + x, S.FusedMultiplyAdd(scale, S.Load(tile + i * Lanes + x), before), count);
                    }
                }
            }
        }
    }
}
