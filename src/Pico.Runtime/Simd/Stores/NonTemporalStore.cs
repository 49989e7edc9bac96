using System.ComponentModel;
using System.Runtime.CompilerServices;
using Pico.Kernels;
using Pico.Memory;

namespace Pico.Simd;

/// <summary>
/// Results pass by the cache: a line that is written whole need not be read from memory first, which is a third of what an element-wise loop
/// moves, and the result drives nothing else out.
/// </summary>
/// <remarks>
/// Worth it only where the next step would not find the result in a cache anyway. Such stores are not ordered with others; whoever hands
/// results to another thread orders them by an interlocked operation, as <see cref="Threading.WorkerPool"/> does at the end of a run.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe struct NonTemporalStore : IResultStore
{
    private const int RowAlignment = AlignedBuffer.Alignment / sizeof(float);

    private static long least = LastLevelCache.Bytes;

    [ThreadStatic]
    private static AlignedBuffer? waiting;

    /// <summary>Whether results that lie in one piece are to be stored so: none of the caches could hold one, and all begin at a cache line.</summary>
    /// <param name="elements">The floats of each.</param>
    /// <param name="addresses">The addresses of all, combined by a bitwise or.</param>
    public static bool Pays(nint elements, nint addresses) => elements * sizeof(float) > least && addresses % AlignedBuffer.Alignment == 0;

    /// <summary>Whether results that are stored row by row are to be stored so: then each row must begin at a cache line.</summary>
    /// <param name="rows">The rows of each.</param>
    /// <param name="columns">The floats of a row.</param>
    /// <param name="addresses">The addresses of all, combined by a bitwise or.</param>
    public static bool Pays(nint rows, nint columns, nint addresses) => columns % RowAlignment == 0 && Pays(rows * columns, addresses);

    /// <summary>Changes the size above which results are stored so until what is returned is disposed, so that a check can compare both ways.</summary>
    /// <remarks>It holds for the whole process, not only for the calling thread.</remarks>
    /// <param name="bytes">The largest size that still goes into the cache.</param>
    public static IDisposable Above(long bytes) => new Scope(bytes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<S, F, I>(float* destination, F lanes)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct => S.StoreNonTemporal(destination, lanes);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(void* address) => CacheLine.Prefetch(address);

    /// <inheritdoc/>
    public static float* Waiting(float* row, nint columns)
    {
        // One row for each thread: the loop is done with it before it comes to the next row.
        var bytes = columns * sizeof(float);
        if (waiting is null || waiting.Length < bytes)
        {
            waiting = new AlignedBuffer(bytes);
        }

        return waiting.Floats;
    }

    private sealed class Scope : IDisposable
    {
        private readonly long previous = least;

        internal Scope(long bytes) => least = bytes;

        public void Dispose() => least = previous;
    }
}
