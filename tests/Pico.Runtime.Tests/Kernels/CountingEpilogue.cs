using Pico.Kernels;
using Pico.Simd;

namespace Pico.Runtime.Tests.Kernels;

/// <summary>Counts how often each element is handed over, and checks the promises about pieces.</summary>
internal readonly unsafe struct CountingEpilogue(int* counts, int* violations, nint rows, nint columns) : IGemmEpilogue
{
    private readonly int* counts = counts;
    private readonly int* violations = violations;
    private readonly nint rows = rows;
    private readonly nint columns = columns;

    public static bool Prefetches => false;

    public GemmTarget Target => default;

    public void Store<S, F, I>(F value, nint row, nint column)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct => Count(row, column, 16);

    public void Store<S, F, I>(F value, nint row, nint column, int count)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        if (count is < 1 or > 15 || column + count != columns)
        {
            Interlocked.Increment(ref *violations);
        }

        Count(row, column, count);
    }

    private void Count(nint row, nint column, int count)
    {
        if (column % 16 != 0 || row < 0 || row >= rows || column < 0 || column + count > columns)
        {
            Interlocked.Increment(ref *violations);
            return;
        }

        for (var i = 0; i < count; i++)
        {
            Interlocked.Increment(ref counts[row * columns + column + i]);
        }
    }
}
