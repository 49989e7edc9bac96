using Pico.Training;

namespace Pico.Tests.Training;

public class CosineScheduleTests
{
    /// <summary>get_lr of nanoGPT's train.py, with its constants for the CPU recipe.</summary>
    static double NanoGpt(long it)
    {
        const double learning_rate = 1e-3, min_lr = 1e-4;
        const long warmup_iters = 100, lr_decay_iters = 2000;
        if (it < warmup_iters) return learning_rate * (it + 1) / (warmup_iters + 1);
        if (it > lr_decay_iters) return min_lr;
        var decay_ratio = (double)(it - warmup_iters) / (lr_decay_iters - warmup_iters);
        var coeff = 0.5 * (1.0 + Math.Cos(Math.PI * decay_ratio));
        return min_lr + coeff * (learning_rate - min_lr);
    }

    [Fact]
    public void It_is_nanoGPTs()
    {
        var schedule = new CosineSchedule(1e-3, 1e-4, 100, 2000);
        for (var step = 0; step < 2100; step++) Assert.Equal(NanoGpt(step), schedule.At(step), 1e-15);
        Assert.Equal(1e-3, schedule.At(100), 1e-15);
        Assert.Equal(5.5e-4, schedule.At(1050), 1e-15);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 5)]
    [InlineData(10, 5)]
    public void Short_runs_divide_by_nothing(long warmup, long steps)
    {
        var schedule = new CosineSchedule(1, 0.1, warmup, steps);
        for (var step = 0; step < 12; step++) Assert.InRange(schedule.At(step), 0.05, 1);
    }
}
