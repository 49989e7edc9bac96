using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Pico.Threading;

/// <summary>
/// A persistent pool of threads that share small chunks. Each begins with a part of its own, a run of neighbours, and whoever is done takes from
/// the others', so a body whose chunks write disjoint results gives the same bits for any number of threads, and what one run leaves in
/// a processor's cache is there when the next run goes over the same elements.
/// </summary>
/// <remarks>
/// The caller of <see cref="Run"/> works too, as worker 0. A run allocates nothing. Workers that find nothing to do spin until the
/// run has ended (for a millisecond at most) and for some time after, about that between two kernels of a training step, and then block.
/// A body may use non-temporal stores, which x86 orders by nothing but fences and interlocked operations: every thread that has run a
/// chunk executes one of the latter before <see cref="Run"/> returns.
/// </remarks>
public sealed unsafe partial class WorkerPool : IDisposable
{
    private const int SpinMicroseconds = 40;

    private static readonly long SpinTicks = Stopwatch.Frequency * SpinMicroseconds / 1_000_000;
    private static readonly long LongestSpinTicks = Stopwatch.Frequency / 1_000;
    private static WorkerPool? shared;

    [ThreadStatic]
    private static int currentWorker;

    [ThreadStatic]
    private static bool insideBody;

    private readonly Thread[] workers;
    private readonly ChunkCounter[] executed;
    private readonly ChunkRange[] ranges;
    private readonly object gate = new();
    private Job job;
    private ExceptionDispatchInfo? failure;
    private long executedInline;
    private int running; // 1 while some caller owns the workers
    private int sleepers;
    private volatile bool disposed;

    /// <summary>Starts a pool.</summary>
    /// <param name="threads">How many threads work on a run, the caller's included; at least one.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is less than one.</exception>
    public WorkerPool(int threads)
    {
        if (threads <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(threads), threads, $"A worker pool cannot have {threads} threads: pass 1 or more.");
        }

        executed = new ChunkCounter[threads];
        ranges = new ChunkRange[threads];
        workers = new Thread[threads - 1];
        for (var i = 0; i < workers.Length; i++)
        {
            var worker = i + 1;
            workers[i] = new Thread(() => Work(worker)) { IsBackground = true, Name = $"Pico worker {worker}" };
            workers[i].Start();
        }
    }

    /// <summary>The pool that generated code uses unless told otherwise; at first one thread for each processor.</summary>
    /// <remarks>Setting it does not dispose the previous one: someone may still run on it.</remarks>
    /// <exception cref="ArgumentNullException">It is set to null.</exception>
    public static WorkerPool Shared
    {
        get => Volatile.Read(ref shared) ?? StartShared();
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Volatile.Write(ref shared, value);
        }
    }

    /// <summary>How many threads work on a run, the caller's included.</summary>
    public int Threads => executed.Length;

    /// <summary>
    /// Inside a body: the number of the worker that executes it, from 0 to <see cref="Threads"/> - 1 of its pool, so that a
    /// body may use a piece of scratch memory per worker. Outside of any body it is 0.
    /// </summary>
    public static int CurrentWorker => currentWorker;

    /// <summary>How many chunks a worker has executed since the pool started. Runs nested in a body do not count.</summary>
    /// <param name="worker">0 for the callers, then 1 to <see cref="Threads"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such worker.</exception>
    public long ChunksRunBy(int worker)
    {
        if ((uint)worker >= (uint)Threads)
        {
            throw new ArgumentOutOfRangeException(nameof(worker), worker, $"There is no worker {worker} in a pool of {Threads}: pass 0 to {Threads - 1}.");
        }

        return Volatile.Read(ref executed[worker].Count) + (worker == 0 ? Interlocked.Read(ref executedInline) : 0);
    }

    /// <summary>Calls <paramref name="body"/> once for every chunk from 0 to <paramref name="chunks"/> - 1 and returns when all are done.</summary>
    /// <remarks>
    /// Runs of one chunk, runs on a pool of one thread, runs started inside a body and runs that find the workers busy with
    /// another caller's run are executed by the calling thread alone, in order. When a body throws, the chunks not yet begun
    /// are dropped, and the first exception is thrown again here once every worker has stopped.
    /// </remarks>
    /// <param name="body">Receives <paramref name="state"/> and the number of the chunk.</param>
    /// <param name="state">Anything that outlives the call, such as the address of a struct on the caller's stack.</param>
    /// <param name="chunks">How many chunks there are; zero does nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="chunks"/> is negative.</exception>
    /// <exception cref="ObjectDisposedException">The pool was disposed.</exception>
    public void Run(delegate*<void*, int, void> body, void* state, int chunks)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (chunks <= 0)
        {
            if (chunks < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(chunks), chunks, $"A run cannot have {chunks} chunks: pass 0 or more.");
            }

            return;
        }

        if (chunks == 1 || workers.Length == 0 || insideBody || Interlocked.CompareExchange(ref running, 1, 0) != 0)
        {
            RunInline(body, state, chunks);
            return;
        }

        ExceptionDispatchInfo? thrown;
        var outer = currentWorker;
        try
        {
            job.Body = body;
            job.State = state;
            for (var i = 0; i < ranges.Length; i++)
            {
                (ranges[i].Next, ranges[i].End) = ((long)i * chunks / ranges.Length, (long)(i + 1) * chunks / ranges.Length);
            }

            Volatile.Write(ref job.Open, 1);
            Interlocked.Increment(ref job.Epoch); // a full fence: a worker is either still awake and sees this, or already counted as a sleeper
            if (Volatile.Read(ref sleepers) > 0)
            {
                lock (gate)
                {
                    Monitor.PulseAll(gate);
                }
            }

            TakeChunks(0);

            // A worker that joins late either sees the job closed or is seen here as active; then it is waited for.
            Interlocked.Exchange(ref job.Open, 0); // also orders the caller's own non-temporal stores
            var spinner = new SpinWait();
            while (Volatile.Read(ref job.Active) != 0)
            {
                spinner.SpinOnce(sleep1Threshold: -1);
            }

            thrown = failure;
            failure = null;
        }
        finally
        {
            currentWorker = outer;
            Volatile.Write(ref running, 0);
        }

        thrown?.Throw();
    }

    /// <summary>Stops the threads and waits for them. The pool cannot be used afterwards.</summary>
    public void Dispose()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        Interlocked.Increment(ref job.Epoch);
        lock (gate)
        {
            Monitor.PulseAll(gate);
        }

        if (!insideBody) // a worker cannot wait for itself
        {
            foreach (var worker in workers)
            {
                worker.Join();
            }
        }
    }

    private static WorkerPool StartShared()
    {
        var pool = new WorkerPool(Environment.ProcessorCount);
        if (Interlocked.CompareExchange(ref shared, pool, null) is { } winner)
        {
            pool.Dispose();
            return winner;
        }

        return pool;
    }

    private void RunInline(delegate*<void*, int, void> body, void* state, int chunks)
    {
        var outer = currentWorker;
        currentWorker = 0;
        try
        {
            for (var chunk = 0; chunk < chunks; chunk++)
            {
                body(state, chunk);
            }
        }
        finally
        {
            currentWorker = outer;
        }

        if (!insideBody)
        {
            Interlocked.Add(ref executedInline, chunks); // interlocked for non-temporal stores too; inside a body, its worker sees to that
        }
    }
}
