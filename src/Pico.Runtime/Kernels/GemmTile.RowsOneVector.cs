namespace Pico.Kernels;

internal static unsafe partial class GemmTile<T, V>
{
    // Products of at most sixteen columns: 12 sums.
    private static void Rows12OneVector(nint k, float* a, nint aRow, nint aStep, float* b, nint bStep, in GemmTileSums sums)
    {
        GemmRows2x1<T, V> p = default, q = default, r = default, s = default, t = default, u = default;
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
        for (; k > 0; k--, a += aStep, e += aStep, f += aStep, b += bStep)
        {
            var b0 = T.Load(b);
            p.AddProduct(a, a + aRow, b0);
            q.AddProduct(a + twoRows, a + threeRows, b0);
            r.AddProduct(e, e + aRow, b0);
            s.AddProduct(e + twoRows, e + threeRows, b0);
            t.AddProduct(f, f + aRow, b0);
            u.AddProduct(f + twoRows, f + threeRows, b0);
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
            u.Finish(sums, 10);
        }

        p.Store(to, toStride);
        q.Store(to + 2 * toStride, toStride);
        r.Store(to + 4 * toStride, toStride);
        s.Store(to + 6 * toStride, toStride);
        t.Store(to + 8 * toStride, toStride);
        u.Store(to + 10 * toStride, toStride);
    }

    // Products of at most sixteen columns: 8 sums, the fewest that hide the latency of a multiply-add.
    private static void Rows8OneVector(nint k, float* a, nint aRow, nint aStep, float* b, nint bStep, in GemmTileSums sums)
    {
        GemmRows2x1<T, V> p = default, q = default, r = default, s = default;
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
            var b0 = T.Load(b);
            p.AddProduct(a, a + aRow, b0);
            q.AddProduct(a + twoRows, a + threeRows, b0);
            r.AddProduct(e, e + aRow, b0);
            s.AddProduct(e + twoRows, e + threeRows, b0);
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

    // Products of at most sixteen columns: 6 sums.
    private static void Rows6OneVector(nint k, float* a, nint aRow, nint aStep, float* b, nint bStep, in GemmTileSums sums)
    {
        GemmRows2x1<T, V> p = default, q = default, r = default;
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
            var b0 = T.Load(b);
            p.AddProduct(a, a + aRow, b0);
            q.AddProduct(a + twoRows, a + threeRows, b0);
            r.AddProduct(e, e + aRow, b0);
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

    // Products of at most sixteen columns: 4 sums.
    private static void Rows4OneVector(nint k, float* a, nint aRow, nint aStep, float* b, nint bStep, in GemmTileSums sums)
    {
        GemmRows2x1<T, V> p = default, q = default;
        if (sums.From is not null)
        {
            var c = sums.From;
            p.Load(c, Stride);
            q.Load(c + 2 * Stride, Stride);
        }

        nint twoRows = 2 * aRow, threeRows = 3 * aRow;
        for (; k > 0; k--, a += aStep, b += bStep)
        {
            var b0 = T.Load(b);
            p.AddProduct(a, a + aRow, b0);
            q.AddProduct(a + twoRows, a + threeRows, b0);
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

    // Products of at most sixteen columns: 2 sums.
    private static void Rows2OneVector(nint k, float* a, nint aRow, nint aStep, float* b, nint bStep, in GemmTileSums sums)
    {
        GemmRows2x1<T, V> p = default;
        if (sums.From is not null)
        {
            var c = sums.From;
            p.Load(c, Stride);
        }

        for (; k > 0; k--, a += aStep, b += bStep)
        {
            var b0 = T.Load(b);
            p.AddProduct(a, a + aRow, b0);
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
    private static void Rows1OneVector(nint k, float* a, nint aStep, float* b, nint bStep, in GemmTileSums sums)
    {
        var c0 = sums.From is null ? default : T.Load(sums.From);
        for (; k > 0; k--, a += aStep, b += bStep)
        {
            c0 = T.MultiplyAdd(T.Broadcast(a), T.Load(b), c0);
        }

        T.Store(sums.To, sums.Finish<T, V>(c0, 0, 0));
    }
}
