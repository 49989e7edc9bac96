using Pico.Memory;
using Pico.Threading;

namespace Pico.Examples.Benchmarking;

/// <summary>
/// What memory gives to loops that do nothing but stream: reading (a sum), and reading one array while another is written, which
/// is what an activation or a norm cannot do without.
/// </summary>
internal static unsafe partial class MemoryProbe
{
    private const int Elements = 64 << 20; // 256 MB an array: no cache that one tenant gets holds it
    private const int Chunk = 1 << 18;

    /// <summary>GB/s of reading, and of reading and writing, by all threads of a pool together. Written bytes count once.</summary>
    public static (double Read, double ReadAndWrite) Gigabytes(WorkerPool pool)
    {
        using AlignedBuffer source = new(4L * Elements), target = new(4L * Elements);
        var arrays = new Arrays { Source = source.Floats, Target = target.Floats };
        pool.Run(&Touch, &arrays, Elements / Chunk); // pages come with the first write
        var state = (nint)(&arrays);
        var read = Fastest.Seconds(() => pool.Run(&ReadChunk, (void*)state, Elements / Chunk), TimeSpan.FromMilliseconds(300));
        var both = Fastest.Seconds(() => pool.Run(&CopyChunk, (void*)state, Elements / Chunk), TimeSpan.FromMilliseconds(300));
        return (4e-9 * Elements / read, 8e-9 * Elements / both);
    }

    /// <summary>The sum of all elements.</summary>
    [Kernel(Reduce = Reduction.Sum)]
    public static float Total(float x) => x;

    /// <summary>The cheapest map that still has to look at each element.</summary>
    [Kernel]
    public static float Negate(float x) => -x;

    private static void Touch(void* state, int chunk)
    {
        ref var arrays = ref *(Arrays*)state;
        new Span<float>(arrays.Source + ((long)chunk * Chunk), Chunk).Fill(1);
        new Span<float>(arrays.Target + ((long)chunk * Chunk), Chunk).Fill(1);
    }

    private static void ReadChunk(void* state, int chunk)
    {
        ref var arrays = ref *(Arrays*)state;
        Volatile.Write(ref arrays.Sum, Total(new ReadOnlySpan<float>(arrays.Source + ((long)chunk * Chunk), Chunk)));
    }

    private static void CopyChunk(void* state, int chunk)
    {
        ref var arrays = ref *(Arrays*)state;
        Negate(new ReadOnlySpan<float>(arrays.Source + ((long)chunk * Chunk), Chunk), new Span<float>(arrays.Target + ((long)chunk * Chunk), Chunk));
    }

    private struct Arrays
    {
        public float* Source, Target;
        public float Sum;
    }
}
