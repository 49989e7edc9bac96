using Pico.Simd;
using Pico.Threading;

namespace Pico.Kernels;

/// <summary>
/// The forward pass at one width. A task is up to 128 queries of one head. The queries lie in the lanes, so that maxima and
/// sums over keys are ordinary lane-wise operations and the probabilities are the right operand of the second product just
/// as they were computed.
/// </summary>
internal unsafe struct AttentionForward<S, F, I>
    where S : struct, ISimd<F, I>
    where F : struct
    where I : struct
{
    private const int Lanes = AttentionBlocking.Lanes;
    private const int Rows = AttentionBlocking.Rows;

    private AttentionShape shape;
    private AttentionOperand q;
    private AttentionOperand k;
    private AttentionOperand v;
    private AttentionOperand output;
    private float* logSumExp;
    private nint blocks;
    private float* scratch;
    private nint scratchSize;

    public static void Run(WorkerPool pool, in AttentionShape shape, AttentionOperand q, AttentionOperand k, AttentionOperand v, AttentionOperand output, float* logSumExp)
    {
        AttentionForward<S, F, I> pass = default;
        pass.shape = shape;
        pass.q = q;
        pass.k = k;
        pass.v = v;
        pass.output = output;
        pass.logSumExp = logSumExp;
        pass.blocks = GemmBlocking.Panels(shape.Queries, AttentionBlocking.ForwardQueries);
        pass.scratchSize = shape.Queries == 1 ? AttentionStep<S, F, I>.ScratchSize(shape.Depth) : ScratchSize(shape.Depth);
        var alone = AttentionBlocking.IsSmall(shape);
        var chunks = checked((int)(shape.Batch * shape.Heads * pass.blocks));
        var memory = GemmScratch.Current;
        pass.scratch = memory.Acquire(pass.scratchSize * (alone ? 1 : pool.Threads));
        try
        {
            if (!alone)
            {
                pool.Run(&RunTask, &pass, chunks);
                return;
            }

            for (var chunk = 0; chunk < chunks; chunk++)
            {
                pass.RunTask(chunk, pass.scratch);
            }
        }
        finally
        {
            memory.Release();
        }
    }

    private static nint ScratchSize(nint depth) =>
        AttentionBlocking.ForwardPanels * Lanes * (depth + AttentionBlocking.ToRows(depth) + 2)
        + AttentionBlocking.ForwardKeys * (depth + AttentionBlocking.ToRows(depth) + Lanes);

    private static void RunTask(void* state, int chunk)
    {
        var pass = (AttentionForward<S, F, I>*)state;
        pass->RunTask(chunk, pass->scratch + WorkerPool.CurrentWorker * pass->scratchSize);
    }

    private readonly void RunTask(nint chunk, float* memory)
    {
        var (index, block) = (chunk / blocks, blocks - 1 - chunk % blocks); // with a causal mask the last block is the longest
        var (batch, head) = (index / shape.Heads, index % shape.Heads);
        var first = block * AttentionBlocking.ForwardQueries;
        var count = Math.Min(AttentionBlocking.ForwardQueries, shape.Queries - first);
        var rows = output.Head(batch, head);
        var sums = logSumExp is null ? null : logSumExp + index * shape.Queries + first;
        if (shape.Queries == 1)
        {
            AttentionStep<S, F, I>.Run(shape, q.Head(batch, head), k.Head(batch, head), v.Head(batch, head), shape.Padding(batch), rows, sums, memory);
            return;
        }

        var ahead = new AttentionAhead(shape, index + 1);
        ahead.Add(q, shape.Queries);
        ahead.Add(k, shape.Keys);
        ahead.Add(v, shape.Keys);
        ahead.Add(output, shape.Queries);
        var depth = shape.Depth;
        var panel = new Panel { Shape = shape, Padding = shape.Padding(batch) };
        panel.Queries = memory;                                                                                   // [panels][depth][32], scaled
        panel.Output = panel.Queries + AttentionBlocking.ForwardPanels * Lanes * depth;                           // [panels][depth][32]
        panel.Maximum = panel.Output + AttentionBlocking.ForwardPanels * Lanes * AttentionBlocking.ToRows(depth); // [panels][32]
        panel.Total = panel.Maximum + AttentionBlocking.ForwardPanels * Lanes;                                    // [panels][32]
        panel.Scores = panel.Total + AttentionBlocking.ForwardPanels * Lanes;                                     // [keys][32]
        var keyRows = panel.Scores + AttentionBlocking.ForwardKeys * Lanes;                                       // [keys/12][depth][12], as far as they are packed
        var valueColumns = keyRows + AttentionBlocking.ForwardKeys * depth;                                       // [depth/12][keys][12]
        panel.Keys = GemmPanels.OfRows(k.Head(batch, head), inPlace: true, keyRows, depth);
        panel.Values = GemmPanels.OfRows(v.Head(batch, head).Transpose(), inPlace: true, valueColumns, AttentionBlocking.ForwardKeys);

        var panels = GemmBlocking.Panels(count, Lanes);
        AttentionLanes<S, F, I>.Pack(q.Head(batch, head), first, count, depth, shape.Scale, panel.Queries);
        var visible = shape.VisibleKeys(first + count - 1);
        for (nint key = 0; key < visible; key += AttentionBlocking.ForwardKeys)
        {
            var keys = Math.Min(AttentionBlocking.ForwardKeys, visible - key);
            panel.Keys.Take(key, keys, 0, depth);
            panel.Values.Take(0, depth, key, keys);
            for (nint p = 0; p < panels; p++)
            {
                var query = first + p * Lanes;
                var lanes = Math.Min(Lanes, first + count - query);
                var seen = Math.Min(keys, shape.VisibleKeys(query + lanes - 1) - key);
                if (seen > 0)
                {
                    panel.At(p).AddKeys(key, seen, query, lanes, ref ahead);
                }
            }
        }

        for (nint p = 0; p < panels; p++)
        {
            var lanes = Math.Min(Lanes, count - p * Lanes);
            if (shape.VisibleKeys(first + p * Lanes + lanes - 1) <= 0)
            {
                panel.At(p).Clear();
            }

            panel.At(p).Finish(lanes, rows, first + p * Lanes, sums is null ? null : sums + p * Lanes);
        }
    }

    /// <summary>32 queries: their running maxima, totals and weighted sums of values, and the block of keys at hand.</summary>
    private struct Panel
    {
        public AttentionShape Shape;
        public int* Padding;
        public float* Queries;
        public float* Output;
        public float* Maximum;
        public float* Total;
        public float* Scores;
        public GemmPanels Keys;   // rows [keys, depth]
        public GemmPanels Values; // transposed: rows [depth, keys]

        public readonly Panel At(nint panel) => this with
        {
            Queries = Queries + panel * Lanes * Shape.Depth,
            Output = Output + panel * Lanes * AttentionBlocking.ToRows(Shape.Depth),
            Maximum = Maximum + panel * Lanes,
            Total = Total + panel * Lanes,
        };

        /// <summary>Takes in the first <paramref name="seen"/> of the block of keys that starts at <paramref name="key"/>.</summary>
        public readonly void AddKeys(nint key, nint seen, nint query, nint lanes, ref AttentionAhead ahead)
        {
            for (nint row = 0, tile = 0; row < seen; row += Rows, tile++)
            {
                // [12 keys, 32 queries] = K [12, depth] · Qᵀ [depth, 32]
                var height = GemmBlocking.Height(Keys.Size(tile));
                var rows = Keys.At(tile, out var line, out var step);
                ahead.Multiply<S, F, I>(height, lanes, Shape.Depth, rows, line, step, Queries, Lanes, Scores + row * Lanes, false);
            }

            Hide(key, seen, query, lanes);
            Weigh(0, lanes > 16 ? 16 : 0, seen, key == 0);
            for (nint row = 0, tile = 0; row < Shape.Depth; row += Rows, tile++)
            {
                // [12 of depth, 32 queries] += Vᵀ [12, keys] · P [keys, 32]
                var height = GemmBlocking.Height(Values.Size(tile));
                var rows = Values.At(tile, out var line, out var step);
                ahead.Multiply<S, F, I>(height, lanes, seen, rows, line, step, Scores, Lanes, Output + row * Lanes, key > 0);
            }
        }

        /// <summary>What a panel holds that sees no key.</summary>
        public readonly void Clear()
        {
            new Span<float>(Output, (int)(Lanes * AttentionBlocking.ToRows(Shape.Depth))).Clear();
            new Span<float>(Maximum, Lanes).Fill(float.NegativeInfinity);
            new Span<float>(Total, Lanes).Clear();
        }

        // The scores of keys that a query does not see become -∞.
        private readonly void Hide(nint key, nint seen, nint query, nint lanes)
        {
            var hidden = S.Broadcast(float.NegativeInfinity);
            var all = Shape.Causal ? query + Shape.Keys - Shape.Queries - key + 1 : seen; // keys of the block that all queries see
            for (var row = Math.Max(0, all); row < seen; row++)
            {
                for (nint lane = 0; lane < lanes; lane += 16)
                {
                    // Query `lane` is `lane` keys ahead of the first one.
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

        // Turns scores into exponentials relative to the new maximum, and what was summed so far with them: of the lanes from x and from y on, side by
        // side, since maxima and totals wait for themselves. Both may be the same.
        private readonly void Weigh(nint x, nint y, nint seen, bool isFirst)
        {
            var hidden = S.Broadcast(float.NegativeInfinity);
            F beforeX = isFirst ? hidden : S.Load(Maximum + x), beforeY = isFirst ? hidden : S.Load(Maximum + y);
            F maximumX = beforeX, maximumY = beforeY;
            for (nint row = 0; row < seen; row++)
            {
                var score = Scores + row * Lanes;
                maximumX = S.Max(maximumX, S.Load(score + x));
                maximumY = S.Max(maximumY, S.Load(score + y));
            }

            F shiftX = Shift(maximumX), shiftY = Shift(maximumY);
            F totalX = S.Broadcast(0f), totalY = S.Broadcast(0f);
            for (nint row = 0; row < seen; row++)
            {
                var score = Scores + row * Lanes;
                F scoreX = S.Load(score + x), scoreY = S.Load(score + y);
                var weightX = SimdMath.ExpOfNonPositive<S, F, I>(S.Subtract(scoreX, shiftX));
                var weightY = SimdMath.ExpOfNonPositive<S, F, I>(S.Subtract(scoreY, shiftY));
                totalX = S.Add(totalX, weightX);
                totalY = S.Add(totalY, weightY);
                S.Store(score + x, weightX);
                S.Store(score + y, weightY);
            }

            if (!isFirst)
            {
                var correctionX = SimdMath.ExpOfNonPositive<S, F, I>(S.Subtract(beforeX, shiftX));
                var correctionY = SimdMath.ExpOfNonPositive<S, F, I>(S.Subtract(beforeY, shiftY));
                totalX = S.FusedMultiplyAdd(S.Load(Total + x), correctionX, totalX);
                totalY = S.FusedMultiplyAdd(S.Load(Total + y), correctionY, totalY);
                for (nint row = 0; row < Shape.Depth; row++)
                {
                    var sum = Output + row * Lanes;
                    F sumX = S.Load(sum + x), sumY = S.Load(sum + y);
                    S.Store(sum + x, S.Multiply(sumX, correctionX));
                    S.Store(sum + y, S.Multiply(sumY, correctionY));
                }
            }

            S.Store(Maximum + x, maximumX);
            S.Store(Maximum + y, maximumY);
            S.Store(Total + x, totalX);
            S.Store(Total + y, totalY);
        }

        // A query that has seen nothing yet has the maximum -∞, from which nothing can be taken.
        private static F Shift(F maximum)
        {
            var hidden = S.Broadcast(float.NegativeInfinity);
            return S.Select(S.Equal(maximum, hidden), S.Broadcast(0f), maximum);
        }

        /// <summary>Divides by the totals and writes the rows of the result.</summary>
        public readonly void Finish(nint lanes, GemmOperand rows, nint first, float* logSumExp)
        {
            for (nint lane = 0; lane < lanes; lane += 16)
            {
                var total = S.Load(Total + lane);
                var isEmpty = S.Equal(total, S.Broadcast(0f));
                var inverse = S.Select(isEmpty, S.Broadcast(0f), S.Divide(S.Broadcast(1f), total));
                for (nint row = 0; row < Shape.Depth; row++)
                {
                    var sum = Output + row * Lanes + lane;
                    S.Store(sum, S.Multiply(S.Load(sum), inverse));
                }

                if (logSumExp is not null)
                {
                    var logarithm = S.Add(S.Load(Maximum + lane), SimdMath.Log<S, F, I>(total));
                    S.Store(logSumExp + lane, S.Select(isEmpty, S.Broadcast(float.PositiveInfinity), logarithm), (int)Math.Min(16, lanes - lane));
                }
            }

            AttentionLanes<S, F, I>.StoreRows(Output, lanes, Shape.Depth, rows, first, Scores);
        }
    }
}
