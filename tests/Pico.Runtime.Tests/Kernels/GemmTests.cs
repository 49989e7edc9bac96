using Pico.Kernels;
using Pico.Memory;
using Pico.Simd;
using Pico.Threading;

namespace Pico.Runtime.Tests.Kernels;

public sealed unsafe class GemmTests : IDisposable
{
    private static readonly int[] Sizes = [1, 2, 3, 5, 7, 13, 16, 17, 31, 33, 64, 65, 129];

    private readonly WorkerPool one = new(1);
    private readonly WorkerPool two = new(2);

    public static TheoryData<bool, bool> Transpositions => new() { { false, false }, { false, true }, { true, false }, { true, true } };

    // Beyond a tile, a block of k, a chunk, and the largest block of rows or columns; rows in memory beyond a page; blocks turned in registers.
    public static TheoryData<int, int, int> LargeShapes => new()
    {
        { 130, 70, 400 }, { 1, 300, 900 }, { 300, 1, 900 }, { 7, 257, 500 }, { 257, 3, 500 }, { 300, 290, 50 },
        { 1600, 40, 10 }, { 40, 1600, 10 }, { 40, 33, 1200 }, { 100, 300, 1 }, { 14, 1570, 390 }, { 1550, 17, 390 },
        { 1050, 130, 530 }, { 130, 1050, 530 }, { 60, 1100, 20 }, { 130, 128, 1100 }, { 1050, 40, 1040 }, { 38, 1050, 1040 }, { 1, 320, 270 }, { 320, 1, 270 }, { 1, 352, 15 },
    };

    public static int[] Widths => [.. new[] { 512, 256, 128, 0 }.Where(width => width <= SimdWidth.Best)];

    public void Dispose()
    {
        one.Dispose();
        two.Dispose();
    }

    [Theory]
    [MemberData(nameof(Transpositions))]
    public void Products_of_odd_sizes_are_right(bool aTransposed, bool bTransposed)
    {
        // Each size meets each other one at every position, without the full cube.
        for (var i = 0; i < Sizes.Length; i++)
        {
            for (var j = 0; j < Sizes.Length; j++)
            {
                using var test = new GemmCase(Sizes[i], Sizes[j], Sizes[(i + 2 * j) % Sizes.Length], aTransposed, bTransposed);
                test.Multiply(two, SimdWidth.Best);
                test.AssertCorrect();
            }
        }
    }

    [Theory]
    [MemberData(nameof(LargeShapes))]
    public void Products_beyond_one_block_are_right(int m, int n, int k)
    {
        foreach (var (aTransposed, bTransposed) in new[] { (false, true), (true, false) })
        {
            using var test = new GemmCase(m, n, k, aTransposed, bTransposed);
            test.Multiply(two, SimdWidth.Best);
            test.AssertCorrect();
        }
    }

    [Theory]
    [MemberData(nameof(LargeShapes))]
    public void Widths_and_threads_agree_bit_for_bit(int m, int n, int k)
    {
        using var test = new GemmCase(m, n, k, aTransposed: false, bTransposed: n % 2 == 0);
        test.Multiply(one, SimdWidth.Best);
        var expected = test.Snapshot();
        using var three = new WorkerPool(3);
        foreach (var width in Widths)
        {
            foreach (var pool in new[] { one, two, three })
            {
                test.Reset();
                test.Multiply(pool, width);
                Assert.Equal(expected, test.Snapshot());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Transpositions))]
    public void Narrow_widths_agree_on_odd_sizes(bool aTransposed, bool bTransposed)
    {
        foreach (var (m, n, k) in new[] { (1, 1, 1), (3, 5, 7), (5, 17, 3), (12, 16, 9), (13, 33, 17), (17, 31, 64), (24, 10, 65), (65, 2, 31), (1, 129, 33), (20, 48, 0) })
        {
            using var test = new GemmCase(m, n, k, aTransposed, bTransposed);
            uint[]? expected = null;
            foreach (var width in Widths)
            {
                test.Reset();
                test.Multiply(two, width);
                test.AssertCorrect();
                Assert.Equal(expected ??= test.Snapshot(), test.Snapshot());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Transpositions))]
    public void Operands_in_bfloat16_give_the_bits_of_the_floats_they_stand_for(bool aTransposed, bool bTransposed)
    {
        (int M, int N, int K, int Batch)[] shapes =
        [
            (1, 1, 1, 1), (5, 17, 3, 1), (13, 33, 17, 1), (65, 2, 31, 1), (1, 300, 140, 1), (1, 129, 33, 1), (7, 257, 200, 1),
            (60, 33, 50, 1), (130, 70, 400, 1), (17, 31, 64, 3), (70, 66, 64, 3), (24, 40, 9, 9),
        ];
        foreach (var (m, n, k, batch) in shapes)
        {
            foreach (var (a, b) in new[] { (true, false), (false, true), (true, true) })
            {
                using var test = new GemmCase(m, n, k, aTransposed, bTransposed, batch);
                test.Round();
                test.Multiply(two, SimdWidth.Best);
                var expected = test.Snapshot();
                test.Narrow(a, b);
                foreach (var width in Widths)
                {
                    test.Reset();
                    test.Multiply(two, width);
                    Assert.Equal(expected, test.Snapshot());
                }
            }
        }
    }

