using Pico.Memory;

namespace Pico.Kernels;

/// <summary>The packing buffers of one thread that multiplies. They grow when a larger product comes and are kept.</summary>
internal sealed unsafe class GemmScratch
{
    private const long Unit = 64 * 1024;

    [ThreadStatic]
    private static GemmScratch? current;

    private static long heldBytes;

    private AlignedBuffer? buffer;
    private bool busy;

    /// <summary>The calling thread's.</summary>
    public static GemmScratch Current => current ??= new GemmScratch();

    /// <summary>A thread that ends leaves its buffers to the collector.</summary>
    ~GemmScratch() => Interlocked.Add(ref heldBytes, -Length);

    /// <summary>Bytes held by all threads of the process.</summary>
    public static long HeldBytes => Interlocked.Read(ref heldBytes);

    /// <summary>Bytes held.</summary>
    public long Length => buffer?.Length ?? 0;

    /// <summary>Gives the caller at least so many floats, aligned to 64 bytes, until <see cref="Release"/>.</summary>
    /// <exception cref="InvalidOperationException">The thread is inside another product.</exception>
    public float* Acquire(long floats)
    {
        if (busy)
        {
            throw new InvalidOperationException("A GEMM epilogue started another product on its own thread: multiply before or after, not inside.");
        }

        var bytes = checked(floats * sizeof(float));
        if (buffer is null || buffer.Length < bytes)
        {
            Interlocked.Add(ref heldBytes, -Length);
            buffer?.Dispose();
            buffer = null; // should the next line fail
            buffer = new AlignedBuffer(checked(bytes + Unit - 1) / Unit * Unit);
            Interlocked.Add(ref heldBytes, Length);
        }

        busy = true;
        return buffer.Floats;
    }

    /// <summary>Takes the memory back.</summary>
    public void Release() => busy = false;
}
