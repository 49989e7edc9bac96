using System.Runtime.CompilerServices;

namespace Pico.Kernels;

/// <summary>The sums of a tile of two rows by one vector, kept in registers.</summary>
internal unsafe struct GemmRows2x1<T, V> : IGemmRows<V>
    where T : struct, IGemmVector<V>
    where V : struct
{
    private V c0;
    private V c1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadColumns(float* b, out V b0, out V b1) => (b0, b1) = (T.Load(b), default);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load(float* c, nint stride)
    {
        c0 = T.Load(c);
        c1 = T.Load(c + stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Finish(in GemmTileSums sums, nint row)
    {
        c0 = sums.Finish<T, V>(c0, row, 0);
        c1 = sums.Finish<T, V>(c1, row + 1, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(V b0, V b1)
    {
        c0 = T.Add(c0, b0);
        c1 = T.Add(c1, b0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Rectify()
    {
        c0 = T.Rectify(c0);
        c1 = T.Rectify(c1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Multiply(float* factor, nint stride)
    {
        c0 = T.Multiply(c0, T.Load(factor));
        c1 = T.Multiply(c1, T.Load(factor + stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float* addend, nint stride)
    {
        c0 = T.Add(T.Load(addend), c0);
        c1 = T.Add(T.Load(addend + stride), c1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* c, nint stride)
    {
        T.Store(c, c0);
        T.Store(c + stride, c1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProduct(float* first, float* second, V b0, V b1)
    {
        c0 = T.MultiplyAdd(T.Broadcast(first), b0, c0);
        c1 = T.MultiplyAdd(T.Broadcast(second), b0, c1);
    }
}
