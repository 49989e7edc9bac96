using Pico.Generators.Pipelines;
using Pico.Simd;

namespace Pico.Generators.Tests.Kernels;

/// <summary>Questions to all lanes: what they answer, and programs that go the same way for all and still give each element its own result.</summary>
[Collection("SimdWidth")]
public class KernelVoteTests
{
    private const string Packet = """
        [Kernel] public static int Together(int x) { var n = 0; while (Lanes.Any(n < (x & 15))) { if (n < (x & 15)) n++; } return n; }
        [Kernel] public static int Stacked(int x, ReadOnlySpan<int> table)
        {
            Span<int> waiting = stackalloc int[8];
            Span<int> marks = stackalloc int[8];
            var top = 0;
            for (var i = 0; i < 8; i++)
            {
                if (Lanes.Any(((x >> i) & 1) != 0))
                {
                    waiting[top] = i;
                    marks[top] = x & (1 << i);
                    top++;
                }
            }

            var sum = 0;
            while (top > 0)
            {
                top--;
                var bit = waiting[top];
                if (marks[top] != 0) sum += bit + table[bit % table.Length];
            }

            return sum;
        }

        [Kernel] public static int Arms(int x, int y)
        {
            var n = 0;
            if (x > 0)
            {
                if (Lanes.All(y > 0)) n += 1;
                else if (y > 0) n += 1;
            }
            else
            {
                while (Lanes.Count(n < (y & 7)) > 0) n += n < (y & 7) ? 1 : 0;
            }

            return n;
        }

        [Kernel] public static float Differently(float x, int k) { Span<float> own = stackalloc float[4]; for (var i = 0; i < 4; i++) own[i] = i * 2; if (x > 0) own[k & 3] = x; return own[(k >> 2) & 3]; }
        """;

    [Fact]
    public void Who_goes_along_with_others_has_the_result_it_has_alone()
    {
        foreach (var kernel in KernelDriver.Compile("public static partial class Ops { " + Packet + " }")) KernelCheck.EqualsScalar(kernel, 0, Enumerable.Range(1, 40));
    }

    [Fact]
    public void Asked_are_the_elements_at_that_place()
    {
        var kernels = KernelDriver.Compile("""
            public static partial class Ops
            {
                [Kernel] public static void Asked(int x, int y, out bool any, out bool all, out int count, out int inside)
                {
                    any = Lanes.Any(y > 0);
                    all = Lanes.All(y > 0);
                    count = Lanes.Count(y > 0);
                    inside = -1;
                    if (x > 0) inside = Lanes.Count(y > 0);
                }
            }
            """);
        var random = new Random(5);
        foreach (var length in (int[])[1, 15, 16, 17, 40, 64])
        {
            foreach (var width in KernelDriver.Widths)
            {
                using var limit = SimdWidth.Limit(width);
                int[] x = [.. Enumerable.Range(0, length).Select(_ => random.Next(-2, 3))], y = [.. Enumerable.Range(0, length).Select(i => i / 16 % 2 == 0 ? random.Next(1, 5) : random.Next(-2, 3))];
                var streams = kernels[0].Streams(length, (_, stream, i) => stream == 0 ? x[i] : stream == 1 ? y[i] : stream < 4 ? false : 0);
                kernels[0].RunLanes(streams, length);
                for (var i = 0; i < length; i++)
                {
                    var packet = Enumerable.Range(0, length).Where(k => k / 16 == i / 16).ToArray();
                    Assert.Equal(packet.Any(k => y[k] > 0), streams[2].GetValue(i));
                    Assert.Equal(packet.All(k => y[k] > 0), streams[3].GetValue(i));
                    Assert.Equal(packet.Count(k => y[k] > 0), streams[4].GetValue(i));
                    Assert.Equal(x[i] > 0 ? packet.Count(k => x[k] > 0 && y[k] > 0) : -1, streams[5].GetValue(i));
                }
            }
        }
    }

    [Fact]
    public void Arrays_that_are_the_same_for_all_are_scalars()
    {
        var run = GeneratorHarness.Run("public static partial class Ops { " + Packet + " }", new KernelGenerator());
        var text = Assert.Single(run.Sources).Value;
        Assert.Contains("Span<int> waiting = stackalloc int[8];", text, StringComparison.Ordinal);
        Assert.Contains("stackalloc int[16 * 8]", text, StringComparison.Ordinal); // marks: each element has its own
        Assert.Contains("stackalloc float[16 * 4]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Arrays_are_cleared_unless_the_method_says_not_to()
    {
        const string Array = "public static int Last(int x) { Span<int> w = stackalloc int[40]; for (var i = 0; i < 40; i++) w[i] = x * i; return w[x & 31]; } }";
        string Text(string source) => Assert.Single(GeneratorHarness.Run(source, new KernelGenerator()).Sources).Value;
        Assert.Contains("w.Clear();", Text("public static partial class Ops { [Kernel] " + Array), StringComparison.Ordinal);
        const string Skipping = "public static partial class Ops { [Kernel, System.Runtime.CompilerServices.SkipLocalsInit] " + Array;
        Assert.DoesNotContain("w.Clear();", Text(Skipping), StringComparison.Ordinal);
        KernelCheck.EqualsScalar(Assert.Single(KernelDriver.Compile(Skipping)), 0, [1, 16, 33]);
    }

    [Fact]
    public void Gradients_do_not_wait_for_others()
    {
        const string Source = """
            public static partial class Ops
            {
                [Kernel, Differentiable] public static float Power(float x, int k) { var y = 1f; var n = 0; while (Lanes.Any(n < (k & 3))) { if (n < (k & 3)) { y *= x; n++; } else break; } return y; }
                public static float Slope(float x, int k) { return PowerGradient(x, k); }
            }
            """;
        KernelCheck.EqualsScalar(Assert.Single(KernelDriver.Compile(Source)), 0, [1, 16, 33]);
        var slope = GeneratorHarness.Run(Source, new KernelGenerator()).Load().GetType("Ops")!.GetMethod("Slope")!;
        for (var k = 0; k < 4; k++) Assert.Equal(k * Math.Pow(1.5, k - 1), (float)slope.Invoke(null, [1.5f, k])!, 6);
    }
}
