using System.Buffers;

namespace Pico.Memory;

/// <summary>
/// Lays buffers whose lifetimes are known into one block, so that buffers that are never alive together share bytes:
/// greedy by size, each into the tightest gap left by the buffers it meets (Pisarchyk and Lee, "Efficient Memory
/// Management for Deep Neural Net Inference", 2020).
/// </summary>
public static class MemoryPlanner
{
    private const int StackLimit = 128;

    /// <summary>Chooses an offset for every buffer and returns the size of the block that holds them all.</summary>
    /// <param name="sizes">The size of each buffer in bytes; each is rounded up to 64.</param>
    /// <param name="firstUse">The first step at which each buffer is alive.</param>
    /// <param name="lastUse">The last step at which each buffer is alive, inclusive.</param>
    /// <param name="offsets">Receives the offset of each buffer in bytes, a multiple of 64.</param>
    /// <returns>The size of the block in bytes, a multiple of 64.</returns>
    /// <exception cref="ArgumentException">The spans differ in length, or a lifetime ends before it starts.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="OverflowException">The block would need more than 2^63 - 1 bytes.</exception>
    public static long Assign(ReadOnlySpan<long> sizes, ReadOnlySpan<int> firstUse, ReadOnlySpan<int> lastUse, Span<long> offsets)
    {
        var count = sizes.Length;
        if (firstUse.Length != count || lastUse.Length != count || offsets.Length != count)
        {
            throw new ArgumentException($"A plan needs one lifetime and one offset for each of its {count} buffers, but got {firstUse.Length} first uses, {lastUse.Length} last uses and {offsets.Length} offsets.");
        }

        for (var i = 0; i < count; i++)
        {
            if (sizes[i] < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(sizes), sizes[i], $"Buffer {i} has a size of {sizes[i]} bytes: pass sizes of zero or more.");
            }

            if (lastUse[i] < firstUse[i])
            {
                throw new ArgumentException($"Buffer {i} is last used at step {lastUse[i]}, before its first use at step {firstUse[i]}.", nameof(lastUse));
            }
        }

        int[]? rentedOrder = null, rentedPlaced = null;
        var order = count <= StackLimit ? stackalloc int[StackLimit] : rentedOrder = ArrayPool<int>.Shared.Rent(count);
        var placed = count <= StackLimit ? stackalloc int[StackLimit] : rentedPlaced = ArrayPool<int>.Shared.Rent(count);
        try
        {
            SortBySize(sizes, order[..count]);
            return Place(sizes, firstUse, lastUse, offsets, order[..count], placed);
        }
        finally
        {
            if (rentedOrder is not null)
            {
                ArrayPool<int>.Shared.Return(rentedOrder);
            }

            if (rentedPlaced is not null)
            {
                ArrayPool<int>.Shared.Return(rentedPlaced);
            }
        }
    }

    // Heap sort, largest first, ties by index: no comparer object, and the plan does not depend on the sort's whims.
    private static void SortBySize(ReadOnlySpan<long> sizes, Span<int> order)
    {
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        for (var root = order.Length / 2 - 1; root >= 0; root--)
        {
            SiftDown(sizes, order, root);
        }

        for (var end = order.Length - 1; end > 0; end--)
        {
            (order[0], order[end]) = (order[end], order[0]);
            SiftDown(sizes, order[..end], 0);
        }
    }

    private static void SiftDown(ReadOnlySpan<long> sizes, Span<int> heap, int root)
    {
        for (int child; (child = 2 * root + 1) < heap.Length; root = child)
        {
            if (child + 1 < heap.Length && ComesBefore(sizes, heap[child], heap[child + 1]))
            {
                child++;
            }

            if (!ComesBefore(sizes, heap[root], heap[child]))
            {
                return;
            }

            (heap[root], heap[child]) = (heap[child], heap[root]);
        }
    }

    private static bool ComesBefore(ReadOnlySpan<long> sizes, int left, int right) =>
        sizes[left] != sizes[right] ? sizes[left] > sizes[right] : left < right;

    // `placed` keeps the buffers already placed in ascending order of offset.
    private static long Place(ReadOnlySpan<long> sizes, ReadOnlySpan<int> firstUse, ReadOnlySpan<int> lastUse, Span<long> offsets, ReadOnlySpan<int> order, Span<int> placed)
    {
        var total = 0L;
        for (var done = 0; done < order.Length; done++)
        {
            var buffer = order[done];
            var size = RoundUp(sizes[buffer]);
            long best = -1, bestGap = long.MaxValue, end = 0;
            for (var i = 0; i < done && size > 0; i++)
            {
                var other = placed[i];
                if (firstUse[other] > lastUse[buffer] || lastUse[other] < firstUse[buffer])
                {
                    continue;
                }

                var gap = offsets[other] - end;
                if (gap >= size && gap < bestGap)
                {
                    (best, bestGap) = (end, gap);
                }

                end = Math.Max(end, offsets[other] + RoundUp(sizes[other]));
            }

            offsets[buffer] = size == 0 ? 0 : best >= 0 ? best : end;
            total = Math.Max(total, checked(offsets[buffer] + size));
            var slot = done;
            for (; slot > 0 && offsets[placed[slot - 1]] > offsets[buffer]; slot--)
            {
                placed[slot] = placed[slot - 1];
            }

            placed[slot] = buffer;
        }

        return total;
    }

    private static long RoundUp(long bytes) => checked(bytes + AlignedBuffer.Alignment - 1) & -(long)AlignedBuffer.Alignment;
}
