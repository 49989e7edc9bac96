namespace Pico.Runtime.Tests.Simd;

public abstract unsafe partial class SimdTests<S, F, I, D, L>
{
    // None, all, single lanes, and random ones.
    private static IEnumerable<int[]> Masks()
    {
        var random = new Random(6);
        yield return new int[16];
        yield return [.. Enumerable.Repeat(-1, 16)];
        for (var lane = 0; lane < 16; lane++) yield return [.. Enumerable.Range(0, 16).Select(i => Mask(i == lane))];
        for (var trial = 0; trial < 50; trial++) yield return [.. Enumerable.Range(0, 16).Select(_ => random.Next(-1, 1))];
    }

    // Lanes outside the mask get an index that would fault.
    private static int[] Indices(int[] mask, int length, Random random) =>
        [.. mask.Select(m => m != 0 ? random.Next(length) : random.Next(2) == 0 ? int.MaxValue / 8 : int.MinValue / 8)];

    [Fact]
    public void Masked_loads_read_zero_elsewhere()
    {
        foreach (var mask in Masks())
            for (var at = 0; at < 64; at += 16)
                fixed (float* f = &floats.A[at + 3])
                fixed (int* n = &ints.A[at + 3])
                fixed (double* d = &doubles.A[at + 3])
                {
                    var lanes = LoadI(mask, 0);
                    float[] lf = Lanes(S.LoadMasked(f, lanes));
                    int[] ln = Lanes(S.LoadMasked(n, lanes));
                    double[] ld = Lanes(S.LoadMasked(d, lanes));
                    for (var i = 0; i < 16; i++)
                    {
                        Same(mask[i] != 0 ? f[i] : 0f, lf[i], i);
                        Same(mask[i] != 0 ? n[i] : 0, ln[i], i);
                        Same(mask[i] != 0 ? d[i] : 0.0, ld[i], i);
                    }
                }
    }

    [Fact]
    public void Masked_stores_leave_the_rest_alone()
    {
        foreach (var mask in Masks())
        {
            float[] f = new float[20];
            int[] n = new int[20];
            double[] d = new double[20];
            Array.Fill(f, -7f);
            Array.Fill(n, -7);
            Array.Fill(d, -7.0);
            fixed (float* pf = f)
            fixed (int* pn = n)
            fixed (double* pd = d)
            {
                S.StoreMasked(pf + 1, S.ToFloat(S.LaneIndex), LoadI(mask, 0));
                S.StoreMasked(pn + 1, S.LaneIndex, LoadI(mask, 0));
                S.StoreMasked(pd + 1, S.ToDouble(S.LaneIndex), LoadI(mask, 0));
            }

            for (var i = 0; i < 20; i++)
            {
                var inside = i is >= 1 and <= 16 && mask[i - 1] != 0;
                Same(inside ? i - 1 : -7f, f[i], i);
                Same(inside ? i - 1 : -7, n[i], i);
                Same(inside ? i - 1 : -7.0, d[i], i);
            }
        }
    }

    [Fact]
    public void Gather_reads_only_masked_lanes()
    {
        var random = new Random(6);
        foreach (var mask in Masks())
        {
            var index = Indices(mask, 1000, random);
            I places = LoadI(index, 0), lanes = LoadI(mask, 0);
            fixed (float* f = floats.A)
            fixed (int* n = ints.A)
            fixed (double* d = doubles.A)
            {
                float[] lf = Lanes(S.Gather(f, places, lanes));
                int[] ln = Lanes(S.Gather(n, places, lanes));
                double[] ld = Lanes(S.Gather(d, places, lanes));
                int[] bytes = Lanes(S.GatherUnaligned((byte*)n, places, lanes));
                int[] shorts = Lanes(S.GatherUnaligned((short*)n, places, lanes));
                for (var i = 0; i < 16; i++)
                {
                    var active = mask[i] != 0;
                    Same(active ? f[index[i]] : 0f, lf[i], i);
                    Same(active ? n[index[i]] : 0, ln[i], i);
                    Same(active ? d[index[i]] : 0.0, ld[i], i);
                    Same(active ? BitConverter.ToInt32(new ReadOnlySpan<byte>((byte*)n + index[i], 4)) : 0, bytes[i], i);
                    Same(active ? BitConverter.ToInt32(new ReadOnlySpan<byte>((short*)n + index[i], 4)) : 0, shorts[i], i);
                }
            }
        }
    }

