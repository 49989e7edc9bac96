using Pico.Examples.Digits;
using Pico.Examples.Reporting;
using Pico.Examples.Tests.Reporting;

namespace Pico.Examples.Tests.Digits;

public class DigitsTrainerTests
{
    private static readonly DigitsData Small = new("small", DrawnDigits.Draw(1, 0, 1000), DrawnDigits.Draw(1, 1000, 500));

    [Fact]
    public void A_learner_learns_and_the_report_says_so()
    {
        var report = new Recorder();
        var learner = new SoftmaxRegression(rateFactor: 50);
        var result = new DigitsTrainer(learner, Small, seed: 1, new ManualClock()).Train(3, report, default);

        Assert.Equal(3, result.Epochs);
        Assert.InRange(result.TestAccuracy, 0.7, 1);
        var ends = report.Statuses.Where(status => status.IsMilestone).ToList();
        Assert.Equal([1, 2, 3], ends.Select(status => status.Epoch));
        Assert.True(ends[2].Loss < ends[0].Loss);
        Assert.Equal((ends[2].Loss, ends[2].Accuracy), (result.TrainLoss, result.TestAccuracy));
        Assert.Equal(3000, report.Statuses[^1].Samples);
        Assert.Equal(report.Statuses.OrderBy(status => status.Samples).Distinct(), report.Statuses);
    }

    /// <summary>1,000 images are 15 batches of 64 and one of 40: none is left out, none counts twice.</summary>
    [Fact]
    public void Every_image_is_seen_once_an_epoch()
    {
        var learner = new SoftmaxRegression(0);
        new DigitsTrainer(learner, Small, 1, new ManualClock()).Train(2, new Recorder(), default);
        Assert.Equal(Enumerable.Repeat(64, 15).Append(40), learner.Batches.Take(16));
        Assert.Equal(32, learner.Batches.Count);
    }

    [Fact]
    public void The_learning_rate_falls_along_a_cosine()
    {
        var learner = new SoftmaxRegression(0);
        new DigitsTrainer(learner, Small, 1, new ManualClock()).Train(2, new Recorder(), default);
        Assert.Equal(3e-3, learner.Rates[0], 1e-9);
        Assert.Equal(3e-3 * 0.505, learner.Rates[16], 1e-9); // half way: the first batch of the second epoch
        Assert.Equal(learner.Rates.OrderDescending(), learner.Rates);
    }

    [Fact]
    public void An_untrained_learner_loses_the_logarithm_of_ten()
    {
        var result = new DigitsTrainer(new SoftmaxRegression(0), Small, 1, new ManualClock()).Train(1, new Recorder(), default);
        Assert.Equal(Math.Log(10), result.TrainLoss, 1e-5);
        Assert.Equal(0.1, result.TestAccuracy, 1e-9); // it always says 0, and one in ten is
    }

    [Fact]
    public void The_same_seed_gives_the_same_run()
    {
        DigitsResult Run(long seed) => new DigitsTrainer(new SoftmaxRegression(20), Small, seed, new ManualClock()).Train(1, new Recorder(), default);
        Assert.Equal(Run(1), Run(1));
        Assert.NotEqual(Run(1).TrainLoss, Run(2).TrainLoss);
    }

    [Fact]
    public void An_interrupted_run_stops_at_once()
    {
        var learner = new SoftmaxRegression(1);
        Assert.Throws<OperationCanceledException>(() =>
            new DigitsTrainer(learner, Small, 1, new ManualClock()).Train(1, new Recorder(), new CancellationToken(canceled: true)));
        Assert.Empty(learner.Batches);
    }

    [Fact]
    public void The_last_line_is_the_same_in_every_culture() =>
        Assert.Equal(
            "final: epochs=5 train_loss=0.0123 test_accuracy=0.9790 samples_per_s=51235",
            new DigitsResult(5, 0.01234, 0.979, 51234.6).ToString());

    private sealed class Recorder : ITrainingReport<DigitsStatus>
    {
        public List<DigitsStatus> Statuses { get; } = [];

        public void Update(in DigitsStatus status) => Statuses.Add(status);
    }
}
