using System.Numerics;
using Pico.Simd;

namespace Pico.Generators.Tests.Kernels;

/// <summary>Reductions: one order at every width, a stated one, which the tests follow in plain C#.</summary>
[Collection("SimdWidth")]
public class KernelReductionTests
{
    private static readonly IReadOnlyDictionary<string, KernelDriver> Kernels = KernelDriver.Compile("""
        public static partial class Ops
        {
            [Kernel(Reduce = Reduction.Sum)] public static float Dot(float a, float b) => a * b;
            [Kernel(Reduce = Reduction.Sum)] public static float Total(float a) => a - 1;
            [Kernel(Reduce = Reduction.Sum)] public static double DoubleDot(double a, double b) => a * b;
            [Kernel(Reduce = Reduction.Max)] public static float Largest(float a) => a;
            [Kernel(Reduce = Reduction.Min)] public static double Smallest(double a) => -a;
            [Kernel(Reduce = Reduction.Sum)] public static int Positive(float a) => a > 0 ? 1 : 0;
            [Kernel(Reduce = Reduction.Max)] public static uint LargestUnsigned(uint a) => a;
            [Kernel(Reduce = Reduction.Min)] public static uint SmallestUnsigned(uint a) => a;
            [Kernel(Reduce = Reduction.Sum)] public static uint UnsignedTotal(uint a) => a;
            [Kernel(Reduce = Reduction.Max)] public static int LargestInt(int a) => a;
            [Kernel(Reduce = Reduction.Min)] public static int SmallestInt(int a) => a;
            [Kernel(Reduce = Reduction.ArgMax)] public static int PlaceOfLargest(int a) => a >> 27;
            [Kernel(Reduce = Reduction.ArgMin)] public static int PlaceOfSmallest(int a) { var n = 0; while (a != 0) { a &= a - 1; n++; } return n; }
            [Kernel(Reduce = Reduction.Sum)] public static int Ones(int a) { var n = 0; while (a != 0) { a &= a - 1; n++; } return n; }
            [Kernel(Reduce = Reduction.Max)] public static int MostOnes(int a) { var n = 0; while (a != 0) { a &= a - 1; n++; } return n; }
            [Kernel(Reduce = Reduction.Sum)] public static long LongTotal(int a) => a * 5L;
            [Kernel(Reduce = Reduction.Max)] public static ulong LargestLong(uint a) => (ulong)a * a;
            [Kernel(Reduce = Reduction.Min)] public static long SmallestLong(int a) { long n = a; while ((n & 1) == 0 && n != 0) n >>= 1; return n; }
            [Kernel(Reduce = Reduction.ArgMax)] public static ulong PlaceOfLargestLong(uint a) => (ulong)a * a;
        }
        """).ToDictionary(kernel => kernel.Name);

    [Fact]
    public void A_sum_of_products_has_the_bits_of_sixteen_fused_lanes_added_as_a_tree() => EachLength(length =>
    {
        var (a, b) = (Floats(length, 1), Floats(length, 2));
        var lanes = new float[16];
        for (var i = 0; i < length; i++)
        {
            lanes[i % 16] = MathF.FusedMultiplyAdd(a[i], b[i], lanes[i % 16]);
        }

        return ("Dot", [a, b, new float[1]], Tree(lanes));
    });

    [Fact]
    public void A_sum_of_anything_else_is_added_lane_by_lane() => EachLength(length =>
    {
        var a = Floats(length, 3);
        var lanes = new float[16];
        for (var i = 0; i < length; i++)
        {
            lanes[i % 16] += a[i] - 1;
        }

        return ("Total", [a, new float[1]], Tree(lanes));
    });

    [Fact]
    public void Extremes_and_integers()
    {
        EachLength(length => ("Largest", [Floats(length, 4), new float[1]], Floats(length, 4).Max()), from: 1);
        EachLength(length => ("Smallest", [Doubles(length, 5), new double[1]], Doubles(length, 5).Min(x => -x)), from: 1);
        EachLength(length => ("Positive", [Floats(length, 6), new int[1]], Floats(length, 6).Count(x => x > 0)));
        EachLength(length => ("LargestUnsigned", [Unsigned(length), new uint[1]], Unsigned(length).Max()), from: 1);
        EachLength(length => ("SmallestUnsigned", [Unsigned(length), new uint[1]], Unsigned(length).Min()), from: 1);
        EachLength(length => ("UnsignedTotal", [Unsigned(length), new uint[1]], Unsigned(length).Aggregate(0u, (x, y) => unchecked(x + y))));
        EachLength(length => ("LargestInt", [Ints(length), new int[1]], Ints(length).Max()), from: 1);
        EachLength(length => ("SmallestInt", [Ints(length), new int[1]], Ints(length).Min()), from: 1);
    }

