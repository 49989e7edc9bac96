using System.Runtime.CompilerServices;

namespace Pico.Kernels;

/// <summary>The sums of four filters under one element of the filter, each in as many parts as a vector has lanes, kept in registers.</summary>
internal unsafe struct ConvolutionSums<T, V>
    where T : struct, IGemmVector<V>
    where V : struct
{
    private V c0;
    private V c1;
    private V c2;
    private V c3;

    /// <summary>Goes on with sums whose filters lie <paramref name="stride"/> elements apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load(float* c, nint stride)
    {
        c0 = T.Load(c);
        c1 = T.Load(c + stride);
        c2 = T.Load(c + 2 * stride);
        c3 = T.Load(c + 3 * stride);
    }

    /// <summary>See <see cref="Load"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* c, nint stride)
    {
        T.Store(c, c0);
        T.Store(c + stride, c1);
        T.Store(c + 2 * stride, c2);
        T.Store(c + 3 * stride, c3);
    }

    /// <summary>Adds the products of each filter's gradients with the elements of the image under them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProducts(V a0, V a1, V a2, V a3, V b)
    {
        c0 = T.MultiplyAdd(a0, b, c0);
        c1 = T.MultiplyAdd(a1, b, c1);
        c2 = T.MultiplyAdd(a2, b, c2);
        c3 = T.MultiplyAdd(a3, b, c3);
    }
}
