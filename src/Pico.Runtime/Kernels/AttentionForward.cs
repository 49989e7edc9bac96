using Pico.Simd;
using Pico.Threading;

namespace Pico.Kernels;

/// <summary>
/// The forward pass at one width. A task is up to 128 queries of one head. For the scores the queries lie in the lanes, so that maxima and
/// sums over keys are ordinary lane-wise operations; the probabilities are the left operand of the second product just as they
/// were computed, and its tiles of twelve queries see no more keys than their last query does.
/// </summary>
internal unsafe struct AttentionForward<S, F, I>
    where S : struct, ISimd<F, I>
    where F : struct
    where I : struct
{
    private const int Lanes = AttentionBlocking.Lanes;
    private const int Panels = AttentionBlocking.ForwardPanels;
    private const int Keys = AttentionBlocking.ForwardKeys;

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
        Panels * Lanes * (depth + AttentionBlocking.ToLanes(depth) + 2) + Lanes
        + Keys * (depth + AttentionBlocking.ToLanes(depth) + Lanes);

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
        var panel = new AttentionQueryPanel<S, F, I> { Shape = shape, Padding = shape.Padding(batch) };
        panel.AllQueries = memory;                                                                // [panels][depth][32], scaled
        panel.AllOutput = panel.AllQueries + Panels * Lanes * depth;                              // [panels][depth/32][32][32]
        panel.AllMaxima = panel.AllOutput + Panels * Lanes * AttentionBlocking.ToLanes(depth);    // [panels][32]
        panel.AllTotals = panel.AllMaxima + Panels * Lanes;                                       // [panels][32]
        panel.Factors = panel.AllTotals + Panels * Lanes;                                         // [32]
        panel.Scores = panel.Factors + Lanes;                                                     // [keys][32]
        var keyRows = panel.Scores + Keys * Lanes;                                                // [keys/12][depth][12], as far as they are packed
        var valueColumns = keyRows + Keys * depth;                                                // [depth/32][keys][32]
        panel.Keys = GemmPanels.OfRows(k.Head(batch, head), inPlace: true, keyRows, depth);
        panel.Values = GemmPanels.OfColumns(v.Head(batch, head), inPlace: true, valueColumns, Keys);

        var panels = GemmBlocking.Panels(count, Lanes);
        AttentionLanes<S, F, I>.Pack(q.Head(batch, head), first, count, depth, shape.Scale, panel.AllQueries);
        var visible = shape.VisibleKeys(first + count - 1);
        for (nint key = 0; key < visible; key += Keys)
        {
            var keys = Math.Min(Keys, visible - key);
            panel.Keys.Take(key, keys, 0, depth);
            panel.Values.Take(0, depth, key, keys);
            for (nint p = 0; p < panels; p++)
            {
                var query = first + p * Lanes;
                var lanes = Math.Min(Lanes, first + count - query);
                var seen = Math.Min(keys, shape.VisibleKeys(query + lanes - 1) - key);
                if (seen > 0)
                {
                    panel.Index = p;
                    panel.AddKeys(key, seen, query, lanes, ref ahead);
                }
            }
        }

        for (nint p = 0; p < panels; p++)
        {
            var lanes = Math.Min(Lanes, count - p * Lanes);
            panel.Index = p;
            if (shape.VisibleKeys(first + p * Lanes + lanes - 1) <= 0)
            {
                panel.Clear();
            }

            panel.Finish(lanes, rows, first + p * Lanes, sums is null ? null : sums + p * Lanes);
        }
    }
}
