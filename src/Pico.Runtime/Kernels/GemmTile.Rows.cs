using System.Runtime.CompilerServices;

namespace Pico.Kernels;

internal static unsafe partial class GemmTile<T, V>
{
    // 24 sums, 2 of B and 1 of A: 27 of 32 registers.
    private static void Rows12(nint k, float* a, nint aRow, nint aStep, float* b, nint bStep, float* c, bool resume)
    {
        GemmRows2x2<T, V> p = default, q = default, r = default, s = default, t = default, u = default;
        if (resume)
        {
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
            V b0 = T.Load(b), b1 = T.Load(b + T.Count);
            p.AddProduct(a, a + aRow, b0, b1);
            q.AddProduct(a + twoRows, a + threeRows, b0, b1);
            r.AddProduct(e, e + aRow, b0, b1);
            s.AddProduct(e + twoRows, e + threeRows, b0, b1);
            t.AddProduct(f, f + aRow, b0, b1);
            u.AddProduct(f + twoRows, f + threeRows, b0, b1);
        }

        p.Store(c, Stride);
        q.Store(c + 2 * Stride, Stride);
        r.Store(c + 4 * Stride, Stride);
        s.Store(c + 6 * Stride, Stride);
        t.Store(c + 8 * Stride, Stride);
        u.Store(c + 10 * Stride, Stride);
    }

    // 20 sums.
    private static void Rows10(nint k, float* a, nint aRow, nint aStep, float* b, nint bStep, float* c, bool resume)
    {
        GemmRows2x2<T, V> p = default, q = default, r = default, s = default, t = default;
        if (resume)
        {
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
            V b0 = T.Load(b), b1 = T.Load(b + T.Count);
            p.AddProduct(a, a + aRow, b0, b1);
            q.AddProduct(a + twoRows, a + threeRows, b0, b1);
            r.AddProduct(e, e + aRow, b0, b1);
            s.AddProduct(e + twoRows, e + threeRows, b0, b1);
            t.AddProduct(f, f + aRow, b0, b1);
        }

        p.Store(c, Stride);
        q.Store(c + 2 * Stride, Stride);
        r.Store(c + 4 * Stride, Stride);
        s.Store(c + 6 * Stride, Stride);
        t.Store(c + 8 * Stride, Stride);
    }

    // 16 sums.
    private static void Rows8(nint k, float* a, nint aRow, nint aStep, float* b, nint bStep, float* c, bool resume)
    {
        GemmRows2x2<T, V> p = default, q = default, r = default, s = default;
        if (resume)
        {
            p.Load(c, Stride);
            q.Load(c + 2 * Stride, Stride);
            r.Load(c + 4 * Stride, Stride);
            s.Load(c + 6 * Stride, Stride);
        }

        nint twoRows = 2 * aRow, threeRows = 3 * aRow;
        var e = a + 4 * aRow;
        for (; k > 0; k--, a += aStep, e += aStep, b += bStep)
        {
            V b0 = T.Load(b), b1 = T.Load(b + T.Count);
            p.AddProduct(a, a + aRow, b0, b1);
            q.AddProduct(a + twoRows, a + threeRows, b0, b1);
            r.AddProduct(e, e + aRow, b0, b1);
            s.AddProduct(e + twoRows, e + threeRows, b0, b1);
        }

        p.Store(c, Stride);
        q.Store(c + 2 * Stride, Stride);
        r.Store(c + 4 * Stride, Stride);
        s.Store(c + 6 * Stride, Stride);
    }

    // 12 sums, 2 of B and 1 of A: 15 of 16 registers.
    private static void Rows6(nint k, float* a, nint aRow, nint aStep, float* b, nint bStep, float* c, bool resume)
    {
        GemmRows2x2<T, V> p = default, q = default, r = default;
        if (resume)
        {
            p.Load(c, Stride);
            q.Load(c + 2 * Stride, Stride);
            r.Load(c + 4 * Stride, Stride);
        }

        nint twoRows = 2 * aRow, threeRows = 3 * aRow;
        var e = a + 4 * aRow;
        for (; k > 0; k--, a += aStep, e += aStep, b += bStep)
        {
            V b0 = T.Load(b), b1 = T.Load(b + T.Count);
            p.AddProduct(a, a + aRow, b0, b1);
            q.AddProduct(a + twoRows, a + threeRows, b0, b1);
            r.AddProduct(e, e + aRow, b0, b1);
        }

        p.Store(c, Stride);
        q.Store(c + 2 * Stride, Stride);
        r.Store(c + 4 * Stride, Stride);
    }

