using System.ComponentModel;
using Pico.Memory;

namespace Pico.Models;

/// <summary>What an incremental entry point remembers of the sequences it has begun: the keys and values of attention.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class SequenceMemory : IDisposable
{
    private AlignedBuffer? memory;

    /// <summary>How many sequences run side by side; 0 before the first.</summary>
    public int Batch { get; private set; }

    /// <summary>How many elements of each have been seen.</summary>
    public int Past { get; private set; }

    /// <summary>The bytes held.</summary>
    public long Bytes => memory?.Length ?? 0;

    /// <summary>Forgets all sequences and begins new ones.</summary>
    /// <param name="batch">How many.</param>
    public void Begin(int batch) => (Batch, Past) = (batch, 0);

    /// <summary>The elements seen so far, when there are that many sequences and room for more elements.</summary>
    /// <param name="batch">How many sequences the caller continues.</param>
    /// <param name="count">How many elements the caller brings.</param>
    /// <param name="capacity">How many elements a sequence may have.</param>
    /// <exception cref="InvalidOperationException">There are no sequences, or as many others, or they would become too long.</exception>
    public nint Continue(int batch, int count, long capacity) =>
        batch != Batch
            ? throw new InvalidOperationException(Batch == 0
                ? "no sequence has begun: call the Prefill form first."
                : $"{Batch} sequences have begun and {batch} are to go on: call the Prefill form to begin others.")
        : Past + (long)count > capacity
            ? throw new InvalidOperationException($"{Past} elements and {count} more are more than the {capacity} that a sequence may have.")
        : Past;

    /// <summary>The memory; what is in it stays as long as the sequences do.</summary>
    /// <param name="bytes">How much.</param>
    public byte* Reserve(long bytes)
    {
        if (memory is null || memory.Length < bytes)
        {
            memory?.Dispose();
            memory = new AlignedBuffer(Math.Max(bytes, AlignedBuffer.Alignment));
        }

        return memory.Pointer;
    }

    /// <summary>Notes that elements were added to every sequence.</summary>
    /// <param name="count">How many.</param>
    public void Advance(int count) => Past += count;

    /// <inheritdoc/>
    public void Dispose()
    {
        memory?.Dispose();
        memory = null;
        (Batch, Past) = (0, 0);
    }
}
