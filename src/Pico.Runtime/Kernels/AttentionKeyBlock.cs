using System.Runtime.CompilerServices;
using Pico.Simd;

namespace Pico.Kernels;

/// <summary>
/// Up to 128 keys of one head in the backward pass. With P the probabilities [queries, keys] of a block, dP = dO Vᵀ and
/// dS = P ∘ (dP - delta): dV += Pᵀ dO, dK += scale dSᵀ Q, dQ += scale dS K. P and dS are left operands of all three just as they
/// were computed, and tiles of twelve keys begin with the first query that sees one of them.
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
    private readonly nint depthLanes;      // rounded up to panels of lanes
    private readonly float* keyLanes;      // scale·Kᵀ [keys/32][depth][32]
    private readonly float* valueLanes;    // Vᵀ [keys/32][depth][32]
    private readonly float* keyGradient;   // dK [keys/32][depth/32][32][32], without the scale
    private readonly float* valueGradient; // dV [keys/32][depth/32][32][32]
    private readonly float* probabilities; // P [queries][32]
    private readonly float* scores;        // dP, then dS [keys/32][queries][32]
    private readonly float* tile;          // [12][32]
    private GemmPanels keyColumns;         // K [keys, depth], by columns
    private GemmPanels queryRows;          // Q [queries, depth]
    private GemmPanels queryColumns;       // the same, by columns
    private GemmPanels outputRows;         // dO [queries, depth]
    private GemmPanels outputColumns;      // the same, by columns
    private nint key;
    private nint keys;

    public AttentionKeyBlock(in AttentionShape shape, GemmOperand q, GemmOperand k, GemmOperand v, GemmOperand outputGradient, float* memory)
    {
        this.shape = shape;
        (this.k, this.v) = (k, v);
        depth = shape.Depth;
        depthLanes = AttentionBlocking.ToLanes(depth);
        keyLanes = memory;
        valueLanes = keyLanes + Keys * depth;
        keyGradient = valueLanes + Keys * depth;
        valueGradient = keyGradient + Keys * depthLanes;
        probabilities = valueGradient + Keys * depthLanes;
        scores = probabilities + Queries * Lanes;
        tile = scores + Queries * Keys;

        // What is not read where it lies.
        var packedKeyColumns = tile + Rows * Lanes;                                           // [depth/32][keys][32]
        var packedQueryRows = packedKeyColumns + Keys * depthLanes;                           // [queries/12][depth][12]
        var packedOutputRows = packedQueryRows + Queries * depth;                             // the same
        var packedQueryColumns = packedOutputRows + Queries * depth;                          // [depth/32][queries][32]
        var packedOutputColumns = packedQueryColumns + Queries * depthLanes;                  // the same
        keyColumns = GemmPanels.OfColumns(k, inPlace: true, packedKeyColumns, Keys);
        queryRows = GemmPanels.OfRows(q, inPlace: true, packedQueryRows, depth);
        outputRows = GemmPanels.OfRows(outputGradient, inPlace: true, packedOutputRows, depth);
        queryColumns = GemmPanels.OfColumns(q, inPlace: true, packedQueryColumns, Queries);
        outputColumns = GemmPanels.OfColumns(outputGradient, inPlace: true, packedOutputColumns, Queries);
    }

    public int* Padding { get; init; }

    public float* LogSumExp { get; init; }

    public GemmOperand QGradient { get; init; }

    public float* Delta { get; init; }

    public static nint ScratchSize(nint depth)
    {
        var lanes = AttentionBlocking.ToLanes(depth);
        return Keys * (2 * depth + 3 * lanes) + Queries * (Lanes + Keys + 2 * depth + 2 * lanes) + Rows * Lanes;
    }

    /// <summary>Takes so many keys in hand.</summary>
    public void Begin(nint first, nint count)
    {
        key = first;
        keys = count;
        AttentionLanes<S, F, I>.Pack(k, key, keys, depth, shape.Scale, keyLanes);
        AttentionLanes<S, F, I>.Pack(v, key, keys, depth, 1f, valueLanes);
        keyColumns.Take(0, depth, key, keys);
        if (shape.Queries == 0)
        {
            new Span<float>(keyGradient, (int)(Keys * depthLanes)).Clear(); // the first block of queries would begin the sums
            new Span<float>(valueGradient, (int)(Keys * depthLanes)).Clear();
        }
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
            var lanes = Math.Min(Lanes, keys - lane);
            var first = Math.Max(0, shape.FirstQuery(key + lane) - query) / Rows * Rows;
            var gradients = scores + lane * Queries;
            for (var row = first; row < queries; row += Rows)
            {
                // [12 queries, 32 keys] = Q [12, depth] · Kᵀ [depth, 32], and dO [12, depth] · Vᵀ [depth, 32]
                var visible = Math.Min(lanes, shape.VisibleKeys(query + Math.Min(row + Rows, queries) - 1) - key - lane);
                var columns = visible > 16 ? Lanes : 16; // what a hidden key is multiplied by must be a number
                Multiply(ref ahead, queryRows, row, columns, keyLanes + lane * depth, probabilities + row * Lanes);
                Multiply(ref ahead, outputRows, row, columns, valueLanes + lane * depth, gradients + row * Lanes);
            }

            Differentiate(query, first, queries, lane, lanes, gradients);
            AddToKeys(query, queries, lane, lanes, gradients, ref ahead);
        }

        if (QGradient.Data is not null)
        {
            AddToQueries(query, queries, ref ahead);
        }
    }

    private readonly void Multiply(ref AttentionAhead ahead, in GemmPanels left, nint row, nint columns, float* right, float* sums)
    {
        var panel = row / Rows;
        var a = left.At(panel, out var line, out var step);
        ahead.Multiply<S, F, I>(GemmBlocking.Height(left.Size(panel)), columns, depth, a, line, step, right, Lanes, sums, false);
    }

    /// <summary>dV [keys, depth] += Pᵀ [keys, queries] · dO [queries, depth], and dK += dSᵀ · Q; the first block of queries that sees a key begins its sums.</summary>
    private readonly void AddToKeys(nint query, nint queries, nint lane, nint lanes, float* gradients, ref AttentionAhead ahead)
    {
        for (nint column = 0; column < depth; column += Lanes)
        {
            var columns = Math.Min(Lanes, depth - column);
            var outputs = outputColumns.At(column / Lanes, out _, out var outputStep);
            var inputs = queryColumns.At(column / Lanes, out _, out var inputStep);
            for (nint row = 0; row < lanes; row += Rows)
            {
                var firstQuery = shape.FirstQuery(key + lane + row);
                var skipped = Math.Max(0, firstQuery - query);
                if (skipped >= queries)
                {
                    break; // nor do later keys see any
                }

                // [12 keys, 32 of depth] += Pᵀ [12, queries] · dO [queries, 32], and dSᵀ [12, queries] · Q [queries, 32]
                var height = GemmBlocking.Height(Math.Min(Rows, lanes - row));
                var length = queries - skipped;
                var place = lane * depthLanes + (column + row) * Lanes;
                var left = skipped * Lanes + row;
                var resume = query > firstQuery;
                ahead.Multiply<S, F, I>(height, columns, length, probabilities + left, 1, Lanes, outputs + skipped * outputStep, outputStep, valueGradient + place, resume);
                ahead.Multiply<S, F, I>(height, columns, length, gradients + left, 1, Lanes, inputs + skipped * inputStep, inputStep, keyGradient + place, resume);
            }
        }
    }

    /// <summary>Writes the gradients of the keys and values in hand.</summary>
    public readonly void Finish(GemmOperand keyRows, GemmOperand valueRows)
    {
        for (nint lane = 0; lane < keys; lane += Lanes)
        {
            var lanes = Math.Min(Lanes, keys - lane);
            Write(keyGradient + lane * depthLanes, shape.Scale, keyRows, key + lane, lanes);
            Write(valueGradient + lane * depthLanes, 1f, valueRows, key + lane, lanes);
        }
    }

    private readonly void Write(float* sums, float factor, GemmOperand rows, nint row, nint count)
    {
        if (!rows.IsEmpty)
        {
            AttentionLanes<S, F, I>.StoreRows(sums, count, depth, &factor, 0, rows, row);
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
            float* score = probabilities + row * Lanes, gradient = gradients + row * Lanes;
            if (visible >= Lanes && lanes == Lanes && Padding is null)
            {
                var lower = Probability(score, logSumExp);
                var upper = Probability(score + 16, logSumExp);
                S.Store(score, lower);
                S.Store(score + 16, upper);
                S.Store(gradient, S.Multiply(lower, S.Subtract(S.Load(gradient), delta)));
                S.Store(gradient + 16, S.Multiply(upper, S.Subtract(S.Load(gradient + 16), delta)));
                continue;
            }

            for (nint x = 0; x < lanes; x += 16)
            {
                if (visible <= x)
                {
                    S.Store(score + x, S.Broadcast(0f));
                    S.Store(gradient + x, S.Broadcast(0f));
                    continue;
                }

                var p = Probability(score + x, logSumExp);
                if (visible < x + 16)
                {
                    p = S.Select(S.FirstLanes((int)(visible - x)), p, S.Broadcast(0f));
                }

                if (Padding is not null)
                {
                    var hidden = S.Load(Padding + key + lane + x, (int)Math.Min(16, lanes - x));
                    p = S.Select(S.Equal(hidden, S.Broadcast(0)), p, S.Broadcast(0f));
                }

                S.Store(score + x, p);
                S.Store(gradient + x, S.Multiply(p, S.Subtract(S.Load(gradient + x), delta)));
            }
        }
    }

    // The way forth scales the queries and this one the keys, so that large scores differ by more than their exponential bears: none is above 1 for that.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F Probability(float* score, F logSumExp) =>
        SimdMath.ExpOfNonPositive<S, F, I>(S.Lesser(S.Broadcast(0f), S.Subtract(S.Load(score), logSumExp)));

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

                AddRows(rows, columns, QGradient.At(query + row, column), key > 0);
            }
        }
    }

    // Adds the tile's sums, scaled, to rows of the queries' gradient.
    private readonly void AddRows(nint rows, nint columns, float* destination, bool resume)
    {
        var scale = S.Broadcast(shape.Scale);
        var source = tile;
        for (nint row = 0; row < rows; row++, source += Lanes, destination += QGradient.Stride)
        {
            for (nint x = 0; x < columns; x += 16)
            {
                var values = S.Load(source + x);
                if (columns - x >= 16)
                {
                    var before = resume ? S.Load(destination + x) : S.Broadcast(0f);
                    S.Store(destination + x, S.FusedMultiplyAdd(scale, values, before));
                }
                else
                {
                    var count = (int)(columns - x);
                    var before = resume ? S.Load(destination + x, count) : S.Broadcast(0f);
                    S.Store(destination + x, S.FusedMultiplyAdd(scale, values, before), count);
                }
            }
        }
    }
}
