using System.Runtime.InteropServices;

namespace Pico.Memory;

/// <summary>
/// Native memory aligned to 64 bytes (one cache line, one 512-bit vector) and zeroed at birth. It lives outside the
/// garbage-collected heap, so generated code may hold raw pointers into it for as long as the buffer itself is alive.
/// </summary>
/// <remarks>The owner disposes it; a forgotten buffer is freed by its finalizer. Not thread-safe.</remarks>
public sealed unsafe class AlignedBuffer : IDisposable
{
    /// <summary>The alignment of every buffer, in bytes.</summary>
    public const int Alignment = 64;

    private static long allocatedCount;
    private static long allocatedBytes;

    private byte* pointer;

    /// <summary>Allocates <paramref name="bytes"/> zeroed bytes.</summary>
    /// <param name="bytes">The size in bytes; zero is allowed and gives a buffer with nothing in it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is negative.</exception>
    /// <exception cref="OutOfMemoryException">The operating system has no such amount of memory.</exception>
    public AlignedBuffer(long bytes)
    {
        if (bytes < 0)
        {
            GC.SuppressFinalize(this);
            throw new ArgumentOutOfRangeException(nameof(bytes), bytes, $"A buffer of {bytes} bytes cannot be allocated: pass a size of zero or more.");
        }

        Length = bytes;
        // One line more than nothing, so that Pointer is never null while the buffer lives.
        var reserved = (nuint)checked(Math.Max(bytes, 1) + Alignment - 1) & ~(nuint)(Alignment - 1);
        pointer = (byte*)NativeMemory.AlignedAlloc(reserved, Alignment);
        NativeMemory.Clear(pointer, reserved);
        if (bytes > 0)
        {
            GC.AddMemoryPressure(bytes);
        }

        Interlocked.Increment(ref allocatedCount);
        Interlocked.Add(ref allocatedBytes, bytes);
    }

    /// <summary>Frees the memory of a buffer that nobody disposed.</summary>
    ~AlignedBuffer() => Free();

    /// <summary>
    /// How many buffers this process has ever created, and their bytes: take it before and after a training step to see
    /// that the step allocated no native memory.
    /// </summary>
    public static (long Count, long Bytes) Allocations => (Interlocked.Read(ref allocatedCount), Interlocked.Read(ref allocatedBytes));

    /// <summary>The first byte, aligned to <see cref="Alignment"/>.</summary>
    /// <exception cref="ObjectDisposedException">The buffer was disposed.</exception>
    public byte* Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(pointer is null, this);
            return pointer;
        }
    }

    /// <summary>The first byte seen as a float.</summary>
    /// <exception cref="ObjectDisposedException">The buffer was disposed.</exception>
    public float* Floats => (float*)Pointer;

    /// <summary>The size in bytes, as it was asked for.</summary>
    public long Length { get; }

    /// <summary>A view of <paramref name="count"/> floats that start <paramref name="offset"/> bytes into the buffer.</summary>
    /// <param name="offset">Bytes from the start of the buffer, a multiple of four.</param>
    /// <param name="count">The number of floats.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range leaves the buffer or is not aligned to a float.</exception>
    /// <exception cref="ObjectDisposedException">The buffer was disposed.</exception>
    public Span<float> AsSpan(long offset, int count)
    {
        // offset <= Length first: the difference below then cannot overflow.
        if (offset < 0 || count < 0 || offset > Length || (long)count * sizeof(float) > Length - offset || offset % sizeof(float) != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(offset), $"{count} floats at byte {offset} do not lie in a buffer of {Length} bytes: pass a multiple of {sizeof(float)} and a range inside it.");
        }

        return new Span<float>(Pointer + offset, count);
    }

    /// <summary>Frees the memory; every pointer and span taken from the buffer is invalid from here on.</summary>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (pointer is null)
        {
            return;
        }

        NativeMemory.AlignedFree(pointer);
        pointer = null;
        if (Length > 0)
        {
            GC.RemoveMemoryPressure(Length);
        }
    }
}
