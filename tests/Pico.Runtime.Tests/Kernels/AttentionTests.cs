using Pico.Kernels;
using Pico.Memory;
using Pico.Simd;
using Pico.Threading;

namespace Pico.Runtime.Tests.Kernels;

public sealed unsafe class AttentionTests : IDisposable
{
    private readonly WorkerPool one = new(1);
    private readonly WorkerPool two = new(2);

    // batch, heads, queries, keys, depth, causal, padded
    public static TheoryData<int, int, int, int, int, bool, bool> Cases
    {
        get
        {
            var cases = new TheoryData<int, int, int, int, int, bool, bool>();
            int[] times = [1, 2, 7, 33, 65, 130], depths = [1, 4, 16, 33, 64];
            for (var i = 0; i < times.Length; i++)
            {
                for (var j = 0; j < depths.Length; j++)
                {
                    cases.Add(1 + j % 2, 1 + i % 3, times[i], times[i], depths[j], (i + j) % 2 == 0, i % 2 == 1);
                    cases.Add(2, 1, times[i], times[(i + j + 1) % times.Length], depths[j], (i + j) % 2 == 1, j % 2 == 1);
                }
            }

            cases.Add(1, 2, 300, 300, 24, true, false);
            cases.Add(1, 2, 300, 300, 24, false, true);
            cases.Add(2, 1, 65, 65, 13, true, false); // a tile of one row of depth, and queries that see half a panel of keys
            cases.Add(1, 2, 80, 97, 25, true, true);
            cases.Add(2, 1, 3, 2, 5, true, true);
            return cases;
        }
    }

