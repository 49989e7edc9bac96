using System.Runtime.CompilerServices;

namespace Pico.Kernels;

/// <content>
/// The micro-kernels of less than twelve rows. No micro-kernel is inlined: profile-guided compilation would do so where one height prevails, and then runs out of its
/// budget for inlining inside it, which leaves the sums in memory and the product at a third of its speed.
/// </content>
internal static unsafe partial class GemmTile<T, V>
{
    // 20 sums.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Rows10<R>(nint k, float* a, nint aRow, nint aStep, float* b, nint bStep, in GemmTileSums sums)
        where R : struct, IGemmRows<V>
    {
        R p = default, q = default, r = default, s = default, t = default;
        if (sums.From is not null)
        {
            var c = sums.From;
            p.Load(c, Stride);
            q.Load(c + 2 * Stride, Stride);
            r.Load(c + 4 * Stride, Stride);
            s.Load(c + 6 * Stride, Stride);
            t.Load(c + 8 * Stride, Stride);
        }

        nint twoRows = 2 * aRow, threeRows = 3 * aRow;
        float* e = a + 4 * aRow, f = e + 4 * aRow;
        for (; k > 0; k--, a += aStep, e += aStep, f += aStep, b += bStep)
        {
            R.LoadColumns(b, out var b0, out var b1);
            p.AddProduct(a, a + aRow, b0, b1);
            q.AddProduct(a + twoRows, a + threeRows, b0, b1);
            r.AddProduct(e, e + aRow, b0, b1);
            s.AddProduct(e + twoRows, e + threeRows, b0, b1);
            t.AddProduct(f, f + aRow, b0, b1);
        }

        var to = sums.To;
        var toStride = sums.Stride;
        if (sums.IsFinished)
        {
            p.Finish(sums, 0);
            q.Finish(sums, 2);
            r.Finish(sums, 4);
            s.Finish(sums, 6);
            t.Finish(sums, 8);
        }

        p.Store(to, toStride);
        q.Store(to + 2 * toStride, toStride);
        r.Store(to + 4 * toStride, toStride);
        s.Store(to + 6 * toStride, toStride);
        t.Store(to + 8 * toStride, toStride);
    }

    // 16 sums.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Rows8<R>(nint k, float* a, nint aRow, nint aStep, float* b, nint bStep, in GemmTileSums sums)
        where R : struct, IGemmRows<V>
    {
        R p = default, q = default, r = default, s = default;
        if (sums.From is not null)
        {
            var c = sums.From;
            p.Load(c, Stride);
            q.Load(c + 2 * Stride, Stride);
            r.Load(c + 4 * Stride, Stride);
            s.Load(c + 6 * Stride, Stride);
        }

        nint twoRows = 2 * aRow, threeRows = 3 * aRow;
        var e = a + 4 * aRow;
        for (; k > 0; k--, a += aStep, e += aStep, b += bStep)
        {
            R.LoadColumns(b, out var b0, out var b1);
            p.AddProduct(a, a + aRow, b0, b1);
            q.AddProduct(a + twoRows, a + threeRows, b0, b1);
            r.AddProduct(e, e + aRow, b0, b1);
            s.AddProduct(e + twoRows, e + threeRows, b0, b1);
        }

        var to = sums.To;
        var toStride = sums.Stride;
        if (sums.IsFinished)
        {
            p.Finish(sums, 0);
            q.Finish(sums, 2);
            r.Finish(sums, 4);
            s.Finish(sums, 6);
        }

        p.Store(to, toStride);
        q.Store(to + 2 * toStride, toStride);
        r.Store(to + 4 * toStride, toStride);
        s.Store(to + 6 * toStride, toStride);
    }

