using Pico.Memory;

namespace Pico.Runtime.Tests.Memory;

public sealed class MemoryPlannerTests
{
    public static TheoryData<int, int> Cases()
    {
        var data = new TheoryData<int, int>();
        foreach (var count in new[] { 0, 1, 2, 5, 20, 128, 129, 400 })
        {
            for (var seed = 0; seed < 20; seed++)
            {
                data.Add(count, seed);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Buffers_alive_together_never_overlap(int count, int seed)
    {
        var random = new Random(count * 1000 + seed);
        var steps = 1 + random.Next(2 * count + 1);
        var sizes = new long[count];
        int[] first = new int[count], last = new int[count];
        for (var i = 0; i < count; i++)
        {
            sizes[i] = random.Next(10) == 0 ? 0 : random.NextInt64(1, 1L << random.Next(1, 34));
            first[i] = random.Next(steps);
            last[i] = Math.Min(steps - 1, first[i] + random.Next(1 + steps / 3));
        }

        var offsets = new long[count];
        var total = MemoryPlanner.Assign(sizes, first, last, offsets);

        for (var i = 0; i < count; i++)
        {
            Assert.True(offsets[i] >= 0 && offsets[i] % 64 == 0 && offsets[i] + sizes[i] <= total);
            for (var j = 0; j < i; j++)
            {
                var together = first[i] <= last[j] && first[j] <= last[i];
                var overlap = offsets[i] < offsets[j] + sizes[j] && offsets[j] < offsets[i] + sizes[i];
                Assert.False(together && overlap && sizes[i] > 0 && sizes[j] > 0, $"buffers {i} and {j} overlap");
            }
        }

        var live = Enumerable.Range(0, steps).Max(step => Enumerable.Range(0, count).Where(i => first[i] <= step && step <= last[i]).Sum(i => sizes[i]));
        Assert.InRange(total, live, sizes.Sum(size => (size + 63) / 64 * 64));
    }

    [Fact]
    public void Buffers_never_alive_together_share_one_place()
    {
        var offsets = new long[3];
        Assert.Equal(1024, MemoryPlanner.Assign([1000, 700, 1000], [0, 1, 2], [0, 1, 2], offsets));
        Assert.Equal([0, 0, 0], offsets);
    }

    [Fact]
    public void A_small_buffer_takes_the_tightest_gap()
    {
        // Buffers 0 to 4 stack up at step 0; 1 (512 bytes) and 3 (320 bytes) end there and leave gaps. The small one
        // that lives at step 1 belongs into the smaller gap.
        var offsets = new long[6];
        var total = MemoryPlanner.Assign([640, 512, 384, 320, 256, 100], [0, 0, 0, 0, 0, 1], [1, 0, 1, 0, 1, 1], offsets);
        Assert.Equal(640 + 512 + 384 + 320 + 256, total);
        Assert.Equal(offsets[3], offsets[5]);
    }

    [Fact]
    public void Totals_beyond_64_bits_are_refused()
    {
        Assert.Throws<OverflowException>(() => MemoryPlanner.Assign([long.MaxValue], [0], [0], new long[1]));
        Assert.Throws<OverflowException>(() => MemoryPlanner.Assign([long.MaxValue - 127, 256], [0, 0], [0, 0], new long[2]));
    }

    [Fact]
    public void Bad_plans_are_refused()
    {
        Assert.Throws<ArgumentException>(() => MemoryPlanner.Assign([1, 2], [0], [0, 0], new long[2]));
        Assert.Throws<ArgumentException>(() => MemoryPlanner.Assign([1], [1], [0], new long[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => MemoryPlanner.Assign([-1], [0], [0], new long[1]));
    }

    [Fact]
    public void Planning_allocates_nothing()
    {
        long[] sizes = [1000, 700, 1000], offsets = new long[3];
        int[] first = [0, 1, 2], last = [1, 2, 2];
        Assert.Equal(0, Allocations.Least(() => MemoryPlanner.Assign(sizes, first, last, offsets)));
    }
}
