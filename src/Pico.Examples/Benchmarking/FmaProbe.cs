using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Pico.Simd;
using Pico.Threading;

namespace Pico.Examples.Benchmarking;

/// <summary>
/// The most multiply-adds that the processor does: twelve independent chains in registers, enough to hide the latency of two units,
/// and no memory at all. Everything that multiplies matrices is measured against it.
/// </summary>
internal static unsafe class FmaProbe
{
    private const int Rounds = 20_000, Chains = 12, ChunksOfThread = 4;

    /// <summary>GFLOP/s of all threads of a pool together, at the SIMD width in use; the fastest of some runs.</summary>
    public static double Gigaflops(WorkerPool pool)
    {
        delegate*<void*, int, void> body = SimdWidth.Current switch
        {
            512 => &Run512,
            256 => &Run256,
            128 => &Run128,
            _ => &RunScalar,
        };
        var lanes = Math.Max(1, SimdWidth.Current / 32);
        var chunks = ChunksOfThread * pool.Threads;
        var sums = stackalloc float[16];
        var seconds = Fastest.Seconds(() => pool.Run(body, sums, chunks), TimeSpan.FromMilliseconds(100));
        return 2e-9 * Rounds * Chains * lanes * chunks / seconds;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run512(void* state, int chunk)
    {
        Vector512<float> x = Vector512.Create(0.5f), y = Vector512.Create(0.25f + chunk);
        Vector512<float> c0 = y, c1 = y, c2 = y, c3 = y, c4 = y, c5 = y, c6 = y, c7 = y, c8 = y, c9 = y, c10 = y, c11 = y;
        for (var i = 0; i < Rounds; i++)
        {
            c0 = Avx512F.FusedMultiplyAdd(c0, x, y);
            c1 = Avx512F.FusedMultiplyAdd(c1, x, y);
            c2 = Avx512F.FusedMultiplyAdd(c2, x, y);
            c3 = Avx512F.FusedMultiplyAdd(c3, x, y);
            c4 = Avx512F.FusedMultiplyAdd(c4, x, y);
            c5 = Avx512F.FusedMultiplyAdd(c5, x, y);
            c6 = Avx512F.FusedMultiplyAdd(c6, x, y);
            c7 = Avx512F.FusedMultiplyAdd(c7, x, y);
            c8 = Avx512F.FusedMultiplyAdd(c8, x, y);
            c9 = Avx512F.FusedMultiplyAdd(c9, x, y);
            c10 = Avx512F.FusedMultiplyAdd(c10, x, y);
            c11 = Avx512F.FusedMultiplyAdd(c11, x, y);
        }

        // The results must be wanted, or the compiler may drop the work.
        Keep(state, Vector512.Sum(c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run256(void* state, int chunk)
    {
        Vector256<float> x = Vector256.Create(0.5f), y = Vector256.Create(0.25f + chunk);
        Vector256<float> c0 = y, c1 = y, c2 = y, c3 = y, c4 = y, c5 = y, c6 = y, c7 = y, c8 = y, c9 = y, c10 = y, c11 = y;
        for (var i = 0; i < Rounds; i++)
        {
            c0 = Vector256.MultiplyAddEstimate(c0, x, y);
            c1 = Vector256.MultiplyAddEstimate(c1, x, y);
            c2 = Vector256.MultiplyAddEstimate(c2, x, y);
            c3 = Vector256.MultiplyAddEstimate(c3, x, y);
            c4 = Vector256.MultiplyAddEstimate(c4, x, y);
            c5 = Vector256.MultiplyAddEstimate(c5, x, y);
            c6 = Vector256.MultiplyAddEstimate(c6, x, y);
            c7 = Vector256.MultiplyAddEstimate(c7, x, y);
            c8 = Vector256.MultiplyAddEstimate(c8, x, y);
            c9 = Vector256.MultiplyAddEstimate(c9, x, y);
            c10 = Vector256.MultiplyAddEstimate(c10, x, y);
            c11 = Vector256.MultiplyAddEstimate(c11, x, y);
        }

        Keep(state, Vector256.Sum(c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11));
    }

    // Without AVX2 there may be no multiply-add; a multiplication and an addition count the same.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run128(void* state, int chunk)
    {
        Vector128<float> x = Vector128.Create(0.5f), y = Vector128.Create(0.25f + chunk);
        Vector128<float> c0 = y, c1 = y, c2 = y, c3 = y, c4 = y, c5 = y, c6 = y, c7 = y, c8 = y, c9 = y, c10 = y, c11 = y;
        for (var i = 0; i < Rounds; i++)
        {
            c0 = Vector128.MultiplyAddEstimate(c0, x, y);
            c1 = Vector128.MultiplyAddEstimate(c1, x, y);
            c2 = Vector128.MultiplyAddEstimate(c2, x, y);
            c3 = Vector128.MultiplyAddEstimate(c3, x, y);
            c4 = Vector128.MultiplyAddEstimate(c4, x, y);
            c5 = Vector128.MultiplyAddEstimate(c5, x, y);
            c6 = Vector128.MultiplyAddEstimate(c6, x, y);
            c7 = Vector128.MultiplyAddEstimate(c7, x, y);
            c8 = Vector128.MultiplyAddEstimate(c8, x, y);
            c9 = Vector128.MultiplyAddEstimate(c9, x, y);
            c10 = Vector128.MultiplyAddEstimate(c10, x, y);
            c11 = Vector128.MultiplyAddEstimate(c11, x, y);
        }

        Keep(state, Vector128.Sum(c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunScalar(void* state, int chunk)
    {
        float x = 0.5f, y = 0.25f + chunk;
        float c0 = y, c1 = y, c2 = y, c3 = y, c4 = y, c5 = y, c6 = y, c7 = y, c8 = y, c9 = y, c10 = y, c11 = y;
        for (var i = 0; i < Rounds; i++)
        {
            c0 = float.MultiplyAddEstimate(c0, x, y);
            c1 = float.MultiplyAddEstimate(c1, x, y);
            c2 = float.MultiplyAddEstimate(c2, x, y);
            c3 = float.MultiplyAddEstimate(c3, x, y);
            c4 = float.MultiplyAddEstimate(c4, x, y);
            c5 = float.MultiplyAddEstimate(c5, x, y);
            c6 = float.MultiplyAddEstimate(c6, x, y);
            c7 = float.MultiplyAddEstimate(c7, x, y);
            c8 = float.MultiplyAddEstimate(c8, x, y);
            c9 = float.MultiplyAddEstimate(c9, x, y);
            c10 = float.MultiplyAddEstimate(c10, x, y);
            c11 = float.MultiplyAddEstimate(c11, x, y);
        }

        Keep(state, c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11);
    }

    private static void Keep(void* state, float sum) => Volatile.Write(ref ((float*)state)[0], sum);
}
