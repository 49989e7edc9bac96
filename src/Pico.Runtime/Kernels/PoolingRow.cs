using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Pico.Simd;

namespace Pico.Kernels;

/// <summary>Elements of a row that lie a stride apart, as lanes and back.</summary>
internal static unsafe class PoolingRow<S, F, I>
    where S : struct, ISimd<F, I>
    where F : struct
    where I : struct
{
    // Not fields, whose values the JIT does not know before their class has been initialised.
    private static Vector512<int> Even
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
    }

    private static Vector512<int> Odd
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
    }

    private static Vector512<int> Lower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    }

    private static Vector512<int> Upper
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    }

    /// <summary>Lane i is <c>row[i*stride]</c>; 16 strides of the row must exist.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Load(float* row, nint stride)
    {
        if (stride == 1)
        {
            return S.Load(row);
        }

        if (stride == 2 && S.Width == 512)
        {
            var lanes = Avx512F.PermuteVar16x32x2(Vector512.Load(row), Even, Vector512.Load(row + 16));
            return Unsafe.BitCast<Vector512<float>, F>(lanes);
        }

        return Gather(row, stride);
    }

    /// <summary>Adds lane i to <c>row[i*stride]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(float* row, nint stride, F value)
    {
        if (stride == 1)
        {
            S.Store(row, S.Add(S.Load(row), value));
            return;
        }

        ScatterAdd(row, stride, value);
    }

    /// <summary>The lanes at even and at odd places of thirty-two: what <see cref="Pair"/> undoes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (F Even, F Odd) Split(F first, F second)
    {
        if (S.Width == 512)
        {
            var (a, b) = (Unsafe.BitCast<F, Vector512<float>>(first), Unsafe.BitCast<F, Vector512<float>>(second));
            return (
                Unsafe.BitCast<Vector512<float>, F>(Avx512F.PermuteVar16x32x2(a, Even, b)),
                Unsafe.BitCast<Vector512<float>, F>(Avx512F.PermuteVar16x32x2(a, Odd, b)));
        }

        return Separate(first, second);
    }

    /// <summary>Lanes of even and of odd places side by side: the first sixteen and the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (F First, F Second) Pair(F even, F odd)
    {
        if (S.Width == 512)
        {
            var (a, b) = (Unsafe.BitCast<F, Vector512<float>>(even), Unsafe.BitCast<F, Vector512<float>>(odd));
            return (
                Unsafe.BitCast<Vector512<float>, F>(Avx512F.PermuteVar16x32x2(a, Lower, b)),
                Unsafe.BitCast<Vector512<float>, F>(Avx512F.PermuteVar16x32x2(a, Upper, b)));
        }

        return Interleave(even, odd);
    }

    // What needs memory of its own stands apart, or it would keep the rest from being inlined.
    private static F Gather(float* row, nint stride)
    {
        var memory = stackalloc float[16];
        for (nint lane = 0; lane < 16; lane++)
        {
            memory[lane] = row[lane * stride];
        }

        return S.Load(memory);
    }

    private static void ScatterAdd(float* row, nint stride, F value)
    {
        var memory = stackalloc float[16];
        S.Store(memory, value);
        for (nint lane = 0; lane < 16; lane++)
        {
            row[lane * stride] += memory[lane];
        }
    }

    private static (F First, F Second) Interleave(F even, F odd)
    {
        float* memory = stackalloc float[32], row = stackalloc float[32];
        S.Store(memory, even);
        S.Store(memory + 16, odd);
        for (nint lane = 0; lane < 16; lane++)
        {
            row[2 * lane] = memory[lane];
            row[2 * lane + 1] = memory[16 + lane];
        }

        return (S.Load(row), S.Load(row + 16));
    }

    private static (F Even, F Odd) Separate(F first, F second)
    {
        float* row = stackalloc float[32], memory = stackalloc float[32];
        S.Store(row, first);
        S.Store(row + 16, second);
        for (nint lane = 0; lane < 16; lane++)
        {
            memory[lane] = row[2 * lane];
            memory[16 + lane] = row[2 * lane + 1];
        }

        return (S.Load(memory), S.Load(memory + 16));
    }
}
