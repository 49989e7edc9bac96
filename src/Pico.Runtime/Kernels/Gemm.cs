using System.Runtime.Intrinsics;
using Pico.Simd;
using Pico.Threading;

namespace Pico.Kernels;

/// <summary>
/// Single-precision matrix multiplication in pure C#, with whatever should happen to the product fused into its end.
/// </summary>
/// <remarks>
/// Element (i, j) is one chain of fused multiply-adds over k in ascending order, starting at zero. So its bits depend on
/// row i of A and column j of B and on nothing else: not on the number of threads, the vector width, the other rows of a
/// batch or the way a product is cut up. Nothing is allocated once the scratch memory of the calling thread has grown to the
/// largest size in use. The design follows Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication", 2008.
/// </remarks>
public static unsafe class Gemm
{
    /// <summary>C [m, n] = epilogue(A [m, k] · B [k, n]). There is no C here: the epilogue writes it.</summary>
    /// <remarks>With k = 0 the epilogue gets zeroes; with m = 0 or n = 0 nothing happens. The operands must not be written meanwhile.</remarks>
    /// <typeparam name="TEpilogue">What happens to the product; copied into the call.</typeparam>
    /// <param name="pool">The threads to use.</param>
    /// <param name="m">Rows of A and of the product.</param>
    /// <param name="n">Columns of B and of the product.</param>
    /// <param name="k">Columns of A and rows of B.</param>
    /// <param name="a">A [m, k].</param>
    /// <param name="b">B [k, n].</param>
    /// <param name="epilogue">Receives every element of the product once.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="InvalidOperationException">It is called from inside an epilogue.</exception>
    public static void Multiply<TEpilogue>(WorkerPool pool, nint m, nint n, nint k, GemmOperand a, GemmOperand b, TEpilogue epilogue)
        where TEpilogue : unmanaged, IGemmEpilogue => Multiply(SimdWidth.Current, pool, m, n, k, a, b, epilogue);

    /// <summary>
    /// <paramref name="batch"/> products of equal size. The epilogue gets row i of product number x as row <c>x*m + i</c>.
    /// </summary>
    /// <typeparam name="TEpilogue">What happens to the products; copied into the call.</typeparam>
    /// <param name="pool">The threads to use.</param>
    /// <param name="batch">How many products.</param>
    /// <param name="m">Rows of each A and of each product.</param>
    /// <param name="n">Columns of each B and of each product.</param>
    /// <param name="k">Columns of each A and rows of each B.</param>
    /// <param name="a">The first A [m, k].</param>
    /// <param name="aBatchStride">Elements from one A to the next; 0 if all products share it.</param>
    /// <param name="b">The first B [k, n].</param>
    /// <param name="bBatchStride">Elements from one B to the next; 0 if all products share it.</param>
    /// <param name="epilogue">Receives every element of every product once.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    /// <exception cref="InvalidOperationException">It is called from inside an epilogue.</exception>
    public static void MultiplyBatched<TEpilogue>(WorkerPool pool, nint batch, nint m, nint n, nint k, GemmOperand a, nint aBatchStride, GemmOperand b, nint bBatchStride, TEpilogue epilogue)
        where TEpilogue : unmanaged, IGemmEpilogue => MultiplyBatched(SimdWidth.Current, pool, batch, m, n, k, a, aBatchStride, b, bBatchStride, epilogue);

    internal static void Multiply<TEpilogue>(int width, WorkerPool pool, nint m, nint n, nint k, GemmOperand a, GemmOperand b, in TEpilogue epilogue)
        where TEpilogue : unmanaged, IGemmEpilogue
    {
        ArgumentNullException.ThrowIfNull(pool);
        ThrowIfNegative(m, n, k);
        if (m == 0 || n == 0)
        {
            return;
        }

        switch (width)
        {
            case 512:
                GemmProduct<Simd512, Vector512<float>, Vector512<int>, TEpilogue>.Multiply(pool, m, n, k, a, b, epilogue);
                break;
            case 256:
                GemmProduct<Simd256, FloatLanes256, IntLanes256, TEpilogue>.Multiply(pool, m, n, k, a, b, epilogue);
                break;
            case 128:
                GemmProduct<Simd128, FloatLanes128, IntLanes128, TEpilogue>.Multiply(pool, m, n, k, a, b, epilogue);
                break;
            default:
                GemmProduct<SimdScalar, FloatLanesScalar, IntLanesScalar, TEpilogue>.Multiply(pool, m, n, k, a, b, epilogue);
                break;
        }
    }

    internal static void MultiplyBatched<TEpilogue>(int width, WorkerPool pool, nint batch, nint m, nint n, nint k, GemmOperand a, nint aBatchStride, GemmOperand b, nint bBatchStride, in TEpilogue epilogue)
        where TEpilogue : unmanaged, IGemmEpilogue
    {
        ArgumentNullException.ThrowIfNull(pool);
        ThrowIfNegative(m, n, k);
        if (batch < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(batch), batch, $"A batch cannot have {batch} products: pass 0 or more.");
        }

        if (batch == 0 || m == 0 || n == 0)
        {
            return;
        }

        switch (width)
        {
            case 512:
                GemmProduct<Simd512, Vector512<float>, Vector512<int>, TEpilogue>.MultiplyBatched(pool, batch, m, n, k, a, aBatchStride, b, bBatchStride, epilogue);
                break;
            case 256:
                GemmProduct<Simd256, FloatLanes256, IntLanes256, TEpilogue>.MultiplyBatched(pool, batch, m, n, k, a, aBatchStride, b, bBatchStride, epilogue);
                break;
            case 128:
                GemmProduct<Simd128, FloatLanes128, IntLanes128, TEpilogue>.MultiplyBatched(pool, batch, m, n, k, a, aBatchStride, b, bBatchStride, epilogue);
                break;
            default:
                GemmProduct<SimdScalar, FloatLanesScalar, IntLanesScalar, TEpilogue>.MultiplyBatched(pool, batch, m, n, k, a, aBatchStride, b, bBatchStride, epilogue);
                break;
        }
    }

    private static void ThrowIfNegative(nint m, nint n, nint k)
    {
        if (m < 0 || n < 0 || k < 0)
        {
            throw new ArgumentOutOfRangeException(m < 0 ? nameof(m) : n < 0 ? nameof(n) : nameof(k), $"A product of [{m}, {k}] and [{k}, {n}] has a negative size: pass 0 or more.");
        }
    }
}
