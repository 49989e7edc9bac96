using Pico.Tests.Goldens;
using Pico.Training;

namespace Pico.Tests.Training;

public class ScheduleTests
{
    [Fact]
    public void Those_that_torch_has_are_torchs()
    {
        var rates = Golden.OptimizerRuns().Schedules;
        Assert.Equal(3, rates.Count);
        Same(rates["one_cycle"], new OneCycleSchedule(0.1, 50));
        Same(rates["one_cycle_early"], new OneCycleSchedule(0.02, 40, 0.1, 10, 100));
        Same(rates["linear"], new LinearSchedule(0.5, 0.05, 40));

        static void Same(double[] expected, Schedule schedule)
        {
            for (var step = 0; step < expected.Length; step++) Assert.Equal(expected[step], schedule.At(step), 1e-12);
        }
    }

    [Fact]
    public void Warmup_leads_to_the_first_rate_of_what_follows()
    {
        Assert.Equal([1.0, 2, 3, 4, 4, 4], Rates(new WarmupSchedule(new ConstantSchedule(4), 3), 6));
        Assert.Equal([2.0, 4, 3, 2, 1, 0, 0], Rates(new WarmupSchedule(new LinearSchedule(4, 0, 4), 1), 7));
    }

    [Fact]
    public void Warmup_stable_decay_has_three_parts()
    {
        Assert.Equal([2.0, 4, 6, 6, 6, 6, 6, 6, 5, 4, 3, 2, 2], Rates(new WarmupStableDecaySchedule(6, 2, 2, 4, 11), 13));
    }

    [Fact]
    public void Short_runs_divide_by_nothing()
    {
        Schedule[] schedules =
        [
            new OneCycleSchedule(1, 2), new OneCycleSchedule(1, 3, 0), new LinearSchedule(1, 0, 0), new WarmupSchedule(new ConstantSchedule(1), 0), new WarmupStableDecaySchedule(1, 0, 0, 0, 0),
        ];
        Assert.All(schedules, schedule => Assert.All(Rates(schedule, 5), rate => Assert.InRange(rate, 0, 1)));
    }

    private static double[] Rates(Schedule schedule, int steps) => [.. Enumerable.Range(0, steps).Select(step => schedule.At(step))];
}
