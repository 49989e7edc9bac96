namespace Pico.Runtime.Tests.Simd;

public abstract unsafe partial class SimdTests<S, F, I, D, L>
{
    [Fact]
    public void Tails_load_zero_beyond_their_count()
    {
        float[] f = new float[16];
        int[] n = new int[16];
        double[] d = new double[16];
        for (var i = 0; i < 16; i++) (f[i], n[i], d[i]) = (i + 1, i + 1, i + 1);
        for (var count = 0; count <= 16; count++)
            fixed (float* pf = f)
            fixed (int* pn = n)
            fixed (double* pd = d)
            {
                float[] lf = Lanes(S.Load(pf, count));
                int[] ln = Lanes(S.Load(pn, count)), first = Lanes(S.FirstLanes(count));
                double[] ld = Lanes(S.Load(pd, count));
                for (var i = 0; i < 16; i++)
                {
                    Same(i < count ? i + 1f : 0f, lf[i], count, i);
                    Same(i < count ? i + 1 : 0, ln[i], count, i);
                    Same(i < count ? i + 1.0 : 0.0, ld[i], count, i);
                    Same(Mask(i < count), first[i], count, i);
                }
            }
    }

    [Fact]
    public void What_passes_by_the_cache_is_read_again_as_it_was_stored()
    {
        using var buffer = new Pico.Memory.AlignedBuffer(3 * 64);
        buffer.AsSpan(0, 48).Fill(-7f);
        S.StoreNonTemporal(buffer.Floats + 16, S.ToFloat(S.LaneIndex));
        Assert.Equal(Enumerable.Repeat(-7f, 16).Concat(Enumerable.Range(0, 16).Select(i => (float)i)).Concat(Enumerable.Repeat(-7f, 16)), buffer.AsSpan(0, 48).ToArray());
    }

    [Fact]
    public void Tails_store_nothing_beyond_their_count()
    {
        for (var count = 0; count <= 16; count++)
        {
            float[] f = new float[20];
            int[] n = new int[20];
            double[] d = new double[20];
            bool[] m = new bool[20];
            Array.Fill(f, -7f);
            Array.Fill(n, -7);
            Array.Fill(d, -7.0);
            Array.Fill(m, true);
            fixed (float* pf = f)
            fixed (int* pn = n)
            fixed (double* pd = d)
            fixed (bool* pm = m)
            {
                S.Store(pf + 2, S.ToFloat(S.LaneIndex), count);
                S.Store(pn + 2, S.LaneIndex, count);
                S.Store(pd + 2, S.ToDouble(S.LaneIndex), count);
                S.StoreMask(pm + 2, S.BroadcastMask(false), count);
            }

            for (var i = 0; i < 20; i++)
            {
                var inside = i >= 2 && i < count + 2;
                Same(inside ? i - 2 : -7f, f[i], count, i);
                Same(inside ? i - 2 : -7, n[i], count, i);
                Same(inside ? i - 2 : -7.0, d[i], count, i);
                Assert.Equal(!inside, m[i]);
            }
        }
    }

    [SkippableFact]
    public void Tails_never_touch_the_page_behind_them()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Needs mmap and mprotect.");
        using var page = new GuardedPage();
        for (var count = 0; count <= 16; count++)
        {
            var f = (float*)page.End - count;
            var n = (int*)page.End - count;
            var d = (double*)page.End - count;
            var m = (bool*)page.End - count;
            S.Store(f, S.Broadcast(1f), count);
            Same(count, S.Sum(S.Load(f, count)), count);
            S.Store(n, S.Broadcast(1), count);
            Same(count, S.Sum(S.Load(n, count)), count);
            S.Store(d, S.Broadcast(1.0), count);
            Same(count, S.Sum(S.Load(d, count)), count);
            S.StoreMask(m, S.BroadcastMask(true), count);
            Same(-count, S.Sum(S.LoadMask(m, count)), count);
            S.Store(f, S.Broadcast(1f), count);
            Same(count, S.Sum(S.Gather(f, S.LaneIndex, S.FirstLanes(count))), count);
        }
    }

    [Fact]
    public void Masks_travel_through_booleans()
    {
        var random = new Random(5);
        for (var trial = 0; trial < 50; trial++)
        {
            bool[] source = new bool[16], destination = new bool[16];
            for (var i = 0; i < 16; i++) source[i] = random.Next(2) == 0;
            fixed (bool* from = source)
            fixed (bool* to = destination)
            {
                var mask = S.LoadMask(from);
                Assert.Equal(source.Select(Mask), Lanes(mask));
                S.StoreMask(to, mask);
                Assert.Equal(source, destination);

                var count = random.Next(17);
                Assert.Equal(source.Select((b, i) => Mask(b && i < count)), Lanes(S.LoadMask(from, count)));
            }
        }
    }

    [Fact]
    public void Lane_index_counts_from_zero() => Assert.Equal(Enumerable.Range(0, 16), Lanes(S.LaneIndex));
}
