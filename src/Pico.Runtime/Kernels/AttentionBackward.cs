using Pico.Simd;
using Pico.Threading;

namespace Pico.Kernels;

/// <summary>
/// The backward pass at one width. A task is one head: up to 128 keys at a time lie in the lanes and collect their
/// gradients, while the queries that see them pass by in blocks.
/// </summary>
internal unsafe struct AttentionBackward<S, F, I>
    where S : struct, ISimd<F, I>
    where F : struct
    where I : struct
{
    private const int Lanes = AttentionBlocking.Lanes;

    private AttentionShape shape;
    private AttentionOperand q;
    private AttentionOperand k;
    private AttentionOperand v;
    private AttentionOperand output;
    private float* logSumExp;
    private AttentionOperand outputGradient;
    private AttentionOperand qGradient;
    private AttentionOperand kGradient;
    private AttentionOperand vGradient;
    private float* scratch;
    private nint scratchSize;

    public static void Run(
        WorkerPool pool, in AttentionShape shape, AttentionOperand q, AttentionOperand k, AttentionOperand v, AttentionOperand output, float* logSumExp,
        AttentionOperand outputGradient, AttentionOperand qGradient, AttentionOperand kGradient, AttentionOperand vGradient)
    {
        AttentionBackward<S, F, I> pass = default;
        pass.shape = shape;
        pass.q = q;
        pass.k = k;
        pass.v = v;
        pass.output = output;
        pass.logSumExp = logSumExp;
        pass.outputGradient = outputGradient;
        pass.qGradient = qGradient;
        pass.kGradient = kGradient;
        pass.vGradient = vGradient;
        pass.scratchSize = AttentionKeyBlock<S, F, I>.ScratchSize(shape.Depth) + (shape.Queries + 15) / 16 * 16;
        var alone = AttentionBlocking.IsSmall(shape);
        var chunks = checked((int)(shape.Batch * shape.Heads));
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

    private static void RunTask(void* state, int chunk)
    {
        var pass = (AttentionBackward<S, F, I>*)state;
        pass->RunTask(chunk, pass->scratch + WorkerPool.CurrentWorker * pass->scratchSize);
    }

    private readonly void RunTask(nint index, float* memory)
    {
        var (batch, head) = (index / shape.Heads, index % shape.Heads);
        var ahead = new AttentionAhead(shape, index + 1);
        ahead.Add(q, shape.Queries);
        ahead.Add(k, shape.Keys);
        ahead.Add(v, shape.Keys);
        ahead.Add(output, shape.Queries);
        ahead.Add(outputGradient, shape.Queries);
        ahead.Add(qGradient, shape.Queries);
        ahead.Add(kGradient, shape.Keys);
        ahead.Add(vGradient, shape.Keys);
        var gradient = outputGradient.Head(batch, head);
        var block = new AttentionKeyBlock<S, F, I>(shape, q.Head(batch, head), k.Head(batch, head), v.Head(batch, head), gradient, memory)
        {
            Padding = shape.Padding(batch),
            LogSumExp = logSumExp + index * shape.Queries,
            QGradient = qGradient.Head(batch, head),
            Delta = memory + AttentionKeyBlock<S, F, I>.ScratchSize(shape.Depth),
        };
        Start(output.Head(batch, head), gradient, block.Delta);
        block.Clear(0, shape.Keys == 0 ? shape.Queries : FirstBlock(0));

        var (keyRows, valueRows) = (kGradient.Head(batch, head), vGradient.Head(batch, head));
        for (nint key = 0; key < shape.Keys; key += AttentionBlocking.BackwardKeys)
        {
            var keys = Math.Min(AttentionBlocking.BackwardKeys, shape.Keys - key);
            block.Begin(key, keys);
            for (var query = FirstBlock(key); query < shape.Queries; query += AttentionBlocking.BackwardQueries)
            {
                block.AddQueries(query, Math.Min(AttentionBlocking.BackwardQueries, shape.Queries - query), ref ahead);
            }

            block.Finish(keyRows, valueRows);
        }
    }

    /// <summary>The first query of the first block that sees a key.</summary>
    private readonly nint FirstBlock(nint key) => shape.FirstQuery(key) / AttentionBlocking.BackwardQueries * AttentionBlocking.BackwardQueries;

    /// <summary>delta [queries] = rowsum(dO ∘ O), what every score's gradient is measured against.</summary>
    private readonly void Start(GemmOperand o, GemmOperand gradient, float* delta)
    {
        for (nint query = 0; query < shape.Queries; query++)
        {
            delta[query] = AttentionLanes<S, F, I>.Product(o, gradient, query, shape.Depth);
        }
    }
}
