using System.Runtime.CompilerServices;
using Pico.Simd;

namespace Pico.Kernels;

/// <summary>Adds the product to what is there: <c>C += A·B</c>, as gradients accumulate.</summary>
/// <param name="c">The first element of C [rows, columns], row-major.</param>
/// <param name="stride">Elements from one row of C to the next.</param>
public readonly unsafe struct AccumulateEpilogue(float* c, nint stride) : IGemmEpilogue
{
    private readonly float* c = c;
    private readonly nint stride = stride;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<S, F, I>(F value, nint row, nint column)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var target = c + row * stride + column;
        S.Store(target, S.Add(S.Load(target), value));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<S, F, I>(F value, nint row, nint column, int count)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var target = c + row * stride + column;
        S.Store(target, S.Add(S.Load(target, count), value), count);
    }

    /// <inheritdoc/>
    public static bool Prefetches => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(nint row, nint column) => CacheLine.Prefetch(c + row * stride + column);

    /// <inheritdoc/>
    public GemmTarget Target => new(c, stride) { Addend = c };
}
