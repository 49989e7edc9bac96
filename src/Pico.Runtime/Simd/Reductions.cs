using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

/// <summary>The last steps of the reduction tree that every width shares: pairs at distance 8, 4, 2, then 1.</summary>
internal static partial class Reductions
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Sum(Vector512<float> a) => Sum(a.GetLower() + a.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Sum(Vector256<float> a) => Sum(a.GetLower() + a.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Sum(Vector128<float> a)
    {
        var pairs = a + Vector128.Shuffle(a, Vector128.Create(2, 3, 0, 1));
        return pairs.GetElement(0) + pairs.GetElement(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Max(Vector512<float> a) => Max(Vector256.Max(a.GetLower(), a.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Max(Vector256<float> a) => Max(Vector128.Max(a.GetLower(), a.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Max(Vector128<float> a)
    {
        var pairs = Vector128.Max(a, Vector128.Shuffle(a, Vector128.Create(2, 3, 0, 1)));
        return MathF.Max(pairs.GetElement(0), pairs.GetElement(1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Min(Vector512<float> a) => Min(Vector256.Min(a.GetLower(), a.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Min(Vector256<float> a) => Min(Vector128.Min(a.GetLower(), a.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Min(Vector128<float> a)
    {
        var pairs = Vector128.Min(a, Vector128.Shuffle(a, Vector128.Create(2, 3, 0, 1)));
        return MathF.Min(pairs.GetElement(0), pairs.GetElement(1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Sum(Vector512<int> a) => Sum(a.GetLower() + a.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Sum(Vector256<int> a) => Sum(a.GetLower() + a.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Sum(Vector128<int> a)
    {
        var pairs = a + Vector128.Shuffle(a, Vector128.Create(2, 3, 0, 1));
        return pairs.GetElement(0) + pairs.GetElement(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Max(Vector512<int> a) => Max(Vector256.Max(a.GetLower(), a.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Max(Vector256<int> a) => Max(Vector128.Max(a.GetLower(), a.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Max(Vector128<int> a)
    {
        var pairs = Vector128.Max(a, Vector128.Shuffle(a, Vector128.Create(2, 3, 0, 1)));
        return Math.Max(pairs.GetElement(0), pairs.GetElement(1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Min(Vector512<int> a) => Min(Vector256.Min(a.GetLower(), a.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Min(Vector256<int> a) => Min(Vector128.Min(a.GetLower(), a.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Min(Vector128<int> a)
    {
        var pairs = Vector128.Min(a, Vector128.Shuffle(a, Vector128.Create(2, 3, 0, 1)));
        return Math.Min(pairs.GetElement(0), pairs.GetElement(1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Max(Vector512<uint> a) => Max(Vector256.Max(a.GetLower(), a.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Max(Vector256<uint> a) => Max(Vector128.Max(a.GetLower(), a.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Max(Vector128<uint> a)
    {
        var pairs = Vector128.Max(a, Vector128.Shuffle(a, Vector128.Create(2u, 3u, 0u, 1u)));
        return Math.Max(pairs.GetElement(0), pairs.GetElement(1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Min(Vector512<uint> a) => Min(Vector256.Min(a.GetLower(), a.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Min(Vector256<uint> a) => Min(Vector128.Min(a.GetLower(), a.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Min(Vector128<uint> a)
    {
        var pairs = Vector128.Min(a, Vector128.Shuffle(a, Vector128.Create(2u, 3u, 0u, 1u)));
        return Math.Min(pairs.GetElement(0), pairs.GetElement(1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Sum(Vector512<double> a) => Sum(a.GetLower() + a.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Sum(Vector256<double> a) => Sum(a.GetLower() + a.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Sum(Vector128<double> a) => a.GetElement(0) + a.GetElement(1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Max(Vector512<double> a) => Max(Vector256.Max(a.GetLower(), a.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Max(Vector256<double> a) => Max(Vector128.Max(a.GetLower(), a.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Max(Vector128<double> a) => Math.Max(a.GetElement(0), a.GetElement(1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Min(Vector512<double> a) => Min(Vector256.Min(a.GetLower(), a.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Min(Vector256<double> a) => Min(Vector128.Min(a.GetLower(), a.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Min(Vector128<double> a) => Math.Min(a.GetElement(0), a.GetElement(1));
}