    [Fact]
    public void Places_are_those_of_the_first_extreme()
    {
        EachLength(length => ("PlaceOfLargest", [Ints(length), new int[1]], First(length, value => -(value >> 27))), from: 1);
        EachLength(length => ("PlaceOfSmallest", [Ints(length), new int[1]], First(length, value => BitOperations.PopCount((uint)value))), from: 1);

        static int First(int length, Func<int, int> key) => Enumerable.Range(0, length).MinBy(i => key(Ints(length)[i]));
    }

    [Fact]
    public void Kernels_with_loops_are_reduced_too()
    {
        EachLength(length => ("Ones", [Ints(length), new int[1]], Ints(length).Sum(value => BitOperations.PopCount((uint)value))));
        EachLength(length => ("MostOnes", [Ints(length), new int[1]], Ints(length).Max(value => BitOperations.PopCount((uint)value))), from: 1);
    }

    [Fact]
    public void Widths_agree_in_double_too()
    {
        for (var length = 0; length < 68; length++)
        {
            var results = new List<double>();
            foreach (var width in KernelDriver.Widths)
            {
                using var limit = SimdWidth.Limit(width);
                Array[] streams = [Doubles(length, 7), Doubles(length, 8), new double[1]];
                Kernels["DoubleDot"].RunLanes(streams, length);
                results.Add(((double[])streams[2])[0]);
            }

            Assert.Single(results.Distinct());
            Assert.Equal(Doubles(length, 7).Zip(Doubles(length, 8), (x, y) => x * y).Sum(), results[0], 1e-12);
        }
    }

    [Fact]
    public void NaN_is_the_extreme_of_anything_with_a_NaN_in_it()
    {
        var values = Floats(40, 9);
        values[37] = float.NaN;
        Array[] streams = [values, new float[1]];
        Kernels["Largest"].RunLanes(streams, 40);
        Assert.True(float.IsNaN(((float[])streams[1])[0]));
    }

    [Fact]
    public void No_elements_have_a_sum_but_no_extreme()
    {
        Array[] streams = [new float[1], new float[] { 5 }];
        Kernels["Total"].RunLanes(streams, 0);
        Assert.Equal(0, ((float[])streams[1])[0]);
        Assert.Contains("'a' is empty", Assert.Throws<ArgumentException>(() => Kernels["Largest"].RunLanes(streams, 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_integers()
    {
        EachLength(length => ("LongTotal", [Ints(length), new long[1]], Ints(length).Sum(x => x * 5L)));
        EachLength(length => ("LargestLong", [Unsigned(length), new ulong[1]], Unsigned(length).Max(x => (ulong)x * x)), from: 1);
        EachLength(length => ("SmallestLong", [Ints(length), new long[1]], Ints(length).Min(x => x == 0 ? 0L : (long)x >> BitOperations.TrailingZeroCount(x))), from: 1);
        EachLength(length => ("PlaceOfLargestLong", [Unsigned(length), new ulong[1]], (ulong)Enumerable.Range(0, length).MaxBy(i => Unsigned(length)[i])), from: 1);
    }

    private static void EachLength(Func<int, (string Kernel, Array[] Streams, object Expected)> make, int from = 0)
    {
        for (var length = from; length < 68; length++)
        {
            foreach (var width in KernelDriver.Widths)
            {
                using var limit = SimdWidth.Limit(width);
                var (kernel, streams, expected) = make(length);
                Kernels[kernel].RunLanes(streams, length);
                Assert.Equal(expected, streams[^1].GetValue(0));
            }
        }
    }

    private static float Tree(float[] lanes)
    {
        for (var half = 8; half > 0; half /= 2)
        {
            for (var i = 0; i < half; i++)
            {
                lanes[i] += lanes[i + half];
            }
        }

        return lanes[0];
    }

    private static float[] Floats(int length, int seed) => [.. Doubles(length, seed).Select(x => (float)x)];

    private static double[] Doubles(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (random.NextDouble() * 2) - 1)];
    }

    private static int[] Ints(int length)
    {
        var random = new Random(10);
        return [.. Enumerable.Range(0, length).Select(_ => random.Next(int.MinValue, int.MaxValue))];
    }

    private static uint[] Unsigned(int length) => [.. Ints(length).Select(x => unchecked((uint)x))];
}
