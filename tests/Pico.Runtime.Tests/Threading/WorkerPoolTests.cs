using System.Runtime.InteropServices;
using Pico.Threading;

namespace Pico.Runtime.Tests.Threading;

public sealed unsafe class WorkerPoolTests
{
    private static WorkerPool? nestedPool;

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void A_pool_needs_a_thread(int threads)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerPool(threads));
        Assert.StartsWith($"A worker pool cannot have {threads} threads: pass 1 or more.", error.Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_chunk_runs_once(int threads)
    {
        using var pool = new WorkerPool(threads);
        Assert.Equal(threads, pool.Threads);
        var counts = stackalloc int[1001];
        foreach (var chunks in new[] { 0, 1, 2, 3, 64, 1000 })
        {
            new Span<int>(counts, 1001).Clear();
            pool.Run(&Count, counts, chunks);
            for (var i = 0; i < chunks; i++)
            {
                Assert.Equal(1, counts[i]);
            }

            Assert.Equal(0, counts[chunks]);
        }

        Assert.Equal(1 + 2 + 3 + 64 + 1000, Enumerable.Range(0, threads).Sum(pool.ChunksRunBy));
    }

    [Fact]
    public void Two_threads_both_work()
    {
        using var pool = new WorkerPool(2);
        // Each chunk waits until the other is running: only two threads can finish this.
        var meeting = 0;
        pool.Run(&Meet, &meeting, 2);
        Assert.Equal(1, pool.ChunksRunBy(0));
        Assert.Equal(1, pool.ChunksRunBy(1));
    }

    [Fact]
    public void Many_tiny_runs_lose_nothing()
    {
        using var pool = new WorkerPool(3);
        var counts = stackalloc int[7];
        for (var run = 0; run < 20_000; run++)
        {
            pool.Run(&Count, counts, 1 + run % 7);
        }

        // Runs of 1, 2, … 7 chunks in turn: chunk c is part of those with more than c.
        for (var chunk = 0; chunk < 7; chunk++)
        {
            var expected = Enumerable.Range(0, 20_000).Count(run => 1 + run % 7 > chunk);
            Assert.Equal(expected, counts[chunk]);
        }
    }

    [Fact]
    public void Workers_wake_after_they_have_gone_to_sleep()
    {
        using var pool = new WorkerPool(2);
        for (var round = 0; round < 20; round++)
        {
            Thread.Sleep(2); // far longer than the workers spin
            var meeting = 0;
            pool.Run(&Meet, &meeting, 2);
            Assert.Equal(2, meeting);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void An_exception_reaches_the_caller_and_the_pool_lives_on(int threads)
    {
        using var pool = new WorkerPool(threads);
        var counts = stackalloc int[100];
        for (var round = 0; round < 50; round++)
        {
            var error = Assert.Throws<InvalidOperationException>(() => Run(pool, &ThrowAt37, (nint)counts, 100));
            Assert.Equal("chunk 37", error.Message);
            new Span<int>(counts, 100).Clear();
            pool.Run(&Count, counts, 100);
            Assert.Equal(-1, new Span<int>(counts, 100).IndexOfAnyExcept(1));
        }
    }

    [Fact]
    public void A_run_inside_a_body_completes()
    {
        nestedPool = new WorkerPool(3);
        var counts = stackalloc int[10 * 20];
        nestedPool.Run(&RunNested, counts, 10);
        nestedPool.Dispose();
        Assert.Equal(-1, new Span<int>(counts, 200).IndexOfAnyExcept(1));
    }

    [Fact]
    public void The_current_worker_is_in_range_and_belongs_to_the_innermost_run()
    {
        using var pool = new WorkerPool(3);
        var seen = stackalloc int[500];
        pool.Run(&RecordWorker, seen, 500);
        Assert.Equal(-1, new Span<int>(seen, 500).IndexOfAnyExceptInRange(0, 2));
        Assert.Equal(0, WorkerPool.CurrentWorker);
    }

    [Fact]
    public void Concurrent_callers_each_get_their_own_results()
    {
        using var pool = new WorkerPool(2);
        var failures = 0;
        var callers = Enumerable.Range(0, 4).Select(caller => new Thread(() =>
        {
            var counts = stackalloc int[16];
            for (var run = 0; run < 2_000; run++)
            {
                new Span<int>(counts, 16).Clear();
                pool.Run(&Count, counts, 16);
                if (new Span<int>(counts, 16).IndexOfAnyExcept(1) >= 0)
                {
                    Interlocked.Increment(ref failures);
                }
            }
        })).ToList();
        callers.ForEach(thread => thread.Start());
        callers.ForEach(thread => thread.Join());
        Assert.Equal(0, failures);
        Assert.Equal(4 * 2_000 * 16, pool.ChunksRunBy(0) + pool.ChunksRunBy(1));
    }

    [Fact]
    public void A_run_allocates_nothing()
    {
        using var pool = new WorkerPool(2);
        var counts = (nint)NativeMemory.AllocZeroed(16, sizeof(int));
        Assert.Equal(0, Allocations.Least(() =>
        {
            for (var run = 0; run < 200; run++)
            {
                pool.Run(&Count, (void*)counts, 16);
            }
        }));
        NativeMemory.Free((void*)counts);
    }

    [Fact]
    public void A_disposed_pool_refuses_work()
    {
        var pool = new WorkerPool(3);
        var counts = stackalloc int[16];
        pool.Run(&Count, counts, 16);
        pool.Dispose();
        pool.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Run(pool, &Count, (nint)counts, 16));
    }

    [Fact]
    public void Negative_chunks_and_unknown_workers_are_refused()
    {
        using var pool = new WorkerPool(2);
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(pool, &Count, 0, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.ChunksRunBy(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.ChunksRunBy(-1));
    }

    [Fact]
    public void The_shared_pool_can_be_replaced()
    {
        var original = WorkerPool.Shared;
        Assert.Equal(Environment.ProcessorCount, original.Threads);
        Assert.Throws<ArgumentNullException>(() => WorkerPool.Shared = null!);
        Assert.Same(original, WorkerPool.Shared);
    }

    private static void Run(WorkerPool pool, delegate*<void*, int, void> body, nint state, int chunks) => pool.Run(body, (void*)state, chunks);

    private static void Count(void* state, int chunk) => Interlocked.Increment(ref ((int*)state)[chunk]);

    private static void RecordWorker(void* state, int chunk) => ((int*)state)[chunk] = WorkerPool.CurrentWorker;

    private static void Meet(void* state, int chunk)
    {
        Interlocked.Increment(ref *(int*)state);
        var limit = Environment.TickCount64 + 30_000;
        while (Volatile.Read(ref *(int*)state) < 2)
        {
            if (Environment.TickCount64 > limit)
            {
                throw new TimeoutException("the other thread never came");
            }

            Thread.Yield();
        }
    }

    private static void ThrowAt37(void* state, int chunk)
    {
        Count(state, chunk);
        if (chunk == 37)
        {
            throw new InvalidOperationException("chunk 37");
        }
    }

    private static void RunNested(void* state, int chunk) => nestedPool!.Run(&Count, (int*)state + 20 * chunk, 20);
}
