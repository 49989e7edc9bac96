using Pico.Simd;

namespace Pico.Kernels;

/// <summary>32 queries: their running maxima, totals and weighted sums of values, and the block of keys at hand.</summary>
internal unsafe struct AttentionQueryPanel<S, F, I>
    where S : struct, ISimd<F, I>
    where F : struct
    where I : struct
{
    private const int Lanes = AttentionBlocking.Lanes;
    private const int Rows = AttentionBlocking.Rows;

    public AttentionShape Shape;
    public int* Padding;
    public float* AllQueries;
    public float* AllOutput;
    public float* AllMaxima;
    public float* AllTotals;
    public float* Factors; // what rows of the output are multiplied by next
    public float* Scores;
    public GemmPanels Keys;   // rows [keys, depth]
    public GemmPanels Values; // columns [keys, depth]
    public nint Index;        // of the panel at hand

    private readonly float* Queries => AllQueries + Index * Lanes * Shape.Depth;

    private readonly float* Output => AllOutput + Index * Lanes * AttentionBlocking.ToLanes(Shape.Depth);

    private readonly float* Maximum => AllMaxima + Index * Lanes;

    private readonly float* Total => AllTotals + Index * Lanes;

    /// <summary>Takes in the first <paramref name="seen"/> of the block of keys that starts at <paramref name="key"/>.</summary>
    public readonly void AddKeys(nint key, nint seen, nint query, nint lanes, ref AttentionAhead ahead)
    {
        // The upper sixteen queries see as many keys or more than the lower ones.
        var upper = lanes > 16 ? 16 : 0;
        var seenByLower = upper == 0 ? seen : Seen(query + 15, key, seen);
        float* queries = Queries, output = Output;
        for (nint row = 0, tile = 0; row < seen; row += Rows, tile++)
        {
            // [12 keys, 32 queries] = K [12, depth] · Qᵀ [depth, 32]
            var height = GemmBlocking.Height(Keys.Size(tile));
            var rows = Keys.At(tile, out var line, out var step);
            var lane = row < seenByLower ? 0 : upper;
            ahead.Multiply<S, F, I>(height, lanes - lane, Shape.Depth, rows, line, step, queries + lane, Lanes, Scores + row * Lanes + lane, false);
        }

        Hide(key, seen, query, lanes);
        Weigh(upper, seenByLower, seen, key == 0);
        if (key > 0)
        {
            Correct(lanes);
        }

        for (nint column = 0; column < Shape.Depth; column += Lanes)
        {
            var columns = Math.Min(Lanes, Shape.Depth - column);
            var values = Values.At(column / Lanes, out _, out var step);
            for (nint row = 0; row < lanes; row += Rows)
            {
                // [12 queries, 32 of depth] += P [12, keys] · V [keys, 32]
                var rows = Math.Min(Rows, lanes - row);
                var sums = output + (column + row) * Lanes;
                ahead.Multiply<S, F, I>(GemmBlocking.Height(rows), columns, Seen(query + row + rows - 1, key, seen), Scores + row, 1, Lanes, values, step, sums, key > 0);
            }
        }
    }

    /// <summary>What a panel holds that sees no key.</summary>
    public readonly void Clear()
    {
        new Span<float>(Output, (int)(Lanes * AttentionBlocking.ToLanes(Shape.Depth))).Clear();
        new Span<float>(Maximum, Lanes).Fill(float.NegativeInfinity);
        new Span<float>(Total, Lanes).Clear();
    }

    // How many keys of the block a query sees.
    private readonly nint Seen(nint query, nint key, nint keys) => Math.Clamp(Shape.VisibleKeys(query) - key, 0, keys);

    // The scores of keys that a query does not see become -∞.
    private readonly void Hide(nint key, nint seen, nint query, nint lanes)
    {
        var hidden = S.Broadcast(float.NegativeInfinity);
        var all = Shape.Causal ? query + Shape.Keys - Shape.Queries - key + 1 : seen; // keys of the block that all queries see
        for (nint lane = 0; lane < lanes; lane += 16)
        {
            // Query `lane` is `lane` keys ahead of the first one. Keys that none of the sixteen sees are no scores of theirs.
            var end = Math.Min(seen, all + lane + 15);
            for (var row = Math.Max(0, all + lane); row < end; row++)
            {
                var score = Scores + row * Lanes + lane;
                var first = S.Broadcast((int)(row - all + 1 - lane));
                S.Store(score, S.Select(S.LessThan(S.LaneIndex, first), hidden, S.Load(score)));
            }
        }

        if (Padding is null)
        {
            return;
        }

        for (nint row = 0; row < seen; row++)
        {
            if (Padding[key + row] != 0)
            {
                S.Store(Scores + row * Lanes, hidden);
                S.Store(Scores + row * Lanes + 16, hidden);
            }
        }
    }

    // Turns scores into exponentials relative to the new maximum: of the lower and of the upper lanes side by side, since maxima and totals wait for
    // themselves. The upper ones may be the lower ones. What was summed so far is to be multiplied by the factors.
    private readonly void Weigh(nint upper, nint seenByLower, nint seen, bool isFirst)
    {
        var hidden = S.Broadcast(float.NegativeInfinity);
        F beforeX = isFirst ? hidden : S.Load(Maximum), beforeY = isFirst ? hidden : S.Load(Maximum + upper);
        F maximumX = beforeX, maximumY = beforeY;
        for (nint row = 0; row < seenByLower; row++)
        {
            var score = Scores + row * Lanes;
            maximumX = S.Max(maximumX, S.Load(score));
            maximumY = S.Max(maximumY, S.Load(score + upper));
        }

        for (var row = seenByLower; row < seen; row++)
        {
            maximumY = S.Max(maximumY, S.Load(Scores + row * Lanes + upper));
        }

        F shiftX = Shift(maximumX), shiftY = Shift(maximumY);
        F totalX = S.Broadcast(0f), totalY = S.Broadcast(0f);
        for (nint row = 0; row < seenByLower; row++)
        {
            var score = Scores + row * Lanes;
            F scoreX = S.Load(score), scoreY = S.Load(score + upper);
            var weightX = SimdMath.ExpOfNonPositive<S, F, I>(S.Subtract(scoreX, shiftX));
            var weightY = SimdMath.ExpOfNonPositive<S, F, I>(S.Subtract(scoreY, shiftY));
            totalX = S.Add(totalX, weightX);
            totalY = S.Add(totalY, weightY);
            S.Store(score, weightX);
            S.Store(score + upper, weightY);
        }

        for (var row = seenByLower; row < seen; row++)
        {
            var score = Scores + row * Lanes;
            var weightY = SimdMath.ExpOfNonPositive<S, F, I>(S.Subtract(S.Load(score + upper), shiftY));
            totalY = S.Add(totalY, weightY);
            S.Store(score, S.Broadcast(0f)); // a tile of queries may lie on both sides
            S.Store(score + upper, weightY);
        }

        if (!isFirst)
        {
            var correctionX = SimdMath.ExpOfNonPositive<S, F, I>(S.Subtract(beforeX, shiftX));
            var correctionY = SimdMath.ExpOfNonPositive<S, F, I>(S.Subtract(beforeY, shiftY));
            totalX = S.FusedMultiplyAdd(S.Load(Total), correctionX, totalX);
            totalY = S.FusedMultiplyAdd(S.Load(Total + upper), correctionY, totalY);
            S.Store(Factors, correctionX);
            S.Store(Factors + upper, correctionY);
        }

        S.Store(Maximum, maximumX);
        S.Store(Maximum + upper, maximumY);
        S.Store(Total, totalX);
        S.Store(Total + upper, totalY);
    }

    // A query that has seen nothing yet has the maximum -∞, from which nothing can be taken.
    private static F Shift(F maximum)
    {
        var hidden = S.Broadcast(float.NegativeInfinity);
        return S.Select(S.Equal(maximum, hidden), S.Broadcast(0f), maximum);
    }

    private readonly void Correct(nint lanes)
    {
        for (nint column = 0; column < Shape.Depth; column += Lanes)
        {
            for (nint row = 0; row < lanes; row++)
            {
                var sums = Output + (column + row) * Lanes;
                var factor = S.Broadcast(Factors[row]);
                S.Store(sums, S.Multiply(S.Load(sums), factor));
                S.Store(sums + 16, S.Multiply(S.Load(sums + 16), factor));
            }
        }
    }

    /// <summary>Divides by the totals and writes the rows of the result.</summary>
    public readonly void Finish(nint lanes, GemmOperand rows, nint first, float* logSumExp)
    {
        for (nint lane = 0; lane < lanes; lane += 16)
        {
            var total = S.Load(Total + lane);
            var isEmpty = S.Equal(total, S.Broadcast(0f));
            S.Store(Factors + lane, S.Select(isEmpty, S.Broadcast(0f), S.Divide(S.Broadcast(1f), total)));
            if (logSumExp is not null)
            {
                var logarithm = S.Add(S.Load(Maximum + lane), SimdMath.Log<S, F, I>(total));
                S.Store(logSumExp + lane, S.Select(isEmpty, S.Broadcast(float.PositiveInfinity), logarithm), (int)Math.Min(16, lanes - lane));
            }
        }

        AttentionLanes<S, F, I>.StoreRows(Output, lanes, Shape.Depth, Factors, 1, rows, first);
    }
}
