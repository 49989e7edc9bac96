using System.Runtime.CompilerServices;
using Pico.Simd;

namespace Pico.Kernels;

/// <summary>
/// The most usual pool, the maxima of windows of two by two that lie side by side, and its gradient, for one plane. Sixteen windows are lanes. Pieces are stored
/// in the order of memory and whole: what they write beyond the end of their row, the next one overwrites.
/// </summary>
internal static unsafe class PoolingPairs<S, F, I>
    where S : struct, ISimd<F, I>
    where F : struct
    where I : struct
{
    /// <summary>The maxima.</summary>
    /// <param name="x">The plane; 32 elements from any window on must exist in both of its rows.</param>
    /// <param name="stride">From one row of the plane to the next.</param>
    /// <param name="result">Receives [rows, columns].</param>
    /// <param name="rows">The rows of windows.</param>
    /// <param name="columns">The columns of windows.</param>
    public static void Max(float* x, nint stride, float* result, nint rows, nint columns)
    {
        var end = result + rows * columns;
        for (; rows > 0; rows--, x += 2 * stride, result += columns)
        {
            for (nint column = 0; column < columns; column += 16)
            {
                // First the two rows, whose elements lie side by side, then neighbours.
                float* upper = x + 2 * column, lower = upper + stride;
                var (even, odd) = PoolingRow<S, F, I>.Split(S.Max(S.Load(upper), S.Load(lower)), S.Max(S.Load(upper + 16), S.Load(lower + 16)));
                Store(result + column, end, S.Max(even, odd), columns - column);
            }
        }
    }

    /// <summary>The gradient of the plane, where windows cover all of it.</summary>
    /// <param name="x">The plane, as in <see cref="Max"/>.</param>
    /// <param name="stride">From one row of the plane to the next.</param>
    /// <param name="gradient">The gradients of the maxima, [rows, columns].</param>
    /// <param name="result">Receives [2 rows, 2 columns].</param>
    /// <param name="rows">The rows of windows.</param>
    /// <param name="columns">The columns of windows.</param>
    public static void MaxGradient(float* x, nint stride, float* gradient, float* result, nint rows, nint columns)
    {
        float* end = result + 4 * rows * columns, gradientEnd = gradient + rows * columns;
        for (; rows > 0; rows--, x += 2 * stride, gradient += columns, result += 4 * columns)
        {
            // Where a row has several pieces, those of its upper half must not reach into the lower half, which is written piece by piece too.
            var lowerResult = result + 2 * columns;
            var upperEnd = columns > 16 ? lowerResult : end;
            for (nint column = 0; column < columns; column += 16)
            {
                var rest = columns - column;
                var upstream = gradient + column + 16 <= gradientEnd ? S.Load(gradient + column) : S.Load(gradient + column, (int)rest);
                float* upper = x + 2 * column, lower = upper + stride;
                var (a, b) = PoolingRow<S, F, I>.Split(S.Load(upper), S.Load(upper + 16));
                var (c, d) = PoolingRow<S, F, I>.Split(S.Load(lower), S.Load(lower + 16));
                var maximum = S.Max(S.Max(a, b), S.Max(c, d));
                a = Take(ref upstream, maximum, a);
                b = Take(ref upstream, maximum, b);
                StorePairs(result + 2 * column, upperEnd, a, b, 2 * rest);
                c = Take(ref upstream, maximum, c);
                d = Take(ref upstream, maximum, d);
                StorePairs(lowerResult + 2 * column, end, c, d, 2 * rest);
            }
        }
    }

    /// <summary>What of the gradient goes to an element: all of it where that is the maximum, and then nothing is left for later ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Take(ref F upstream, F maximum, F element)
    {
        var isLargest = S.Equal(maximum, element);
        var share = S.Select(isLargest, upstream, S.Broadcast(0f));
        upstream = S.Select(isLargest, S.Broadcast(0f), upstream);
        return share;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePairs(float* target, float* end, F even, F odd, nint count)
    {
        var (first, second) = PoolingRow<S, F, I>.Pair(even, odd);
        Store(target, end, first, count);
        if (count > 16)
        {
            Store(target + 16, end, second, count - 16);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* target, float* end, F value, nint count)
    {
        if (target + 16 <= end)
        {
            S.Store(target, value);
        }
        else
        {
            S.Store(target, value, (int)Math.Min(count, 16));
        }
    }
}