    // 12 sums, 2 of B and 1 of A: 15 of 16 registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Rows6<R>(nint k, float* a, nint aRow, nint aStep, float* b, nint bStep, in GemmTileSums sums)
        where R : struct, IGemmRows<V>
    {
        R p = default, q = default, r = default;
        if (sums.From is not null)
        {
            var c = sums.From;
            p.Load(c, Stride);
            q.Load(c + 2 * Stride, Stride);
            r.Load(c + 4 * Stride, Stride);
        }

        nint twoRows = 2 * aRow, threeRows = 3 * aRow;
        var e = a + 4 * aRow;
        for (; k > 0; k--, a += aStep, e += aStep, b += bStep)
        {
            R.LoadColumns(b, out var b0, out var b1);
            p.AddProduct(a, a + aRow, b0, b1);
            q.AddProduct(a + twoRows, a + threeRows, b0, b1);
            r.AddProduct(e, e + aRow, b0, b1);
        }

        var to = sums.To;
        var toStride = sums.Stride;
        if (sums.IsFinished)
        {
            p.Finish(sums, 0);
            q.Finish(sums, 2);
            r.Finish(sums, 4);
        }

        p.Store(to, toStride);
        q.Store(to + 2 * toStride, toStride);
        r.Store(to + 4 * toStride, toStride);
    }

    // 8 sums: just enough chains to hide the latency of two multiply-add units.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Rows4<R>(nint k, float* a, nint aRow, nint aStep, float* b, nint bStep, in GemmTileSums sums)
        where R : struct, IGemmRows<V>
    {
        R p = default, q = default;
        if (sums.From is not null)
        {
            var c = sums.From;
            p.Load(c, Stride);
            q.Load(c + 2 * Stride, Stride);
        }

        nint twoRows = 2 * aRow, threeRows = 3 * aRow;
        for (; k > 0; k--, a += aStep, b += bStep)
        {
            R.LoadColumns(b, out var b0, out var b1);
            p.AddProduct(a, a + aRow, b0, b1);
            q.AddProduct(a + twoRows, a + threeRows, b0, b1);
        }

        var to = sums.To;
        var toStride = sums.Stride;
        if (sums.IsFinished)
        {
            p.Finish(sums, 0);
            q.Finish(sums, 2);
        }

        p.Store(to, toStride);
        q.Store(to + 2 * toStride, toStride);
    }

    // 4 sums.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Rows2<R>(nint k, float* a, nint aRow, nint aStep, float* b, nint bStep, in GemmTileSums sums)
        where R : struct, IGemmRows<V>
    {
        R p = default;
        if (sums.From is not null)
        {
            var c = sums.From;
            p.Load(c, Stride);
        }

        for (; k > 0; k--, a += aStep, b += bStep)
        {
            R.LoadColumns(b, out var b0, out var b1);
            p.AddProduct(a, a + aRow, b0, b1);
        }

        var to = sums.To;
        var toStride = sums.Stride;
        if (sums.IsFinished)
        {
            p.Finish(sums, 0);
        }

        p.Store(to, toStride);
    }

    // Products of at most one vector of columns.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Rows1OneVector(nint k, float* a, nint aStep, float* b, nint bStep, in GemmTileSums sums)
    {
        var c0 = sums.From is null ? default : T.Load(sums.From);
        for (; k > 0; k--, a += aStep, b += bStep)
        {
            c0 = T.MultiplyAdd(T.Broadcast(a), T.Load(b), c0);
        }

        T.Store(sums.To, sums.Finish<T, V>(c0, 0, 0));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Rows1(nint k, float* a, nint aStep, float* b, nint bStep, in GemmTileSums sums)
    {
        V c0 = default, c1 = default;
        if (sums.From is not null)
        {
            c0 = T.Load(sums.From);
            c1 = T.Load(sums.From + T.Count);
        }

        for (; k > 0; k--, a += aStep, b += bStep)
        {
            var x = T.Broadcast(a);
            c0 = T.MultiplyAdd(x, T.Load(b), c0);
            c1 = T.MultiplyAdd(x, T.Load(b + T.Count), c1);
        }

        T.Store(sums.To, sums.Finish<T, V>(c0, 0, 0));
        T.Store(sums.To + T.Count, sums.Finish<T, V>(c1, 0, T.Count));
    }
}
