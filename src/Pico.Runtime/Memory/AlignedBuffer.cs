using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pico.Memory;

/// <summary>
/// Memory aligned to 64 bytes (one cache line, one 512-bit vector) and zeroed at birth, that never moves: an array of the
/// pinned heap. Generated code may hold raw pointers into it for as long as the buffer is reachable; a span taken from it keeps
/// the memory alive by itself.
/// </summary>
/// <remarks>
/// Pinned rather than native, because entry points return spans into it: a view of native memory would dangle as soon as
/// the last reference to its model were gone. Not thread-safe.
/// </remarks>
public sealed unsafe class AlignedBuffer : IDisposable
{
    /// <summary>The alignment of every buffer, in bytes.</summary>
    public const int Alignment = 64;

    private static long allocatedCount;
    private static long allocatedBytes;

    // Elements of eight bytes: an array may have 2^31 of them, so a buffer may have 16 GB.
    private ulong[]? memory;
    private int start;

    /// <summary>Allocates <paramref name="bytes"/> zeroed bytes.</summary>
    /// <param name="bytes">The size in bytes; zero is allowed and gives a buffer with nothing in it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is negative, or above 16 GB.</exception>
    /// <exception cref="OutOfMemoryException">There is no such amount of memory.</exception>
    public AlignedBuffer(long bytes)
    {
        if (bytes < 0 || bytes / sizeof(ulong) > Array.MaxLength - (2 * Alignment))
        {
            throw new ArgumentOutOfRangeException(nameof(bytes), bytes, $"A buffer of {bytes} bytes cannot be allocated: pass a size from zero to 16 GB.");
        }

        Length = bytes;
        memory = GC.AllocateArray<ulong>((int)((bytes + sizeof(ulong) - 1) / sizeof(ulong)) + (Alignment / sizeof(ulong)), pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(memory));
        start = (int)((Alignment - (address % Alignment)) % Alignment);
        Interlocked.Increment(ref allocatedCount);
        Interlocked.Add(ref allocatedBytes, bytes);
    }

    /// <summary>
    /// How many buffers this process has ever created, and their bytes: take it before and after a training step to see
    /// that the step allocated no memory for tensors.
    /// </summary>
    public static (long Count, long Bytes) Allocations => (Interlocked.Read(ref allocatedCount), Interlocked.Read(ref allocatedBytes));

    /// <summary>The first byte, aligned to <see cref="Alignment"/>.</summary>
    /// <exception cref="ObjectDisposedException">The buffer was disposed.</exception>
    public byte* Pointer => (byte*)Unsafe.AsPointer(ref First);

    /// <summary>The first byte seen as a float.</summary>
    /// <exception cref="ObjectDisposedException">The buffer was disposed.</exception>
    public float* Floats => (float*)Pointer;

    /// <summary>The size in bytes, as it was asked for.</summary>
    public long Length { get; }

    private ref byte First
    {
        get
        {
            ObjectDisposedException.ThrowIf(memory is null, this);
            return ref Unsafe.Add(ref Unsafe.As<ulong, byte>(ref MemoryMarshal.GetArrayDataReference(memory)), start);
        }
    }

    /// <summary>
    /// A view of <paramref name="count"/> floats that start <paramref name="offset"/> bytes into the buffer. It keeps the memory
    /// alive, even when the buffer itself is gone.
    /// </summary>
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

        return MemoryMarshal.CreateSpan(ref Unsafe.As<byte, float>(ref Unsafe.AddByteOffset(ref First, (nint)offset)), count);
    }

    /// <summary>Lets go of the memory; pointers taken from the buffer are invalid from here on.</summary>
    public void Dispose()
    {
        memory = null;
        start = 0;
    }
}
