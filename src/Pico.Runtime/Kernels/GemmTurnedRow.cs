using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Pico.Simd;

namespace Pico.Kernels;

/// <summary>
/// One row of A times columns of B that each lie in memory as a row: a matrix–vector product. Blocks of columns are turned in registers,
/// so that a sum is a lane and one chain in the order of k, as in every other product.
/// </summary>
internal static unsafe class GemmTurnedRow<S, F, I>
    where S : struct, ISimd<F, I>
    where F : struct
    where I : struct
{
    /// <summary>Whether there is a way at this width; at others a block is turned in memory.</summary>
    public static bool IsSupported => S.Width == 512 && Avx512F.IsSupported;

    /// <summary>Computes 32 sums.</summary>
    /// <param name="k">Products per sum.</param>
    /// <param name="a">The row of A.</param>
    /// <param name="b">The first column.</param>
    /// <param name="stride">Elements from one column to the next.</param>
    /// <param name="c">The sums.</param>
    /// <param name="resume">Whether the sums go on from what <paramref name="c"/> holds, or start at zero.</param>
    public static void Multiply(nint k, float* a, float* b, nint stride, float* c, bool resume)
    {
        var low = resume ? Vector512.Load(c) : default;
        var high = resume ? Vector512.Load(c + 16) : default;
        var other = b + 16 * stride;
        nint p = 0;
        for (; p <= k - 16; p += 16)
        {
            low = AddBlock(a + p, b + p, stride, low);
            high = AddBlock(a + p, other + p, stride, high);
        }

        low.Store(c);
        high.Store(c + 16);
        for (; p < k; p++)
        {
            for (nint column = 0; column < GemmBlocking.PanelColumns; column++)
            {
                c[column] = MathF.FusedMultiplyAdd(a[p], b[column * stride + p], c[column]);
            }
        }
    }

    // A block of 16 by 16: whole cache lines are loaded, because the lines of neighbouring columns may have to share a place in the cache.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> AddBlock(float* a, float* b, nint stride, Vector512<float> sums)
    {
        float* b4 = b + 4 * stride, b8 = b4 + 4 * stride, b12 = b8 + 4 * stride;
        Turn(b, stride, out var v00, out var v01, out var v02, out var v03);
        Turn(b4, stride, out var v10, out var v11, out var v12, out var v13);
        Turn(b8, stride, out var v20, out var v21, out var v22, out var v23);
        Turn(b12, stride, out var v30, out var v31, out var v32, out var v33);
        Halves(v00, v10, v20, v30, 0x44, out var low0, out var high0);
        Halves(v01, v11, v21, v31, 0x44, out var low1, out var high1);
        Halves(v02, v12, v22, v32, 0x44, out var low2, out var high2);
        Halves(v03, v13, v23, v33, 0x44, out var low3, out var high3);
        sums = AddFour(a, low0, low1, low2, low3, sums);
        sums = AddFour(a + 4, high0, high1, high2, high3, sums);
        Halves(v00, v10, v20, v30, 0xEE, out low0, out high0);
        Halves(v01, v11, v21, v31, 0xEE, out low1, out high1);
        Halves(v02, v12, v22, v32, 0xEE, out low2, out high2);
        Halves(v03, v13, v23, v33, 0xEE, out low3, out high3);
        sums = AddFour(a + 8, low0, low1, low2, low3, sums);
        return AddFour(a + 12, high0, high1, high2, high3, sums);
    }

    // Four columns: each quarter of a register is transposed by itself.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(float* b, nint stride, out Vector512<float> v0, out Vector512<float> v1, out Vector512<float> v2, out Vector512<float> v3)
    {
        VectorOperations512.TransposeQuarters(
            Vector512.Load(b), Vector512.Load(b + stride), Vector512.Load(b + 2 * stride), Vector512.Load(b + 3 * stride), out v0, out v1, out v2, out v3);
    }

    // Of four registers the quarters 0 and 1, or 2 and 3, each as one register.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Halves(Vector512<float> v0, Vector512<float> v1, Vector512<float> v2, Vector512<float> v3, [ConstantExpected] byte half, out Vector512<float> even, out Vector512<float> odd)
    {
        Vector512<float> t0 = Avx512F.Shuffle4x128(v0, v1, half), t1 = Avx512F.Shuffle4x128(v2, v3, half);
        even = Avx512F.Shuffle4x128(t0, t1, 0x88);
        odd = Avx512F.Shuffle4x128(t0, t1, 0xDD);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> AddFour(float* a, Vector512<float> b0, Vector512<float> b1, Vector512<float> b2, Vector512<float> b3, Vector512<float> sums)
    {
        sums = Avx512F.FusedMultiplyAdd(Vector512.Create(a[0]), b0, sums);
        sums = Avx512F.FusedMultiplyAdd(Vector512.Create(a[1]), b1, sums);
        sums = Avx512F.FusedMultiplyAdd(Vector512.Create(a[2]), b2, sums);
        return Avx512F.FusedMultiplyAdd(Vector512.Create(a[3]), b3, sums);
    }
}
