using System.Runtime.CompilerServices;

namespace Pico.Kernels;

/// <summary>The sums of a tile of two rows by two vectors, kept in registers.</summary>
internal unsafe struct GemmRows2x2<T, V> : IGemmRows<V>
    where T : struct, IGemmVector<V>
    where V : struct
{
    private V c00;
    private V c01;
    private V c10;
    private V c11;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadColumns(float* b, out V b0, out V b1) => (b0, b1) = (T.Load(b), T.Load(b + T.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load(float* c, nint stride)
    {
        c00 = T.Load(c);
        c01 = T.Load(c + T.Count);
        c10 = T.Load(c + stride);
        c11 = T.Load(c + stride + T.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Finish(in GemmTileSums sums, nint row)
    {
        c00 = sums.Finish<T, V>(c00, row, 0);
        c01 = sums.Finish<T, V>(c01, row, T.Count);
        c10 = sums.Finish<T, V>(c10, row + 1, 0);
        c11 = sums.Finish<T, V>(c11, row + 1, T.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(V b0, V b1)
    {
        c00 = T.Add(c00, b0);
        c01 = T.Add(c01, b1);
        c10 = T.Add(c10, b0);
        c11 = T.Add(c11, b1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Rectify()
    {
        c00 = T.Rectify(c00);
        c01 = T.Rectify(c01);
        c10 = T.Rectify(c10);
        c11 = T.Rectify(c11);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Multiply(float* factor, nint stride)
    {
        c00 = T.Multiply(c00, T.Load(factor));
        c01 = T.Multiply(c01, T.Load(factor + T.Count));
        c10 = T.Multiply(c10, T.Load(factor + stride));
        c11 = T.Multiply(c11, T.Load(factor + stride + T.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float* addend, nint stride)
    {
        c00 = T.Add(T.Load(addend), c00);
        c01 = T.Add(T.Load(addend + T.Count), c01);
        c10 = T.Add(T.Load(addend + stride), c10);
        c11 = T.Add(T.Load(addend + stride + T.Count), c11);
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