    [Fact]
    public void Scatter_writes_only_masked_lanes_and_the_last_wins()
    {
        var random = new Random(7);
        foreach (var mask in Masks())
            foreach (var length in (int[])[1, 5, 100])
            {
                var index = Indices(mask, length, random);
                I places = LoadI(index, 0), lanes = LoadI(mask, 0);
                float[] f = new float[length], ef = new float[length];
                int[] n = new int[length], en = new int[length];
                double[] d = new double[length], ed = new double[length];
                for (var i = 0; i < 16; i++)
                    if (mask[i] != 0) (ef[index[i]], en[index[i]], ed[index[i]]) = (i + 0.5f, i + 1, i + 0.25);

                fixed (float* pf = f)
                fixed (int* pn = n)
                fixed (double* pd = d)
                {
                    S.Scatter(pf, places, S.Add(S.ToFloat(S.LaneIndex), S.Broadcast(0.5f)), lanes);
                    S.Scatter(pn, places, S.Add(S.LaneIndex, S.Broadcast(1)), lanes);
                    S.Scatter(pd, places, S.Add(S.ToDouble(S.LaneIndex), S.Broadcast(0.25)), lanes);
                }

                Assert.Equal(ef, f);
                Assert.Equal(en, n);
                Assert.Equal(ed, d);
            }
    }

    [SkippableFact]
    public void Masked_lanes_never_touch_the_pages_around()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Needs mmap and mprotect.");
        using var page = new GuardedPage();
        for (var outside = 0; outside <= 16; outside++)
        {
            // The first 16 - outside lanes lie at the end of the page, or the last ones at its start.
            var first = S.FirstLanes(16 - outside);
            var last = S.Not(S.FirstLanes(outside));
            foreach (var (edge, mask) in ((int, I)[])[(0, first), (1, last)])
            {
                var f = At<float>(edge);
                var n = At<int>(edge);
                var d = At<double>(edge);
                S.StoreMasked(f, S.Broadcast(1f), mask);
                Same(16 - outside, S.Sum(S.LoadMasked(f, mask)), outside);
                Same(16 - outside, S.Sum(S.Gather(f, S.LaneIndex, mask)), outside);
                S.Scatter(f, S.LaneIndex, S.Broadcast(2f), mask);
                Same(2f * (16 - outside), S.Sum(S.LoadMasked(f, mask)), outside);
                S.StoreMasked(n, S.Broadcast(1), mask);
                Same(16 - outside, S.Sum(S.LoadMasked(n, mask)), outside);
                Same(16 - outside, S.Sum(S.Gather(n, S.LaneIndex, mask)), outside);
                S.Scatter(n, S.LaneIndex, S.Broadcast(2), mask);
                Same(2 * (16 - outside), S.Sum(S.LoadMasked(n, mask)), outside);
                S.StoreMasked(d, S.Broadcast(1.0), mask);
                Same(16 - outside, S.Sum(S.LoadMasked(d, mask)), outside);
                Same(16 - outside, S.Sum(S.Gather(d, S.LaneIndex, mask)), outside);
                S.Scatter(d, S.LaneIndex, S.Broadcast(2.0), mask);
                Same(2.0 * (16 - outside), S.Sum(S.LoadMasked(d, mask)), outside);

                S.StoreBytesMasked(At<byte>(edge), S.Broadcast(255), mask);
                Same(255 * (16 - outside), S.Sum(S.LoadBytesMasked(At<byte>(edge), mask)), outside);
                Same(outside - 16, S.Sum(S.LoadSignedBytesMasked(At<sbyte>(edge), mask)), outside);
                S.StoreShortsMasked(At<short>(edge), S.Broadcast(65535), mask);
                Same(outside - 16, S.Sum(S.LoadShortsMasked(At<short>(edge), mask)), outside);
                Same(65535 * (16 - outside), S.Sum(S.LoadUnsignedShortsMasked(At<ushort>(edge), mask)), outside);
            }

            var count = 16 - outside;
            S.StoreBytes(page.End - count, S.Broadcast(255), count);
            Same(255 * count, S.Sum(S.LoadBytes(page.End - count, count)), count);
            Same(-count, S.Sum(S.LoadSignedBytes((sbyte*)page.End - count, count)), count);
            S.StoreShorts((short*)page.End - count, S.Broadcast(-1), count);
            Same(-count, S.Sum(S.LoadShorts((short*)page.End - count, count)), count);
            Same(65535 * count, S.Sum(S.LoadUnsignedShorts((ushort*)page.End - count, count)), count);

            S.Store((BFloat16*)page.End - count, S.Broadcast(2f), count);
            Same(2f * count, S.Sum(S.Load((BFloat16*)page.End - count, count)), count);

            T* At<T>(int edge)
                where T : unmanaged => edge == 0 ? (T*)page.End - (16 - outside) : (T*)page.Start - outside;
        }

        // Whole loads at the very end: sixteen narrow elements and not a byte more.
        new Span<byte>(page.End - 32, 32).Fill(255);
        Assert.Equal(16 * 65535, S.Sum(S.LoadUnsignedShorts((ushort*)page.End - 16)));
        Assert.Equal(-16, S.Sum(S.LoadShorts((short*)page.End - 16)));
        Assert.Equal(16 * 255, S.Sum(S.LoadBytes(page.End - 16)));
        S.Store((BFloat16*)page.End - 16, S.Broadcast(2f));
        Assert.Equal(32f, S.Sum(S.Load((BFloat16*)page.End - 16)));
        new Span<byte>(page.End - 32, 32).Fill(255);
        Assert.Equal(-16, S.Sum(S.LoadSignedBytes((sbyte*)page.End - 16)));
    }
}