    // 8 sums: just enough chains to hide the latency of two multiply-add units.
    private static void Rows4(nint k, float* a, nint aRow, nint aStep, float* b, nint bStep, float* c, bool resume)
    {
        GemmRows2x2<T, V> p = default, q = default;
        if (resume)
        {
            p.Load(c, Stride);
            q.Load(c + 2 * Stride, Stride);
        }

        nint twoRows = 2 * aRow, threeRows = 3 * aRow;
        for (; k > 0; k--, a += aStep, b += bStep)
        {
            V b0 = T.Load(b), b1 = T.Load(b + T.Count);
            p.AddProduct(a, a + aRow, b0, b1);
            q.AddProduct(a + twoRows, a + threeRows, b0, b1);
        }

        p.Store(c, Stride);
        q.Store(c + 2 * Stride, Stride);
    }

    // 4 sums.
    private static void Rows2(nint k, float* a, nint aRow, nint aStep, float* b, nint bStep, float* c, bool resume)
    {
        GemmRows2x2<T, V> p = default;
        if (resume)
        {
            p.Load(c, Stride);
        }

        for (; k > 0; k--, a += aStep, b += bStep)
        {
            V b0 = T.Load(b), b1 = T.Load(b + T.Count);
            p.AddProduct(a, a + aRow, b0, b1);
        }

        p.Store(c, Stride);
    }

    // Products of at most sixteen columns: 12 sums.
    private static void Rows12OneVector(nint k, float* a, nint aRow, nint aStep, float* b, nint bStep, float* c, bool resume)
    {
        GemmRows2x1<T, V> p = default, q = default, r = default, s = default, t = default, u = default;
        if (resume)
        {
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

        p.Store(c, Stride);
        q.Store(c + 2 * Stride, Stride);
        r.Store(c + 4 * Stride, Stride);
        s.Store(c + 6 * Stride, Stride);
        t.Store(c + 8 * Stride, Stride);
        u.Store(c + 10 * Stride, Stride);
    }

    // Products of at most sixteen columns: 8 sums, the fewest that hide the latency of a multiply-add.
    private static void Rows8OneVector(nint k, float* a, nint aRow, nint aStep, float* b, nint bStep, float* c, bool resume)
    {
        GemmRows2x1<T, V> p = default, q = default, r = default, s = default;
        if (resume)
        {
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

        p.Store(c, Stride);
        q.Store(c + 2 * Stride, Stride);
        r.Store(c + 4 * Stride, Stride);
        s.Store(c + 6 * Stride, Stride);
    }

    // Products of at most sixteen columns: 6 sums.
    private static void Rows6OneVector(nint k, float* a, nint aRow, nint aStep, float* b, nint bStep, float* c, bool resume)
    {
        GemmRows2x1<T, V> p = default, q = default, r = default;
        if (resume)
        {
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

        p.Store(c, Stride);
        q.Store(c + 2 * Stride, Stride);
        r.Store(c + 4 * Stride, Stride);
    }

    // Products of at most sixteen columns: 4 sums.
    private static void Rows4OneVector(nint k, float* a, nint aRow, nint aStep, float* b, nint bStep, float* c, bool resume)
    {
        GemmRows2x1<T, V> p = default, q = default;
        if (resume)
        {
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

        p.Store(c, Stride);
        q.Store(c + 2 * Stride, Stride);
    }

    // Products of at most sixteen columns: 2 sums.
    private static void Rows2OneVector(nint k, float* a, nint aRow, nint aStep, float* b, nint bStep, float* c, bool resume)
    {
        GemmRows2x1<T, V> p = default;
        if (resume)
        {
            p.Load(c, Stride);
        }

        for (; k > 0; k--, a += aStep, b += bStep)
        {
            var b0 = T.Load(b);
            p.AddProduct(a, a + aRow, b0);
        }

        p.Store(c, Stride);
    }

    // Products of at most one vector of columns.
    private static void Rows1OneVector(nint k, float* a, nint aStep, float* b, nint bStep, float* c, bool resume)
    {
        var sums = resume ? T.Load(c) : default;
        for (; k > 0; k--, a += aStep, b += bStep)
        {
            sums = T.MultiplyAdd(T.Broadcast(a), T.Load(b), sums);
        }

        T.Store(c, sums);
    }

    private static void Rows1(nint k, float* a, nint aStep, float* b, nint bStep, float* c, bool resume)
    {
        V c0 = default, c1 = default;
        if (resume)
        {
            c0 = T.Load(c);
            c1 = T.Load(c + T.Count);
        }

        for (; k > 0; k--, a += aStep, b += bStep)
        {
            var x = T.Broadcast(a);
            c0 = T.MultiplyAdd(x, T.Load(b), c0);
            c1 = T.MultiplyAdd(x, T.Load(b + T.Count), c1);
        }

        T.Store(c, c0);
        T.Store(c + T.Count, c1);
    }
}
