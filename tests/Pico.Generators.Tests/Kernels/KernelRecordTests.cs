using System.Globalization;
using System.Text;
using Pico.Generators.Pipelines;

namespace Pico.Generators.Tests.Kernels;

/// <summary>What happens between vectorizing and writing: records are read as rows, large methods split into arms.</summary>
[Collection("SimdWidth")]
public class KernelRecordTests
{
    private const string Records = """
        [Kernel] public static float Fields(int x, float y, ReadOnlySpan<float> records)
        {
            if (records.Length < 12) return -1;
            var at = (int)((uint)x % (uint)(records.Length / 12)) * 12;
            var sum = records[at] * y + records[at + 2];
            if (y > 0) sum += records[at + 11] - records[at + 9] * records[at + 10];
            return sum + records[at + 5];
        }

        [Kernel] public static float Linked(int x, ReadOnlySpan<float> records)
        {
            if (records.Length < 4) return 0;
            var count = records.Length / 4;
            var at = (int)((uint)x % (uint)count) * 4;
            var next = (int)((uint)(BitConverter.SingleToInt32Bits(records[at + 3]) ^ x) % (uint)count) * 4;
            return records[next] + records[next + 1] * records[at + 1];
        }

        [Kernel] public static float Outside(int x, ReadOnlySpan<float> records) => records[x] + records[x + 1];
        """;

    [Fact]
    public void Rows_hold_the_same_as_single_places()
    {
        foreach (var kernel in KernelDriver.Compile("public static partial class Ops { " + Records + " }").Where(kernel => kernel.Name != "Outside")) KernelCheck.EqualsScalar(kernel, 0, Enumerable.Range(1, 60));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void A_row_that_does_not_lie_inside_throws(int wrong)
    {
        var kernel = KernelDriver.Compile("public static partial class Ops { " + Records + " }").First(kernel => kernel.Name == "Outside");
        var streams = kernel.Streams(5, (type, _, i) => type == "int" ? (object)(i == 2 ? wrong : 3) : 1f);
        Assert.Throws<IndexOutOfRangeException>(() => kernel.RunLanes(streams, 5));
    }

    [Fact]
    public void Fields_that_lie_together_take_one_load()
    {
        var text = Assert.Single(GeneratorHarness.Run("public static partial class Ops { " + Records + " }", new KernelGenerator()).Sources).Value;
        Assert.Equal(5, text.Split("GatherRows<").Length - 1); // Fields: 0 and 2, 9 to 11; Linked: 1 and 3, then 0 and 1; Outside
        Assert.Equal(1, text.Split("LaneMemory.Gather<").Length - 1); // Fields: 5
    }

    [Fact]
    public void Large_methods_are_split_and_compute_the_same()
    {
        var source = new StringBuilder("public static partial class Ops { [Kernel] public static float Large(float x, float y, int k, ReadOnlySpan<float> table, out int way) { way = 0; var r = x;");
        for (var arm = 0; arm < 6; arm++)
        {
            source.Append(CultureInfo.InvariantCulture, $" if ((k & {1 << arm}) != 0) {{ if (y > {arm}) return r; var t = r; for (var i = 0; i < {(arm == 2 ? "(k & 3)" : "2")}; i++) {{ t = t * 0.5f + y; }} way += {arm + 1};");
            for (var i = 0; i < 30; i++) source.Append(CultureInfo.InvariantCulture, $" t = t * {i}.25f + (y - t) * {arm}.5f; if (t > 1e6f) t -= y;");
            source.Append(" if (table.Length > 0) t += table[(int)((uint)k % (uint)table.Length)]; if (t < 0) { r = -t; } else { r = t; } }");
        }

        source.Append(" return r * y; } }");
        var kernel = Assert.Single(KernelDriver.Compile(source.ToString()));
        KernelCheck.EqualsScalar(kernel, 0, [1, 2, 15, 16, 17, 40, 64]);
        var text = Assert.Single(GeneratorHarness.Run(source.ToString(), new KernelGenerator()).Sources).Value;
        Assert.Contains("LargeLaneArm1<S, F, I>(", text, StringComparison.Ordinal);
    }
}