    public void Dispose()
    {
        one.Dispose();
        two.Dispose();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Results_and_gradients_follow_the_naive_reference(int batch, int heads, int queries, int keys, int depth, bool causal, bool padded)
    {
        using var test = new AttentionCase(batch, heads, queries, keys, depth, causal, padded);
        test.Run(two, SimdWidth.Best);
        double[] q = test.Read(test.Q, queries), k = test.Read(test.K, keys), v = test.Read(test.V, keys);
        AssertClose(test.Reference(q, k, v), test.Read(test.Output, queries), 2e-6);
        Assert.Equal(0, test.Violations());

        var upstream = test.Read(test.OutputGradient, queries);
        double Loss() => test.Reference(q, k, v).Zip(upstream, (x, y) => x * y).Sum();
        AssertGradient(test.Read(test.QGradient, queries), q, Loss);
        AssertGradient(test.Read(test.KGradient, keys), k, Loss);
        AssertGradient(test.Read(test.VGradient, keys), v, Loss);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Widths_and_threads_agree_bit_for_bit(int batch, int heads, int queries, int keys, int depth, bool causal, bool padded)
    {
        using var test = new AttentionCase(batch, heads, queries, keys, depth, causal, padded);
        test.Run(one, SimdWidth.Best);
        var expected = test.Snapshot();
        foreach (var width in GemmTests.Widths)
        {
            foreach (var pool in new[] { one, two })
            {
                test.Run(pool, width);
                Assert.Equal(expected, test.Snapshot());
            }
        }
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(1, 0)]
    [InlineData(0, 0)]
    public void Without_queries_or_keys_all_that_is_written_is_zero(int queries, int keys)
    {
        foreach (var causal in (bool[])[true, false])
        {
            using var test = new AttentionCase(2, 2, queries, keys, 5, causal, padded: !causal);
            foreach (var width in GemmTests.Widths)
            {
                test.Run(two, width);
                Assert.All(test.Read(test.Output, queries).Concat(test.Read(test.QGradient, queries)), value => Assert.Equal(0, value));
                Assert.All(test.Read(test.KGradient, keys).Concat(test.Read(test.VGradient, keys)), value => Assert.Equal(0, value));
                Assert.Equal(0, test.Violations());
            }
        }
    }

    /// <summary>Scores so large that those of the way back, whose keys are scaled and not its queries, differ from those of the way forth by hundreds.</summary>
    [Theory]
    [InlineData(5e3f)]
    [InlineData(2.5e4f)]
    public void Widths_agree_bit_for_bit_where_scores_are_huge(float factor)
    {
        using var test = new AttentionCase(1, 2, 40, 40, 48, causal: true, padded: false);
        test.Stretch(factor);
        test.Run(one, SimdWidth.Best);
        Assert.All(test.Read(test.VGradient, 40), value => Assert.True(double.IsFinite(value)));
        var expected = test.Snapshot();
        foreach (var width in GemmTests.Widths)
        {
            test.Run(two, width);
            Assert.Equal(expected, test.Snapshot());
        }
    }

    [Fact]
    public void Gradients_that_nobody_wants_are_left_out()
    {
        using var test = new AttentionCase(1, 2, 40, 30, 20, causal: true, padded: false);
        test.Run(one, SimdWidth.Best);
        double[][] all = [test.Read(test.QGradient, 40), test.Read(test.KGradient, 30), test.Read(test.VGradient, 30)];
        for (var wanted = 0; wanted < 8; wanted++)
        {
            AttentionOperand Of(int bit, AttentionOperand operand) => (wanted & bit) == 0 ? default : operand;
            test.Reset();
            Attention.Forward(one, test.Shape, test.Q, test.K, test.V, test.Output, test.LogSumExp.Floats);
            Attention.Backward(
                one, test.Shape, test.Q, test.K, test.V, test.Output, test.LogSumExp.Floats, test.OutputGradient, Of(1, test.QGradient), Of(2, test.KGradient), Of(4, test.VGradient));
            double[][] some = [test.Read(test.QGradient, 40), test.Read(test.KGradient, 30), test.Read(test.VGradient, 30)];
            for (var i = 0; i < 3; i++)
            {
                if ((wanted & (1 << i)) != 0) Assert.Equal(all[i], some[i]);
                else Assert.All(some[i], value => Assert.Equal(AttentionCase.Canary, value));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Operands_in_bfloat16_give_the_bits_of_floats_rounded_where_they_are_stored(int batch, int heads, int queries, int keys, int depth, bool causal, bool padded)
    {
        using var test = new AttentionCase(batch, heads, queries, keys, depth, causal, padded);
        test.Round();
        foreach (var width in GemmTests.Widths)
        {
            Assert.Equal(test.RunRounded(one, width), test.RunNarrow(two, width));
            Assert.Equal(0, test.Violations());
        }
    }

    [Fact]
    public void The_gradient_of_the_queries_cannot_be_bfloat16()
    {
        using var test = new AttentionCase(1, 1, 2, 2, 4, causal: true, padded: false);
        var gradient = new AttentionOperand((BFloat16*)test.QGradient.Data, test.QGradient.BatchStride, test.QGradient.HeadStride, test.QGradient.TimeStride);
        var error = Assert.Throws<ArgumentException>(() => Attention.Backward(
            one, test.Shape, test.Q, test.K, test.V, test.Output, test.LogSumExp.Floats, test.OutputGradient, gradient, test.KGradient, test.VGradient));
        Assert.Contains("pass float, not bfloat16", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, 64, false, 512)]
    [InlineData(70, 20, false, 256)]
    [InlineData(150, 33, true, 512)]
    [InlineData(110, 16, true, 128)]
    public void A_step_of_decoding_gives_the_bits_of_the_whole_sequence(int time, int depth, bool padded, int width)
    {
        using var limit = SimdWidth.Limit(Math.Min(width, SimdWidth.Best));
        using var test = new AttentionCase(1, 2, time, time, depth, causal: true, padded);
        test.Run(two, SimdWidth.Best);
        using var output = new AlignedBuffer(4L * 2 * depth);
        using var logSumExp = new AlignedBuffer(4 * 2);
        for (var t = 0; t < time; t += 7)
        {
            var shape = test.Shape with { Queries = 1, Keys = t + 1 };
            var query = new AttentionOperand(test.Q.Data + t * test.Q.TimeStride, test.Q.BatchStride, test.Q.HeadStride, test.Q.TimeStride);
            Attention.Forward(two, shape, query, test.K, test.V, new AttentionOperand(output.Floats, 0, depth, 0), logSumExp.Floats);
            for (var head = 0; head < 2; head++)
            {
                var row = new Span<float>(test.Output.Data + head * test.Output.HeadStride + t * test.Output.TimeStride, depth);
                Assert.Equal(row, new Span<float>(output.Floats + head * depth, depth));
                Assert.Equal(test.LogSumExp.Floats[head * time + t], logSumExp.Floats[head]);
            }
        }
    }

    [Fact]
    public void A_query_without_keys_gives_zeros_and_passes_no_gradient()
    {
        // Causal with more queries than keys: the first three see nothing.
        using var test = new AttentionCase(1, 1, 5, 2, 4, causal: true, padded: false);
        test.Run(one, SimdWidth.Best);
        Assert.All(test.Read(test.Output, 5)[..12], value => Assert.Equal(0, value));
        Assert.All(test.Read(test.QGradient, 5)[..12], value => Assert.Equal(0, value));
        Assert.All(new Span<float>(test.LogSumExp.Floats, 3).ToArray(), value => Assert.Equal(float.PositiveInfinity, value));
        Assert.DoesNotContain(test.Read(test.KGradient, 2), double.IsNaN);
    }

    [Fact]
    public void Scratch_memory_grows_by_four_bytes_a_query()
    {
        long Length(int time)
        {
            var length = 0L;
            var thread = new Thread(() => // its scratch memory is its own
            {
                using var test = new AttentionCase(1, 1, time, time, 16, causal: true, padded: false);
                test.Run(one, SimdWidth.Best);
                length = GemmScratch.Current.Length;
            });
            thread.Start();
            thread.Join();
            return length;
        }

        // Rounded up to whole 64 KB.
        Assert.InRange(Length(4096) - Length(1024), 0, 3072 * 4 + 65536);
    }

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * (1 + Math.Abs(expected[i])), $"element {i}: expected {expected[i]}, got {actual[i]}");
        }
    }

    /// <summary>Single elements, and all together along a random direction, by central differences.</summary>
    private static void AssertGradient(double[] gradient, double[] x, Func<double> loss)
    {
        const double step = 1e-4;
        Assert.All(gradient, value => Assert.True(double.IsFinite(value)));
        var random = new Random(5);
        double Difference(double[] direction)
        {
            var kept = (double[])x.Clone();
            double Shifted(double by)
            {
                for (var i = 0; i < x.Length; i++)
                {
                    x[i] = kept[i] + by * direction[i];
                }

                return loss();
            }

            var difference = (Shifted(step) - Shifted(-step)) / (2 * step);
            kept.CopyTo(x, 0);
            return difference;
        }

        var signs = x.Select(_ => random.Next(2) * 2.0 - 1).ToArray();
        var expected = Difference(signs);
        var size = Math.Sqrt(gradient.Sum(value => value * value)) + 1;
        Assert.InRange(gradient.Zip(signs, (a, b) => a * b).Sum() - expected, -1e-5 * size, 1e-5 * size);
        for (var trial = 0; trial < 3; trial++)
        {
            var element = random.Next(x.Length);
            var unit = new double[x.Length];
            unit[element] = 1;
            Assert.InRange(gradient[element] - Difference(unit), -3e-6 * (1 + size), 3e-6 * (1 + size));
        }
    }
}
