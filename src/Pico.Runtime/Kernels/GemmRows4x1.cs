using System.Runtime.CompilerServices;

namespace Pico.Kernels;

/// <summary>The sums of a tile of four rows by one vector, kept in registers.</summary>
internal unsafe struct GemmRows4x1<T, V>
    where T : struct, IGemmVector<V>
    where V : struct
{
    private V c0;
    private V c1;
    private V c2;
    private V c3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load(float* c, nint stride)
    {
        c0 = T.Load(c);
        c1 = T.Load(c + stride);
        c2 = T.Load(c + 2 * stride);
        c3 = T.Load(c + 3 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* c, nint stride)
    {
        T.Store(c, c0);
        T.Store(c + stride, c1);
        T.Store(c + 2 * stride, c2);
        T.Store(c + 3 * stride, c3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(float* a, V b)
    {
        c0 = T.MultiplyAdd(T.Broadcast(a), b, c0);
        c1 = T.MultiplyAdd(T.Broadcast(a + 1), b, c1);
        c2 = T.MultiplyAdd(T.Broadcast(a + 2), b, c2);
        c3 = T.MultiplyAdd(T.Broadcast(a + 3), b, c3);
    }
}
