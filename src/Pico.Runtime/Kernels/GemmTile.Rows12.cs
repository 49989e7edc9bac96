using System.Runtime.CompilerServices;

namespace Pico.Kernels;

/// <content>The tallest micro-kernel, which most tiles take: it alone asks for what lies ahead, and for what comes last once a tile and not for each vector.</content>
internal static unsafe partial class GemmTile<T, V>
{
    // 24 sums, 2 of B and 1 of A: 27 of 32 registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Rows12<R>(nint k, float* a, nint aRow, nint aStep, float* b, nint bStep, in GemmTileSums sums)
        where R : struct, IGemmRows<V>
    {
        R p = default, q = default, r = default, s = default, t = default, u = default;
        if (sums.From is not null)
        {
            var c = sums.From;
            p.Load(c, Stride);
            q.Load(c + 2 * Stride, Stride);
            r.Load(c + 4 * Stride, Stride);
            s.Load(c + 6 * Stride, Stride);
            t.Load(c + 8 * Stride, Stride);
            u.Load(c + 10 * Stride, Stride);
        }

        nint twoRows = 2 * aRow, threeRows = 3 * aRow;
        float* e = a + 4 * aRow, f = e + 4 * aRow;
        var ahead = sums.Ahead is null ? b : sums.Ahead;
        var aheadStep = sums.Ahead is null ? 0 : sums.AheadStep;
        for (; k > 0; k--, a += aStep, e += aStep, f += aStep, b += bStep, ahead += aheadStep)
        {
            CacheLine.Prefetch(ahead);
            R.LoadColumns(b, out var b0, out var b1);
            p.AddProduct(a, a + aRow, b0, b1);
            q.AddProduct(a + twoRows, a + threeRows, b0, b1);
            r.AddProduct(e, e + aRow, b0, b1);
            s.AddProduct(e + twoRows, e + threeRows, b0, b1);
            t.AddProduct(f, f + aRow, b0, b1);
            u.AddProduct(f + twoRows, f + threeRows, b0, b1);
        }

        var to = sums.To;
        var toStride = sums.Stride;
        if (sums.IsFinished)
        {
            if (sums.Bias is not null)
            {
                R.LoadColumns(sums.Bias, out var b0, out var b1);
                p.Add(b0, b1);
                q.Add(b0, b1);
                r.Add(b0, b1);
                s.Add(b0, b1);
                t.Add(b0, b1);
                u.Add(b0, b1);
            }

            if (sums.Rectifies)
            {
                p.Rectify();
                q.Rectify();
                r.Rectify();
                s.Rectify();
                t.Rectify();
                u.Rectify();
            }

            if (sums.Factor is not null)
            {
                var factor = sums.Factor;
                p.Multiply(factor, toStride);
                q.Multiply(factor + 2 * toStride, toStride);
                r.Multiply(factor + 4 * toStride, toStride);
                s.Multiply(factor + 6 * toStride, toStride);
                t.Multiply(factor + 8 * toStride, toStride);
                u.Multiply(factor + 10 * toStride, toStride);
            }

            if (sums.Addend is not null)
            {
                var addend = sums.Addend;
                p.Add(addend, toStride);
                q.Add(addend + 2 * toStride, toStride);
                r.Add(addend + 4 * toStride, toStride);
                s.Add(addend + 6 * toStride, toStride);
                t.Add(addend + 8 * toStride, toStride);
                u.Add(addend + 10 * toStride, toStride);
            }
        }

        p.Store(to, toStride);
        q.Store(to + 2 * toStride, toStride);
        r.Store(to + 4 * toStride, toStride);
        s.Store(to + 6 * toStride, toStride);
        t.Store(to + 8 * toStride, toStride);
        u.Store(to + 10 * toStride, toStride);
    }
}
