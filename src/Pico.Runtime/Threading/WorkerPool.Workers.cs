using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Pico.Threading;

/// <content>What a worker does: wait for a run, take chunks of it, and what it shares with the others for that.</content>
public sealed unsafe partial class WorkerPool
{
    private void Work(int worker)
    {
        var seen = 0;
        while (true)
        {
            seen = WaitForEpochAfter(seen);
            if (disposed)
            {
                return;
            }

            Interlocked.Increment(ref job.Active);
            if (Volatile.Read(ref job.Open) != 0)
            {
                TakeChunks(worker);
            }

            Interlocked.Decrement(ref job.Active); // interlocked for non-temporal stores too
        }
    }

    private int WaitForEpochAfter(int seen)
    {
        var start = Stopwatch.GetTimestamp();
        var ended = start; // when the last run was seen to be over
        long now;
        do
        {
            for (var i = 0; i < 16; i++)
            {
                var epoch = Volatile.Read(ref job.Epoch);
                if (epoch != seen)
                {
                    return epoch;
                }

                Thread.SpinWait(4);
            }

            now = Stopwatch.GetTimestamp();
            if (Volatile.Read(ref job.Open) != 0 && now - start < LongestSpinTicks)
            {
                ended = now; // others still work on it, and the next run follows
            }
        }
        while (now - ended < SpinTicks);

        lock (gate)
        {
            Interlocked.Increment(ref sleepers);
            while (Volatile.Read(ref job.Epoch) == seen)
            {
                Monitor.Wait(gate);
            }

            Interlocked.Decrement(ref sleepers);
            return Volatile.Read(ref job.Epoch);
        }
    }

    private void TakeChunks(int worker)
    {
        var body = job.Body;
        var state = job.State;
        var count = 0L;
        currentWorker = worker;
        insideBody = true;
        try
        {
            for (var i = 0; i < ranges.Length; i++)
            {
                ref var range = ref ranges[(worker + i) % ranges.Length];
                while (Volatile.Read(ref range.Next) < range.End)
                {
                    var chunk = Interlocked.Increment(ref range.Next) - 1;
                    if (chunk < range.End)
                    {
                        body(state, (int)chunk);
                        count++;
                    }
                }
            }
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null);
            foreach (ref var range in ranges.AsSpan())
            {
                Interlocked.Exchange(ref range.Next, range.End);
            }
        }
        finally
        {
            insideBody = false;
            Volatile.Write(ref executed[worker].Count, executed[worker].Count + count);
        }
    }

    // What changes during a run has cache lines of its own, away from what everyone reads.
    [StructLayout(LayoutKind.Explicit, Size = 192)]
    private struct Job
    {
        [FieldOffset(64)] public delegate*<void*, int, void> Body;
        [FieldOffset(72)] public void* State;
        [FieldOffset(80)] public int Open;
        [FieldOffset(84)] public int Epoch;
        [FieldOffset(128)] public int Active;
    }

    // The chunks that a worker begins with and that others may take too: the next one, and the end.
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct ChunkRange
    {
        [FieldOffset(64)] public long Next;
        [FieldOffset(72)] public long End;
    }

    [StructLayout(LayoutKind.Explicit, Size = 64)]
    private struct ChunkCounter
    {
        [FieldOffset(0)] public long Count;
    }
}
