using Pico.Kernels;
using Pico.Simd;

namespace Pico.Runtime.Tests.Kernels;

/// <summary>Counts how often a piece of a product is asked for, and pieces that are stored without having been.</summary>
internal readonly unsafe struct ForeseenEpilogue(int* asked, int* violations, nint rows, nint columns) : IGemmEpilogue
{
    public static bool Prefetches => true;

    public GemmTarget Target => default;

    private nint Pieces => (columns + 15) / 16;

    public void Prefetch(nint row, nint column)
    {
        if (column % 16 != 0 || row < 0 || row >= rows || column < 0 || column >= columns)
        {
            Interlocked.Increment(ref *violations);
            return;
        }

        Interlocked.Increment(ref asked[(row * Pieces) + (column / 16)]);
    }

    public void Store<S, F, I>(F value, nint row, nint column)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct => RequireAsked(row, column);

    public void Store<S, F, I>(F value, nint row, nint column, int count)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct => RequireAsked(row, column);

    private void RequireAsked(nint row, nint column)
    {
        if (Volatile.Read(ref asked[(row * Pieces) + (column / 16)]) != 1)
        {
            Interlocked.Increment(ref *violations);
        }
    }
}
