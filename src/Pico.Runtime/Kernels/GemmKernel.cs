using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pico.Simd;

namespace Pico.Kernels;

/// <summary>The micro-kernels of a width.</summary>
internal static unsafe class GemmKernel<S, F, I>
    where S : struct, ISimd<F, I>
    where F : struct
    where I : struct
{
    /// <summary>Sums [height][32] that stay where they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(nint height, nint columns, nint k, float* a, nint aRow, nint aStep, float* b, nint bStep, float* c, bool resume) =>
        Multiply(height, columns, k, a, aRow, aStep, b, bStep, GemmTileSums.In(c, resume));

    /// <summary>See <see cref="GemmTile{T, V}.Multiply"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(nint height, nint columns, nint k, float* a, nint aRow, nint aStep, float* b, nint bStep, in GemmTileSums sums)
    {
        if (S.Width == 512)
        {
            GemmTile<GemmVector512, Vector512<float>>.Multiply(height, columns, k, a, aRow, aStep, b, bStep, sums);
        }
        else if (S.Width == 256)
        {
            GemmTile<GemmVector256, Vector256<float>>.Multiply(height, columns, k, a, aRow, aStep, b, bStep, sums);
        }
        else if (S.Width == 128)
        {
            GemmTile<GemmVector128, Vector128<float>>.Multiply(height, columns, k, a, aRow, aStep, b, bStep, sums);
        }
        else
        {
            GemmTile<GemmVectorScalar, float>.Multiply(height, columns, k, a, aRow, aStep, b, bStep, sums);
        }
    }

    /// <summary>See <see cref="GemmTile{T, V}.Row"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Row(nint k, float* a, float* b, nint bStep, nint bPanel, float* c, nint cPanel, bool resume)
    {
        if (S.Width == 512)
        {
            GemmTile<GemmVector512, Vector512<float>>.Row(k, a, b, bStep, bPanel, c, cPanel, resume);
        }
        else if (S.Width == 256)
        {
            GemmTile<GemmVector256, Vector256<float>>.Row(k, a, b, bStep, bPanel, c, cPanel, resume);
        }
        else if (S.Width == 128)
        {
            GemmTile<GemmVector128, Vector128<float>>.Row(k, a, b, bStep, bPanel, c, cPanel, resume);
        }
        else
        {
            GemmTile<GemmVectorScalar, float>.Row(k, a, b, bStep, bPanel, c, cPanel, resume);
        }
    }
}
