using System.Runtime.CompilerServices;

namespace Pico.Kernels;

/// <summary>The sums of a tile of two rows by two vectors, kept in registers.</summary>
internal unsafe struct GemmRows2x2<T, V>
    where T : struct, IGemmVector<V>
    where V : struct
{
    private V c00;
    private V c01;
    private V c10;
    private V c11;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load(float* c, nint stride)
    {
        c00 = T.Load(c);
        c01 = T.Load(c + T.Count);
        c10 = T.Load(c + stride);
        c11 = T.Load(c + stride + T.Count);
    }

    /// <summary>Adds what is there; the sum of a chain comes last, as in the epilogues that accumulate.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float* c, nint stride)
    {
        c00 = T.Add(T.Load(c), c00);
        c01 = T.Add(T.Load(c + T.Count), c01);
        c10 = T.Add(T.Load(c + stride), c10);
        c11 = T.Add(T.Load(c + stride + T.Count), c11);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* c, nint stride)
    {
        T.Store(c, c00);
        T.Store(c + T.Count, c01);
        T.Store(c + stride, c10);
        T.Store(c + stride + T.Count, c11);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(float* first, float* second, V b0, V b1)
    {
        var x = T.Broadcast(first);
        c00 = T.MultiplyAdd(x, b0, c00);
        c01 = T.MultiplyAdd(x, b1, c01);
        x = T.Broadcast(second);
        c10 = T.MultiplyAdd(x, b0, c10);
        c11 = T.MultiplyAdd(x, b1, c11);
    }
}
