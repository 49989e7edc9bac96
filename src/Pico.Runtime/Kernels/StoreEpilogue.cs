using System.Runtime.CompilerServices;
using Pico.Simd;

namespace Pico.Kernels;

/// <summary>Writes the product: <c>C = A·B</c>.</summary>
/// <param name="c">The first element of C [rows, columns], row-major.</param>
/// <param name="stride">Elements from one row of C to the next.</param>
public readonly unsafe struct StoreEpilogue(float* c, nint stride) : IGemmEpilogue
{
    private readonly float* c = c;
    private readonly nint stride = stride;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<S, F, I>(F value, nint row, nint column)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct => S.Store(c + row * stride + column, value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<S, F, I>(F value, nint row, nint column, int count)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct => S.Store(c + row * stride + column, value, count);

    /// <inheritdoc/>
    public static bool Prefetches => false;

    /// <inheritdoc/>
    public GemmTarget Target => new(c, stride);
}