    [Theory]
    [InlineData(12, 32, 7)]
    [InlineData(62, 48, 16)]
    [InlineData(61, 47, 16)]
    [InlineData(49, 80, 64)]
    [InlineData(64, 16, 33)]
    [InlineData(16, 64, 0)]
    [InlineData(130, 112, 1100)]
    public void What_micro_kernels_write_has_the_bits_of_what_epilogues_get(int m, int n, int k)
    {
        using var test = new GemmCase(m, n, k, true, false);
        Compare(new StoreEpilogue(test.C, test.CStride));
        Compare(new AccumulateEpilogue(test.C, test.CStride));
        using var others = new AlignedBuffer(4L * 3 * m * test.CStride);
        var random = new Random(7);
        foreach (ref var value in others.AsSpan(0, 3 * m * test.CStride)) value = random.NextSingle() - 0.5f;
        for (var parts = 1; parts < 16; parts++)
        {
            float* bias = others.Floats, factor = bias + m * test.CStride, addend = factor + m * test.CStride;
            Compare(new AffineEpilogue(test.C, test.CStride, (parts & 1) == 0 ? null : bias, (parts & 8) != 0, (parts & 2) == 0 ? null : factor, (parts & 4) == 0 ? null : addend));
        }

        void Compare<TEpilogue>(TEpilogue epilogue)
            where TEpilogue : unmanaged, IGemmEpilogue
        {
            Assert.True(epilogue.Target.C is not null);
            foreach (var width in Widths)
            {
                foreach (var pool in new[] { one, two })
                {
                    test.Reset();
                    Gemm.Multiply(width, pool, m, n, k, test.A, test.B, new UntargetedEpilogue<TEpilogue>(epilogue));
                    var expected = test.Snapshot();
                    test.Reset();
                    Gemm.Multiply(width, pool, m, n, k, test.A, test.B, epilogue);
                    Assert.Equal(expected, test.Snapshot());
                }
            }
        }
    }

    [Fact]
    public void A_row_does_not_depend_on_the_rows_around_it()
    {
        // A batch of one and a batch of many take different ways; decoding token by token relies on equal bits.
        using var test = new GemmCase(70, 200, 390, aTransposed: false, bTransposed: true);
        test.Multiply(two, SimdWidth.Best);
        var together = test.Snapshot();
        for (var i = 0; i < test.M; i++)
        {
            var row = new GemmOperand(test.A.Data + i * test.A.Stride, test.A.Stride, false);
            Gemm.Multiply(two, 1, test.N, test.K, row, test.B, new StoreEpilogue(test.C + i * test.CStride, test.CStride));
        }

        Assert.Equal(together, test.Snapshot());
    }

