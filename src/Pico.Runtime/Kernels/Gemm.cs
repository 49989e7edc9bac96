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

    /// <summary>The same at a width that the caller has chosen, as plans do: <see cref="SimdWidth.Current"/> is not asked.</summary>
    /// <typeparam name="S">The operations of the width.</typeparam>
    /// <typeparam name="F">Sixteen lanes of float.</typeparam>
    /// <typeparam name="I">Sixteen lanes of int.</typeparam>
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
    public static void Multiply<S, F, I, TEpilogue>(WorkerPool pool, nint m, nint n, nint k, GemmOperand a, GemmOperand b, TEpilogue epilogue)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
        where TEpilogue : unmanaged, IGemmEpilogue => GemmProduct<S, F, I>.Multiply(pool, m, n, k, a, b, GemmFinish.By<S, F, I, TEpilogue>(&epilogue));

    /// <summary><paramref name="batch"/> products of equal size, at a width that the caller has chosen.</summary>
    /// <typeparam name="S">The operations of the width.</typeparam>
    /// <typeparam name="F">Sixteen lanes of float.</typeparam>
    /// <typeparam name="I">Sixteen lanes of int.</typeparam>
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
    public static void MultiplyBatched<S, F, I, TEpilogue>(WorkerPool pool, nint batch, nint m, nint n, nint k, GemmOperand a, nint aBatchStride, GemmOperand b, nint bBatchStride, TEpilogue epilogue)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
        where TEpilogue : unmanaged, IGemmEpilogue =>
        GemmProduct<S, F, I>.MultiplyBatched(pool, batch, m, n, k, a, aBatchStride, b, bBatchStride, GemmFinish.By<S, F, I, TEpilogue>(&epilogue));

    internal static void Multiply<TEpilogue>(int width, WorkerPool pool, nint m, nint n, nint k, GemmOperand a, GemmOperand b, TEpilogue epilogue)
        where TEpilogue : unmanaged, IGemmEpilogue
    {
        switch (width)
        {
            case 512:
                Multiply<Simd512, Vector512<float>, Vector512<int>, TEpilogue>(pool, m, n, k, a, b, epilogue);
                break;
            case 256:
                Multiply<Simd256, FloatLanes256, IntLanes256, TEpilogue>(pool, m, n, k, a, b, epilogue);
                break;
            case 128:
                Multiply<Simd128, FloatLanes128, IntLanes128, TEpilogue>(pool, m, n, k, a, b, epilogue);
                break;
            default:
                Multiply<SimdScalar, FloatLanesScalar, IntLanesScalar, TEpilogue>(pool, m, n, k, a, b, epilogue);
                break;
        }
    }

    internal static void MultiplyBatched<TEpilogue>(int width, WorkerPool pool, nint batch, nint m, nint n, nint k, GemmOperand a, nint aBatchStride, GemmOperand b, nint bBatchStride, TEpilogue epilogue)
        where TEpilogue : unmanaged, IGemmEpilogue
    {
        switch (width)
        {
            case 512:
                MultiplyBatched<Simd512, Vector512<float>, Vector512<int>, TEpilogue>(pool, batch, m, n, k, a, aBatchStride, b, bBatchStride, epilogue);
                break;
            case 256:
                MultiplyBatched<Simd256, FloatLanes256, IntLanes256, TEpilogue>(pool, batch, m, n, k, a, aBatchStride, b, bBatchStride, epilogue);
                break;
            case 128:
                MultiplyBatched<Simd128, FloatLanes128, IntLanes128, TEpilogue>(pool, batch, m, n, k, a, aBatchStride, b, bBatchStride, epilogue);
                break;
            default:
                MultiplyBatched<SimdScalar, FloatLanesScalar, IntLanesScalar, TEpilogue>(pool, batch, m, n, k, a, aBatchStride, b, bBatchStride, epilogue);
                break;
        }
    }
}
