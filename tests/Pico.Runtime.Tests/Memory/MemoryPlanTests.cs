using Pico.Models;

namespace Pico.Tests.Memory;

public class MemoryPlanTests
{
    static readonly int[] First = [0, 1, 2], Last = [1, 2, 3];

    [Fact]
    public void Sizes_that_come_again_find_their_layout_and_allocate_nothing()
    {
        var plan = new MemoryPlan(First, Last);
        var layouts = new List<(long[] Offsets, long Bytes)>();
        for (var time = 1; time <= 20; time++)
        {
            plan.Resize([64 * time, 128 * time, 64], keepAll: false);
            layouts.Add(([plan.Offset(0), plan.Offset(1), plan.Offset(2)], plan.Bytes));
        }

        var sizes = new long[3];
        var before = GC.GetAllocatedBytesForCurrentThread();
        var same = true;
        for (var time = 1; time <= 20; time++)
        {
            (sizes[0], sizes[1], sizes[2]) = (64 * time, 128 * time, 64);
            plan.Resize(sizes, keepAll: false);
            var (offsets, bytes) = layouts[time - 1];
            same &= plan.Bytes == bytes && plan.Size(1) == 128 * time;
            for (var i = 0; i < 3; i++) same &= plan.Offset(i) == offsets[i];
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(same);
    }

    [Fact]
    public void More_sizes_than_are_kept_are_planned_again()
    {
        var plan = new MemoryPlan(First, Last);
        for (var round = 0; round < 2; round++)
        {
            for (var time = 1; time <= 100; time++)
            {
                plan.Resize([64 * time, 64 * time, 64 * time], keepAll: false);
                Assert.Equal((64 * time, 128 * time), (plan.Size(2), plan.Bytes)); // the third lies where the first was
                Assert.NotEqual(plan.Offset(0), plan.Offset(1));
                Assert.Equal(plan.Offset(0), plan.Offset(2));
            }
        }
    }

    [Fact]
    public void Keeping_all_is_another_layout()
    {
        var plan = new MemoryPlan(First, Last);
        plan.Resize([64, 64, 64], keepAll: false);
        Assert.Equal(128, plan.Bytes);
        plan.Resize([64, 64, 64], keepAll: true);
        Assert.Equal(192, plan.Bytes);
        plan.Resize([64, 64, 64], keepAll: false);
        Assert.Equal(128, plan.Bytes);
    }
}
