using System.Runtime.CompilerServices;

namespace Pico.Kernels;

/// <summary>
/// The micro-kernels of one vector width: tiles of C [rows, 32] += A [rows, k] · B [k, 32], A packed as [k][rows]. Every
/// element is one chain of fused multiply-adds in the order of k, so all widths, tile heights and splits of k agree bit for bit.
/// </summary>
internal static unsafe class GemmTile<T, V>
    where T : struct, IGemmVector<V>
    where V : struct
{
    private const nint Stride = GemmBlocking.PanelColumns; // of the tile of sums

    /// <summary>Computes a tile of <paramref name="height"/> (1, 4, 8 or 12) rows.</summary>
    /// <param name="height">Rows of the tile, which is also the step of packed A.</param>
    /// <param name="columns">Columns that matter, 1 to 32; those beyond are computed or left alone, as the width likes.</param>
    /// <param name="k">Products per sum.</param>
    /// <param name="a">A packed, [k][height].</param>
    /// <param name="b">32 columns of B.</param>
    /// <param name="bStep">Elements from one row of B to the next.</param>
    /// <param name="c">The sums, [height][32].</param>
    /// <param name="resume">Whether the sums go on from what <paramref name="c"/> holds, or start at zero.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(nint height, nint columns, nint k, float* a, float* b, nint bStep, float* c, bool resume)
    {
        if (T.Count == 16)
        {
            MultiplyWide(height, columns, k, a, b, bStep, c, resume);
            return;
        }

        // Narrow vectors have sixteen registers or fewer to spare: six rows by two vectors at a time.
        for (nint x = 0; x < columns; x += 2 * T.Count)
        {
            switch (height)
            {
                case 12:
                    Rows6(k, a, 12, b + x, bStep, c + x, resume);
                    Rows6(k, a + 6, 12, b + x, bStep, c + x + 6 * Stride, resume);
                    break;
                case 8:
                    Rows4(k, a, 8, b + x, bStep, c + x, resume);
                    Rows4(k, a + 4, 8, b + x, bStep, c + x + 4 * Stride, resume);
                    break;
                case 4:
                    Rows4(k, a, 4, b + x, bStep, c + x, resume);
                    break;
                default:
                    Row1(k, a, b + x, bStep, c + x, resume);
                    break;
            }
        }
    }

    private static void MultiplyWide(nint height, nint columns, nint k, float* a, float* b, nint bStep, float* c, bool resume)
    {
        switch (height, columns > T.Count)
        {
            case (12, true):
                Rows12(k, a, 12, b, bStep, c, resume);
                break;
            case (8, true):
                Rows8(k, a, 8, b, bStep, c, resume);
                break;
            case (4, true):
                Rows4(k, a, 4, b, bStep, c, resume);
                break;
            case (12, false):
                Rows12OneVector(k, a, 12, b, bStep, c, resume);
                break;
            case (8, false):
                Rows8OneVector(k, a, 8, b, bStep, c, resume);
                break;
            case (4, false):
                Rows4OneVector(k, a, 4, b, bStep, c, resume);
                break;
            default:
                Row1(k, a, b, bStep, c, resume);
                break;
        }
    }

    // 24 sums, 2 of B and 1 of A: 27 of 32 registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows12(nint k, float* a, nint aStep, float* b, nint bStep, float* c, bool resume)
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

        for (; k > 0; k--, a += aStep, b += bStep)
        {
            V b0 = T.Load(b), b1 = T.Load(b + T.Count);
            p.AddProduct(a, b0, b1);
            q.AddProduct(a + 2, b0, b1);
            r.AddProduct(a + 4, b0, b1);
            s.AddProduct(a + 6, b0, b1);
            t.AddProduct(a + 8, b0, b1);
            u.AddProduct(a + 10, b0, b1);
        }

        p.Store(c, Stride);
        q.Store(c + 2 * Stride, Stride);
        r.Store(c + 4 * Stride, Stride);
        s.Store(c + 6 * Stride, Stride);
        t.Store(c + 8 * Stride, Stride);
        u.Store(c + 10 * Stride, Stride);
    }

    // 16 sums.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows8(nint k, float* a, nint aStep, float* b, nint bStep, float* c, bool resume)
    {
        GemmRows2x2<T, V> p = default, q = default, r = default, s = default;
        if (resume)
        {
            p.Load(c, Stride);
            q.Load(c + 2 * Stride, Stride);
            r.Load(c + 4 * Stride, Stride);
            s.Load(c + 6 * Stride, Stride);
        }

        for (; k > 0; k--, a += aStep, b += bStep)
        {
            V b0 = T.Load(b), b1 = T.Load(b + T.Count);
            p.AddProduct(a, b0, b1);
            q.AddProduct(a + 2, b0, b1);
            r.AddProduct(a + 4, b0, b1);
            s.AddProduct(a + 6, b0, b1);
        }

        p.Store(c, Stride);
        q.Store(c + 2 * Stride, Stride);
        r.Store(c + 4 * Stride, Stride);
        s.Store(c + 6 * Stride, Stride);
    }

    // 12 sums, 2 of B and 1 of A: 15 of 16 registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows6(nint k, float* a, nint aStep, float* b, nint bStep, float* c, bool resume)
    {
        GemmRows2x2<T, V> p = default, q = default, r = default;
        if (resume)
        {
            p.Load(c, Stride);
            q.Load(c + 2 * Stride, Stride);
            r.Load(c + 4 * Stride, Stride);
        }

        for (; k > 0; k--, a += aStep, b += bStep)
        {
            V b0 = T.Load(b), b1 = T.Load(b + T.Count);
            p.AddProduct(a, b0, b1);
            q.AddProduct(a + 2, b0, b1);
            r.AddProduct(a + 4, b0, b1);
        }

        p.Store(c, Stride);
        q.Store(c + 2 * Stride, Stride);
        r.Store(c + 4 * Stride, Stride);
    }

    // 8 sums: just enough chains to hide the latency of two multiply-add units.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows4(nint k, float* a, nint aStep, float* b, nint bStep, float* c, bool resume)
    {
        GemmRows2x2<T, V> p = default, q = default;
        if (resume)
        {
            p.Load(c, Stride);
            q.Load(c + 2 * Stride, Stride);
        }

        for (; k > 0; k--, a += aStep, b += bStep)
        {
            V b0 = T.Load(b), b1 = T.Load(b + T.Count);
            p.AddProduct(a, b0, b1);
            q.AddProduct(a + 2, b0, b1);
        }

        p.Store(c, Stride);
        q.Store(c + 2 * Stride, Stride);
    }

    // Products of at most sixteen columns, 12 sums.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows12OneVector(nint k, float* a, nint aStep, float* b, nint bStep, float* c, bool resume)
    {
        GemmRows4x1<T, V> p = default, q = default, r = default;
        if (resume)
        {
            p.Load(c, Stride);
            q.Load(c + 4 * Stride, Stride);
            r.Load(c + 8 * Stride, Stride);
        }

        for (; k > 0; k--, a += aStep, b += bStep)
        {
            var b0 = T.Load(b);
            p.AddProduct(a, b0);
            q.AddProduct(a + 4, b0);
            r.AddProduct(a + 8, b0);
        }

        p.Store(c, Stride);
        q.Store(c + 4 * Stride, Stride);
        r.Store(c + 8 * Stride, Stride);
    }

    // Products of at most sixteen columns, 8 sums.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows8OneVector(nint k, float* a, nint aStep, float* b, nint bStep, float* c, bool resume)
    {
        GemmRows4x1<T, V> p = default, q = default;
        if (resume)
        {
            p.Load(c, Stride);
            q.Load(c + 4 * Stride, Stride);
        }

        for (; k > 0; k--, a += aStep, b += bStep)
        {
            var b0 = T.Load(b);
            p.AddProduct(a, b0);
            q.AddProduct(a + 4, b0);
        }

        p.Store(c, Stride);
        q.Store(c + 4 * Stride, Stride);
    }

    // Products of at most sixteen columns, 4 sums.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows4OneVector(nint k, float* a, nint aStep, float* b, nint bStep, float* c, bool resume)
    {
        GemmRows4x1<T, V> p = default;
        if (resume)
        {
            p.Load(c, Stride);
        }

        for (; k > 0; k--, a += aStep, b += bStep)
        {
            var b0 = T.Load(b);
            p.AddProduct(a, b0);
        }

        p.Store(c, Stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row1(nint k, float* a, float* b, nint bStep, float* c, bool resume)
    {
        V c0 = default, c1 = default;
        if (resume)
        {
            c0 = T.Load(c);
            c1 = T.Load(c + T.Count);
        }

        for (; k > 0; k--, a++, b += bStep)
        {
            var x = T.Broadcast(a);
            c0 = T.MultiplyAdd(x, T.Load(b), c0);
            c1 = T.MultiplyAdd(x, T.Load(b + T.Count), c1);
        }

        T.Store(c, c0);
        T.Store(c + T.Count, c1);
    }

    /// <summary>One row of 128 columns: enough sums to hide the latency of a multiply-add, which 32 columns are not.</summary>
    /// <param name="k">Products per sum.</param>
    /// <param name="a">The row of A.</param>
    /// <param name="b">The first of four panels of 32 columns.</param>
    /// <param name="bStep">Elements from one row of a panel to the next.</param>
    /// <param name="bPanel">Elements from one panel to the next.</param>
    /// <param name="c">The sums, four tiles of one row, each <paramref name="cPanel"/> elements after the one before.</param>
    /// <param name="cPanel">Elements from one tile of sums to the next.</param>
    /// <param name="resume">Whether the sums go on from what <paramref name="c"/> holds.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Row(nint k, float* a, float* b, nint bStep, nint bPanel, float* c, nint cPanel, bool resume)
    {
        for (nint x = 0; x < GemmBlocking.PanelColumns; x += 2 * T.Count)
        {
            V c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
            var t = c + x;
            if (resume)
            {
                c00 = T.Load(t);
                c01 = T.Load(t + T.Count);
                c10 = T.Load(t + cPanel);
                c11 = T.Load(t + cPanel + T.Count);
                c20 = T.Load(t + 2 * cPanel);
                c21 = T.Load(t + 2 * cPanel + T.Count);
                c30 = T.Load(t + 3 * cPanel);
                c31 = T.Load(t + 3 * cPanel + T.Count);
            }

            float* b0 = b + x, b1 = b0 + bPanel, b2 = b1 + bPanel, b3 = b2 + bPanel;
            for (nint p = 0; p < k; p++)
            {
                var y = T.Broadcast(a + p);
                c00 = T.MultiplyAdd(y, T.Load(b0), c00);
                c01 = T.MultiplyAdd(y, T.Load(b0 + T.Count), c01);
                c10 = T.MultiplyAdd(y, T.Load(b1), c10);
                c11 = T.MultiplyAdd(y, T.Load(b1 + T.Count), c11);
                c20 = T.MultiplyAdd(y, T.Load(b2), c20);
                c21 = T.MultiplyAdd(y, T.Load(b2 + T.Count), c21);
                c30 = T.MultiplyAdd(y, T.Load(b3), c30);
                c31 = T.MultiplyAdd(y, T.Load(b3 + T.Count), c31);
                b0 += bStep;
                b1 += bStep;
                b2 += bStep;
                b3 += bStep;
            }

            T.Store(t, c00);
            T.Store(t + T.Count, c01);
            T.Store(t + cPanel, c10);
            T.Store(t + cPanel + T.Count, c11);
            T.Store(t + 2 * cPanel, c20);
            T.Store(t + 2 * cPanel + T.Count, c21);
            T.Store(t + 3 * cPanel, c30);
            T.Store(t + 3 * cPanel + T.Count, c31);
        }
    }
}