    [Theory]
    [InlineData(1, 40, 40, 40)]
    [InlineData(3, 20, 17, 33)]
    [InlineData(9, 20, 17, 33)]
    [InlineData(3, 70, 66, 64)]
    [InlineData(40, 70, 66, 64)]
    [InlineData(7, 1, 66, 64)]
    [InlineData(7, 66, 1, 64)]
    [InlineData(5, 66, 18, 0)]
    public void Batched_products_are_right_at_every_width_and_thread_count(int batch, int m, int n, int k)
    {
        foreach (var (aTransposed, bTransposed) in new[] { (false, true), (true, false) })
        {
            using var test = new GemmCase(m, n, k, aTransposed, bTransposed, batch);
            uint[]? expected = null;
            foreach (var width in Widths)
            {
                foreach (var pool in new[] { one, two })
                {
                    test.Reset();
                    test.Multiply(pool, width);
                    Assert.Equal(expected ??= test.Snapshot(), test.Snapshot());
                }
            }

            test.AssertCorrect();
        }
    }

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(1, 1, 300, 20)]
    [InlineData(1, 300, 2, 20)]
    [InlineData(1, 13, 47, 5)]
    [InlineData(1, 130, 70, 400)]
    [InlineData(1, 1600, 50, 0)]
    [InlineData(1, 60, 1600, 800)]
    [InlineData(30, 20, 30, 40)]
    [InlineData(2, 100, 130, 40)]
    public void Each_element_reaches_the_epilogue_once(int batch, int m, int n, int k)
    {
        using var test = new GemmCase(m, n, k, false, false, batch);
        using var counts = new AlignedBuffer(4L * batch * m * n);
        var violations = 0;
        foreach (var pool in new[] { one, two })
        {
            new Span<byte>(counts.Pointer, (int)counts.Length).Clear();
            var epilogue = new CountingEpilogue((int*)counts.Pointer, &violations, batch * m, n);
            Gemm.MultiplyBatched(pool, batch, m, n, k, test.A, test.ABatchStride, test.B, test.BBatchStride, epilogue);
            Assert.Equal(0, violations);
            Assert.Equal(-1, new Span<int>(counts.Pointer, batch * m * n).IndexOfAnyExcept(1));
        }
    }

    [Theory]
    [InlineData(13, 47, 5)]
    [InlineData(130, 70, 400)]
    [InlineData(60, 1600, 800)]
    public void What_an_epilogue_loads_is_asked_for_once_before_it_is_stored(int m, int n, int k)
    {
        using var test = new GemmCase(m, n, k, false, true);
        using var asked = new AlignedBuffer(4L * m * ((n + 15) / 16));
        var violations = 0;
        foreach (var pool in new[] { one, two })
        {
            var counts = new Span<int>(asked.Pointer, (int)(asked.Length / 4));
            counts.Clear();
            Gemm.Multiply(pool, m, n, k, test.A, test.B, new ForeseenEpilogue((int*)asked.Pointer, &violations, m, n));
            Assert.Equal(0, violations);
            Assert.Equal(-1, counts[..(m * ((n + 15) / 16))].IndexOfAnyExcept(1));
        }
    }

    [Theory]
    [InlineData(33, 50, 20)]
    [InlineData(1, 50, 20)]
    [InlineData(50, 3, 20)]
    public void Accumulation_adds_to_what_is_there(int m, int n, int k)
    {
        using var test = new GemmCase(m, n, k, false, true);
        for (var i = 0; i < m; i++)
        {
            new Span<float>(test.C + i * test.CStride, n).Fill(2f);
        }

        Gemm.Multiply(two, m, n, k, test.A, test.B, new AccumulateEpilogue(test.C, test.CStride));
        test.AssertCorrect(before: 2f);
    }

    [Fact]
    public void Nothing_in_k_gives_zero_and_nothing_in_m_or_n_does_nothing()
    {
        using var test = new GemmCase(30, 20, 0, false, false);
        test.Multiply(two, SimdWidth.Best);
        test.AssertCorrect();

        test.Reset();
        var untouched = test.Snapshot();
        Gemm.Multiply(two, 0, 20, 5, test.A, test.B, new StoreEpilogue(test.C, test.CStride));
        Gemm.Multiply(two, 30, 0, 5, test.A, test.B, new StoreEpilogue(test.C, test.CStride));
        Gemm.MultiplyBatched(two, 0, 3, 4, 5, test.A, 0, test.B, 0, new StoreEpilogue(test.C, test.CStride));
        Assert.Equal(untouched, test.Snapshot());
    }

    [Fact]
    public void Special_values_spread_as_they_should()
    {
        using var test = new GemmCase(40, 40, 40, false, false);
        test.A.Data[5 * test.A.Stride + 3] = float.PositiveInfinity;
        test.B.Data[4 * test.B.Stride + 9] = float.NaN;
        test.Multiply(two, SimdWidth.Best);
        for (var i = 0; i < 40; i++)
        {
            for (var j = 0; j < 40; j++)
            {
                Assert.Equal(i != 5 && j != 9, float.IsFinite(test.C[i * test.CStride + j]));
            }
        }
    }

    [Fact]
    public void Nothing_is_allocated_once_the_scratch_memory_has_grown()
    {
        using var large = new GemmCase(200, 180, 500, false, true);
        using var row = new GemmCase(1, 500, 300, false, true);
        using var batch = new GemmCase(40, 30, 50, false, true, batch: 20);
        GemmCase[] cases = [large, row, batch];
        foreach (var test in cases)
        {
            test.Multiply(two, SimdWidth.Best);
        }

        var scratch = GemmScratch.Current.Length;
        Assert.Equal(0, Allocations.Least(() =>
        {
            foreach (var test in cases)
            {
                test.Multiply(two, SimdWidth.Best);
            }
        }));
        Assert.Equal(scratch, GemmScratch.Current.Length);
    }

    [Fact]
    public void Negative_sizes_are_refused()
    {
        using var test = new GemmCase(2, 2, 2, false, false);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Gemm.Multiply(two, 2, -1, 2, test.A, test.B, new StoreEpilogue(test.C, 2)));
        Assert.StartsWith("A product of [2, 2] and [2, -1] has a negative size", error.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Gemm.MultiplyBatched(two, -1, 2, 2, 2, test.A, 0, test.B, 0, new StoreEpilogue(test.C, 2)));
        Assert.Throws<ArgumentNullException>(() => Gemm.Multiply(null!, 2, 2, 2, test.A, test.B, new StoreEpilogue(test.C, 2)));
    }
}
