using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Pico.Simd;

namespace Pico.Kernels;

/// <summary>Sums of sixteen parts each, in the order of <see cref="ISimd{F, I}.Sum(F)"/>.</summary>
internal static unsafe class ConvolutionTotals<S, F, I>
    where S : struct, ISimd<F, I>
    where F : struct
    where I : struct
{
    /// <summary>Writes so many sums whose parts follow each other in memory.</summary>
    public static void Write(float* parts, nint count, float* target)
    {
        nint i = 0;
        if (S.Width == 512)
        {
            for (; i <= count - 4; i += 4, parts += 4 * 16)
            {
                Four(parts).Store(target + i);
            }
        }

        for (; i < count; i++, parts += 16)
        {
            target[i] = S.Sum(S.Load(parts));
        }
    }

    // Parts eight apart, four apart, two apart, neighbours: each time half of the lanes of several sums become all lanes of half as many.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Four(float* parts)
    {
        var eights = Halves(Vector512.Load(parts), Vector512.Load(parts + 16), Vector512.Load(parts + 32), Vector512.Load(parts + 48));
        var (even, odd) = (Avx512F.Shuffle4x128(eights.First, eights.Second, 0b10_00_10_00), Avx512F.Shuffle4x128(eights.First, eights.Second, 0b11_01_11_01));
        var fours = Avx512F.Add(even, odd); // a quarter of the lanes for each sum
        var pairs = Avx512F.Add(fours, Avx512F.Shuffle(fours, fours, 0b11_10_11_10));
        var ones = Avx512F.Add(pairs, Avx512F.Shuffle(pairs, pairs, 0b01_01_01_01));
        return Avx512F.PermuteVar16x32(ones, Vector512.Create(0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12)).GetLower().GetLower();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<float> First, Vector512<float> Second) Halves(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d) => (
        Avx512F.Add(Avx512F.Shuffle4x128(a, b, 0b01_00_01_00), Avx512F.Shuffle4x128(a, b, 0b11_10_11_10)),
        Avx512F.Add(Avx512F.Shuffle4x128(c, d, 0b01_00_01_00), Avx512F.Shuffle4x128(c, d, 0b11_10_11_10)));
}
