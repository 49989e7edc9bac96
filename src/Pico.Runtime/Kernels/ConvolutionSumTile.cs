namespace Pico.Kernels;

/// <summary>
/// The micro-kernels of the filters' gradient: the sums over all places of the gradients of four filters times the elements of the
/// image under six elements of the filter. Places are lanes and both are read where they lie: the second at an offset for each element of
/// the filter. A sum has sixteen parts, one for each place modulo sixteen, whatever the width.
/// </summary>
internal static unsafe class ConvolutionSumTile<T, V>
    where T : struct, IGemmVector<V>
    where V : struct
{
    /// <summary>How many parts a sum has.</summary>
    public const nint Parts = 16;

    /// <summary>How many filters a tile has.</summary>
    public const nint Filters = 4;

    /// <summary>Elements of the filter in half a tile; a tile has these or twice as many.</summary>
    public const nint HalfTaps = 3;

    /// <summary>Computes a tile.</summary>
    /// <param name="taps">The elements of the filter: 3 or 6.</param>
    /// <param name="images">How many images are summed.</param>
    /// <param name="places">The places of an image; those that mean nothing have a gradient of zero.</param>
    /// <param name="a">The gradients.</param>
    /// <param name="aFilter">From one filter's gradients to the next's.</param>
    /// <param name="aImage">From one image's gradients to the next's.</param>
    /// <param name="b">The images.</param>
    /// <param name="bImage">From one image to the next.</param>
    /// <param name="offsets">Where the places begin, for each element of the filter, in elements from <paramref name="b"/>.</param>
    /// <param name="c">The sums [4][element of the filter][16].</param>
    /// <param name="cFilter">From one filter's sums to the next's.</param>
    /// <param name="resume">Whether the sums go on; otherwise they begin with zero.</param>
    public static void Add(nint taps, nint images, nint places, float* a, nint aFilter, nint aImage, float* b, nint bImage, nint* offsets, float* c, nint cFilter, bool resume)
    {
        if (T.Count == Parts && taps == 2 * HalfTaps)
        {
            AddSix(images, places, a, aFilter, aImage, b, bImage, offsets, c, cFilter, resume);
            return;
        }

        for (nint lane = 0; lane < Parts; lane += T.Count)
        {
            for (nint tap = 0; tap < taps; tap += HalfTaps)
            {
                AddThree(images, places, lane, a + lane, aFilter, aImage, b + lane, bImage, offsets + tap, c + tap * Parts + lane, cFilter, resume);
            }
        }
    }

    private static void AddSix(nint images, nint places, float* a, nint aFilter, nint aImage, float* b, nint bImage, nint* offsets, float* c, nint cFilter, bool resume)
    {
        ConvolutionSums<T, V> s = default, t = default, u = default, v = default, w = default, x = default;
        if (resume)
        {
            s.Load(c, cFilter);
            t.Load(c + Parts, cFilter);
            u.Load(c + 2 * Parts, cFilter);
            v.Load(c + 3 * Parts, cFilter);
            w.Load(c + 4 * Parts, cFilter);
            x.Load(c + 5 * Parts, cFilter);
        }

        var whole = places & ~(Parts - 1);
        for (; images > 0; images--, a += aImage, b += bImage)
        {
            float* a1 = a + aFilter, a2 = a1 + aFilter, a3 = a2 + aFilter;
            float* b0 = b + offsets[0], b1 = b + offsets[1], b2 = b + offsets[2], b3 = b + offsets[3], b4 = b + offsets[4], b5 = b + offsets[5];
            for (nint i = 0; i < whole; i += Parts)
            {
                V p = T.Load(a + i), q = T.Load(a1 + i), r = T.Load(a2 + i), o = T.Load(a3 + i);
                s.AddProducts(p, q, r, o, T.Load(b0 + i));
                t.AddProducts(p, q, r, o, T.Load(b1 + i));
                u.AddProducts(p, q, r, o, T.Load(b2 + i));
                v.AddProducts(p, q, r, o, T.Load(b3 + i));
                w.AddProducts(p, q, r, o, T.Load(b4 + i));
                x.AddProducts(p, q, r, o, T.Load(b5 + i));
            }

            if (whole < places)
            {
                var rest = places - whole;
                V p = T.Load(a + whole, rest), q = T.Load(a1 + whole, rest), r = T.Load(a2 + whole, rest), o = T.Load(a3 + whole, rest);
                s.AddProducts(p, q, r, o, T.Load(b0 + whole));
                t.AddProducts(p, q, r, o, T.Load(b1 + whole));
                u.AddProducts(p, q, r, o, T.Load(b2 + whole));
                v.AddProducts(p, q, r, o, T.Load(b3 + whole));
                w.AddProducts(p, q, r, o, T.Load(b4 + whole));
                x.AddProducts(p, q, r, o, T.Load(b5 + whole));
            }
        }

        s.Store(c, cFilter);
        t.Store(c + Parts, cFilter);
        u.Store(c + 2 * Parts, cFilter);
        v.Store(c + 3 * Parts, cFilter);
        w.Store(c + 4 * Parts, cFilter);
        x.Store(c + 5 * Parts, cFilter);
    }

    private static void AddThree(nint images, nint places, nint lane, float* a, nint aFilter, nint aImage, float* b, nint bImage, nint* offsets, float* c, nint cFilter, bool resume)
    {
        ConvolutionSums<T, V> s = default, t = default, u = default;
        if (resume)
        {
            s.Load(c, cFilter);
            t.Load(c + Parts, cFilter);
            u.Load(c + 2 * Parts, cFilter);
        }

        var whole = places & ~(Parts - 1);
        for (; images > 0; images--, a += aImage, b += bImage)
        {
            float* a1 = a + aFilter, a2 = a1 + aFilter, a3 = a2 + aFilter;
            float* b0 = b + offsets[0], b1 = b + offsets[1], b2 = b + offsets[2];
            for (nint i = 0; i < whole; i += Parts)
            {
                V p = T.Load(a + i), q = T.Load(a1 + i), r = T.Load(a2 + i), o = T.Load(a3 + i);
                s.AddProducts(p, q, r, o, T.Load(b0 + i));
                t.AddProducts(p, q, r, o, T.Load(b1 + i));
                u.AddProducts(p, q, r, o, T.Load(b2 + i));
            }

            if (whole < places)
            {
                var rest = places - whole - lane;
                V p = T.Load(a + whole, rest), q = T.Load(a1 + whole, rest), r = T.Load(a2 + whole, rest), o = T.Load(a3 + whole, rest);
                s.AddProducts(p, q, r, o, T.Load(b0 + whole));
                t.AddProducts(p, q, r, o, T.Load(b1 + whole));
                u.AddProducts(p, q, r, o, T.Load(b2 + whole));
            }
        }

        s.Store(c, cFilter);
        t.Store(c + Parts, cFilter);
        u.Store(c + 2 * Parts, cFilter);
    }
}
