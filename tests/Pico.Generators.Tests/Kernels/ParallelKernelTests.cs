using System.Reflection;
using Pico.Generators.Pipelines;

namespace Pico.Generators.Tests.Kernels;

/// <summary>The form for several threads: the same bits whatever their number, and what the other form gives.</summary>
public class ParallelKernelTests
{
    private const string Source = """
        using System.Linq;
        using Pico.Threading;

        internal readonly record struct Step(float Scale, int Shift);

        internal static partial class Ops
        {
            [Kernel(Parallel = true)] public static float Curve(float x, ref int n, [Uniform] in Step step) { n += step.Shift; return MathF.Sqrt(MathF.Abs(x)) * step.Scale; }
            [Kernel(Parallel = true)] public static void Places([ElementIndex] int i, uint u, ReadOnlySpan<float> table, Span<long> there, [Uniform] in int more) =>
                there[i] = (long)(table[i] * 100) * u + more;
            [Kernel(Parallel = true, Reduce = Reduction.Sum)] public static float Dot(float a, float b) => a * b;
            [Kernel(Parallel = true, Reduce = Reduction.Max)] public static double Largest(float a) => a * 0.1;
            [Kernel(Parallel = true, Reduce = Reduction.Min)] public static ulong Least(uint a) => a * 3ul;
            [Kernel(Parallel = true, Reduce = Reduction.ArgMax)] public static float Peak(float a) => a;
            [Kernel(Parallel = true, Reduce = Reduction.ArgMin)] public static uint Lowest([ElementIndex] int i, [LaneIndex] int lane, uint a) => (i & 15) == lane ? a >> 28 : 0;
        }

        internal static class Runs
        {
            public static object[] All(int length, int threads)
            {
                var random = new Random(length);
                var x = Enumerable.Range(0, length).Select(_ => random.NextSingle() - 0.5f).ToArray();
                var u = Enumerable.Range(0, length).Select(_ => (uint)random.Next()).ToArray();
                var (n, there, curve, more) = (new int[length], new long[length], new float[length], 7);
                var step = new Step(3, 4);
                using var pool = threads > 0 ? new WorkerPool(threads) : null;
                if (pool is null)
                {
                    Ops.Curve(x, n, step, curve);
                    Ops.Places(u, x, there, more);
                    return [curve, n, there, Ops.Dot(x, x), length == 0 ? 0 : Ops.Largest(x), length == 0 ? 0 : Ops.Least(u), length == 0 ? 0 : Ops.Peak(x), length == 0 ? 0 : Ops.Lowest(u)];
                }

                Ops.Curve(x, n, step, curve, pool);
                Ops.Places(u, x, there, more, pool);
                return [curve, n, there, Ops.Dot(x, x, pool), length == 0 ? 0 : Ops.Largest(x, pool), length == 0 ? 0 : Ops.Least(u, pool), length == 0 ? 0 : Ops.Peak(x, pool), length == 0 ? 0 : Ops.Lowest(u, pool)];
            }

            public static void Outside(int threads)
            {
                using var pool = new WorkerPool(threads);
                Ops.Places(new uint[10000], new float[9000], new long[10000], 1, pool);
            }

            public static void NoPool() => Ops.Dot(new float[1], new float[1], null!);

            public static void NoElements()
            {
                using var pool = new WorkerPool(2);
                Ops.Largest(default, pool);
            }
        }
        """;

    private static readonly Type Runs = Load();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(20011)]
    [InlineData(300007)]
    public void Results_do_not_depend_on_the_number_of_threads(int length)
    {
        var one = Run(length, 1);
        Assert.Equal(one, Run(length, 2));
        Assert.Equal(one, Run(length, 5));

        var serial = Run(length, 0);
        for (var i = 0; i < one.Length; i++)
        {
            if (i == 3)
            {
                Assert.Equal((float)serial[i], (float)one[i], 1e-5f * (1 + (float)serial[i])); // in another order
            }
            else
            {
                Assert.Equal(serial[i], one[i]);
            }
        }
    }

    [Fact]
    public void Failures_reach_the_caller()
    {
        Assert.IsType<IndexOutOfRangeException>(Failure("Outside", 1));
        Assert.IsType<IndexOutOfRangeException>(Failure("Outside", 2));
        Assert.IsType<ArgumentNullException>(Failure("NoPool"));
        Assert.Contains("'a' is empty", Assert.IsType<ArgumentException>(Failure("NoElements")).Message, StringComparison.Ordinal);
    }

    private static object[] Run(int length, int threads) => (object[])Runs.GetMethod("All")!.Invoke(null, [length, threads])!;

    private static Exception? Failure(string method, params object[] arguments) =>
        Assert.Throws<TargetInvocationException>(() => Runs.GetMethod(method)!.Invoke(null, arguments)).InnerException;

    private static Type Load()
    {
        var run = GeneratorHarness.Run(Source, new KernelGenerator());
        Assert.Empty(run.CompilerErrors);
        return run.Load().GetType("Runs")!;
    }
}
