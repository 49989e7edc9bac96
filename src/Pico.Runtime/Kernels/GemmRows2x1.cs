using System.Runtime.CompilerServices;

namespace Pico.Kernels;

/// <summary>The sums of a tile of two rows by one vector, kept in registers.</summary>
internal unsafe struct GemmRows2x1<T, V>
    where T : struct, IGemmVector<V>
    where V : struct
{
    private V c0;
    private V c1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load(float* c, nint stride)
    {
        c0 = T.Load(c);
        c1 = T.Load(c + stride);
    }

    /// <summary>Does to the sums what comes last; <paramref name="row"/> is the first one's in the tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Finish(in GemmTileSums sums, nint row)
    {
        c0 = sums.Finish<T, V>(c0, row, 0);
        c1 = sums.Finish<T, V>(c1, row + 1, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* c, nint stride)
    {
        T.Store(c, c0);
        T.Store(c + stride, c1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(float* first, float* second, V b)
    {
        c0 = T.MultiplyAdd(T.Broadcast(first), b, c0);
        c1 = T.MultiplyAdd(T.Broadcast(second), b, c1);
    }
}
