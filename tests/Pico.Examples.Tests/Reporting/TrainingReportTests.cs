using Pico.Examples.Digits;
using Pico.Examples.Reporting;

namespace Pico.Examples.Tests.Reporting;

public class TrainingReportTests
{
    private readonly ManualClock clock = new();

    [Fact]
    public void Plain_lines_come_every_two_seconds_and_at_the_end_of_an_epoch()
    {
        var output = new StringWriter { NewLine = "\n" };
        var report = new PlainTrainingReport<DigitsStatus>(output, clock);
        report.Update(Status(100));
        clock.Advance(2.5);
        report.Update(Status(200));
        clock.Advance(0.1);
        report.Update(Status(300));
        report.Update(Status(500));
        Assert.Equal(
            """
            epoch 1/2 samples=200/1000 loss=0.5000 accuracy=0.9125 samples_per_s=12346 left=1:01
            epoch 1/2 samples=500/1000 loss=0.5000 accuracy=0.9125 samples_per_s=12346 left=1:01

            """.ReplaceLineEndings("\n"),
            output.ToString());
    }

    [Fact]
    public void The_clock_stands_still_while_the_run_evaluates()
    {
        var training = new TrainingClock(clock);
        Assert.Equal(0, training.PerSecond(0));
        training.Start();
        clock.Advance(2);
        training.Pause();
        clock.Advance(100);
        training.Start();
        clock.Advance(2);
        Assert.Equal(25, training.PerSecond(100));
        Assert.Equal(TimeSpan.FromSeconds(12), training.Left(100, 400));
    }

    [Theory]
    [InlineData(0, "0:00")]
    [InlineData(6.2, "0:07")]
    [InlineData(59.5, "1:00")]
    [InlineData(754, "12:34")]
    [InlineData(3723, "1:02:03")]
    public void Durations_are_short(double seconds, string expected) =>
        Assert.Equal(expected, Duration.Format(TimeSpan.FromSeconds(seconds)));

    private static DigitsStatus Status(long samples) => new(1, 2, samples, 1000, 0.5, 0.9125, 12345.6, TimeSpan.FromSeconds(60.1));
}
