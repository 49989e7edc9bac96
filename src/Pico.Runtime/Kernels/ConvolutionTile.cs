namespace Pico.Kernels;

/// <summary>
/// The micro-kernels of a convolution: tiles of sums [rows, 32] += A [rows, k] · B [k, 32], where row k of B lies at an offset of its own:
/// that of one element of the filter in one channel. So the 32 places slide over the image where it lies, and nothing is unfolded.
/// Every element is one chain of fused multiply-adds in the order of k, whatever the width.
/// </summary>
internal static unsafe class ConvolutionTile<T, V>
    where T : struct, IGemmVector<V>
    where V : struct
{
    private const nint Stride = GemmBlocking.PanelColumns; // of the tile of sums

    /// <summary>Computes a tile.</summary>
    /// <param name="height">Rows, an even number up to 12.</param>
    /// <param name="k">Products per sum.</param>
    /// <param name="a">A, packed [k][height].</param>
    /// <param name="b">The first of the 32 places; what is read beyond the last offset must exist.</param>
    /// <param name="offsets">Where each row of B begins, in elements from <paramref name="b"/>.</param>
    /// <param name="c">Receives the sums, [height][32].</param>
    public static void Multiply(nint height, nint k, float* a, float* b, nint* offsets, float* c)
    {
        if (T.Count < 16)
        {
            MultiplyNarrow(height, k, a, b, offsets, c);
            return;
        }

        switch (height)
        {
            case 12:
                Rows12(k, a, b, offsets, c);
                break;
            case 10:
                Rows10(k, a, b, offsets, c);
                break;
            case 8:
                Rows8(k, a, b, offsets, c);
                break;
            default:
                MultiplyLow(height, height, k, a, b, offsets, c);
                break;
        }
    }

    // Sixteen registers hold six rows by two vectors.
    private static void MultiplyNarrow(nint height, nint k, float* a, float* b, nint* offsets, float* c)
    {
        for (nint x = 0; x < Stride; x += 2 * T.Count)
        {
            for (nint row = 0; row < height; row += 6)
            {
                MultiplyLow(Math.Min(6, height - row), height, k, a + row, b + x, offsets, c + row * Stride + x);
            }
        }
    }

    private static void MultiplyLow(nint rows, nint step, nint k, float* a, float* b, nint* offsets, float* c)
    {
        switch (rows)
        {
            case 6:
                Rows6(k, a, step, b, offsets, c);
                break;
            case 4:
                Rows4(k, a, step, b, offsets, c);
                break;
            default:
                Rows2(k, a, step, b, offsets, c);
                break;
        }
    }

    private static void Rows12(nint k, float* a, float* b, nint* offsets, float* c)
    {
        GemmRows2x2<T, V> p = default, q = default, r = default, s = default, t = default, u = default;
        for (nint i = 0; i < k; i++, a += 12)
        {
            var row = b + offsets[i];
            V b0 = T.Load(row), b1 = T.Load(row + T.Count);
            p.AddProduct(a, a + 1, b0, b1);
            q.AddProduct(a + 2, a + 3, b0, b1);
            r.AddProduct(a + 4, a + 5, b0, b1);
            s.AddProduct(a + 6, a + 7, b0, b1);
            t.AddProduct(a + 8, a + 9, b0, b1);
            u.AddProduct(a + 10, a + 11, b0, b1);
        }

        p.Store(c, Stride);
        q.Store(c + 2 * Stride, Stride);
        r.Store(c + 4 * Stride, Stride);
        s.Store(c + 6 * Stride, Stride);
        t.Store(c + 8 * Stride, Stride);
        u.Store(c + 10 * Stride, Stride);
    }

    private static void Rows10(nint k, float* a, float* b, nint* offsets, float* c)
    {
        GemmRows2x2<T, V> p = default, q = default, r = default, s = default, t = default;
        for (nint i = 0; i < k; i++, a += 10)
        {
            var row = b + offsets[i];
            V b0 = T.Load(row), b1 = T.Load(row + T.Count);
            p.AddProduct(a, a + 1, b0, b1);
            q.AddProduct(a + 2, a + 3, b0, b1);
            r.AddProduct(a + 4, a + 5, b0, b1);
            s.AddProduct(a + 6, a + 7, b0, b1);
            t.AddProduct(a + 8, a + 9, b0, b1);
        }

        p.Store(c, Stride);
        q.Store(c + 2 * Stride, Stride);
        r.Store(c + 4 * Stride, Stride);
        s.Store(c + 6 * Stride, Stride);
        t.Store(c + 8 * Stride, Stride);
    }

    private static void Rows8(nint k, float* a, float* b, nint* offsets, float* c)
    {
        GemmRows2x2<T, V> p = default, q = default, r = default, s = default;
        for (nint i = 0; i < k; i++, a += 8)
        {
            var row = b + offsets[i];
            V b0 = T.Load(row), b1 = T.Load(row + T.Count);
            p.AddProduct(a, a + 1, b0, b1);
            q.AddProduct(a + 2, a + 3, b0, b1);
            r.AddProduct(a + 4, a + 5, b0, b1);
            s.AddProduct(a + 6, a + 7, b0, b1);
        }

        p.Store(c, Stride);
        q.Store(c + 2 * Stride, Stride);
        r.Store(c + 4 * Stride, Stride);
        s.Store(c + 6 * Stride, Stride);
    }

    private static void Rows6(nint k, float* a, nint step, float* b, nint* offsets, float* c)
    {
        GemmRows2x2<T, V> p = default, q = default, r = default;
        for (nint i = 0; i < k; i++, a += step)
        {
            var row = b + offsets[i];
            V b0 = T.Load(row), b1 = T.Load(row + T.Count);
            p.AddProduct(a, a + 1, b0, b1);
            q.AddProduct(a + 2, a + 3, b0, b1);
            r.AddProduct(a + 4, a + 5, b0, b1);
        }

        p.Store(c, Stride);
        q.Store(c + 2 * Stride, Stride);
        r.Store(c + 4 * Stride, Stride);
    }

    private static void Rows4(nint k, float* a, nint step, float* b, nint* offsets, float* c)
    {
        GemmRows2x2<T, V> p = default, q = default;
        for (nint i = 0; i < k; i++, a += step)
        {
            var row = b + offsets[i];
            V b0 = T.Load(row), b1 = T.Load(row + T.Count);
            p.AddProduct(a, a + 1, b0, b1);
            q.AddProduct(a + 2, a + 3, b0, b1);
        }

        p.Store(c, Stride);
        q.Store(c + 2 * Stride, Stride);
    }

    private static void Rows2(nint k, float* a, nint step, float* b, nint* offsets, float* c)
    {
        GemmRows2x2<T, V> p = default;
        for (nint i = 0; i < k; i++, a += step)
        {
            var row = b + offsets[i];
            V b0 = T.Load(row), b1 = T.Load(row + T.Count);
            p.AddProduct(a, a + 1, b0, b1);
        }

        p.Store(c, Stride);
    }
}
