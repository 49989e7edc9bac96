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

    /// <summary>Adds what is there; the sum of a chain comes last, as in the epilogues that accumulate.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float* c, nint stride)
    {
        c0 = T.Add(T.Load(c), c0);
        c1 = T.Add(T.Load(c + stride), c1);
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
