using Pico.Examples.Reporting;

namespace Pico.Examples.Digits;

/// <summary>
/// The training loop: epochs of shuffled batches under a learning rate that falls along a cosine. After its first step a
/// step allocates nothing here.
/// </summary>
internal sealed class DigitsTrainer
{
    public const int Batch = 64;

    private const int Classes = 10;
    private const int EvaluationBatch = 256;
    private const int ReportsPerEpoch = 20;
    private const int Glance = 1024; // test images for the accuracy shown along the way

    private readonly IDigitsLearner learner;
    private readonly DigitsData data;
    private readonly long seed;
    private readonly double firstLearningRate;
    private readonly TrainingClock clock;
    private readonly float[] x = new float[EvaluationBatch * LabelledImages.Pixels]; // [batch, 784]
    private readonly int[] targets = new int[EvaluationBatch];
    private readonly int[] order;
    private readonly int[] testOrder;

    public DigitsTrainer(IDigitsLearner learner, DigitsData data, long seed, TimeProvider time, double firstLearningRate = 3e-3)
    {
        this.firstLearningRate = firstLearningRate;
        this.learner = learner;
        this.data = data;
        this.seed = seed;
        clock = new TrainingClock(time);
        order = new int[data.Training.Count];
        testOrder = [.. Enumerable.Range(0, data.Test.Count)];
    }

    /// <summary>Trains, reports along the way and measures the accuracy on all test images at the end.</summary>
    /// <exception cref="OperationCanceledException">The user interrupted the run.</exception>
    public DigitsResult Train(int epochs, ITrainingReport<DigitsStatus> report, CancellationToken cancellation)
    {
        var (loss, accuracy) = (0.0, 0.0);
        for (var epoch = 1; epoch <= epochs; epoch++) (loss, accuracy) = TrainEpoch(epoch, epochs, report, cancellation);
        return new DigitsResult(epochs, loss, accuracy, clock.PerSecond((long)epochs * order.Length));
    }

    private (double Loss, double Accuracy) TrainEpoch(int epoch, int epochs, ITrainingReport<DigitsStatus> report, CancellationToken cancellation)
    {
        EpochOrder.Fill(order, seed, epoch);
        var before = (long)(epoch - 1) * order.Length;
        var total = (long)epochs * order.Length;
        var interval = Math.Max(Batch, order.Length / ReportsPerEpoch);
        var (lossSum, nextReport, accuracy) = (0.0, interval, 0.0);
        clock.Start();
        for (var done = 0; done < order.Length;)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(Batch, order.Length - done);
            data.Training.CopyBatch(order.AsSpan(done, count), x, targets);
            var rate = LearningRate((before + done) / (double)total);
            lossSum += count * (double)learner.Learn(x.AsSpan(0, count * LabelledImages.Pixels), targets.AsSpan(0, count), count, rate);
            done += count;
            if (done < nextReport && done < order.Length) continue;

            nextReport += interval;
            clock.Pause();
            accuracy = Accuracy(done == order.Length ? testOrder.Length : Math.Min(Glance, testOrder.Length));
            report.Update(new DigitsStatus(
                epoch, epochs, before + done, total, lossSum / done, accuracy, clock.PerSecond(before + done), clock.Left(before + done, total)));
            clock.Start();
        }

        clock.Pause();
        return (lossSum / order.Length, accuracy);
    }

    private double Accuracy(int images)
    {
        var right = 0;
        for (var done = 0; done < images;)
        {
            var count = Math.Min(EvaluationBatch, images - done);
            data.Test.CopyBatch(testOrder.AsSpan(done, count), x, targets);
            var logits = learner.Logits(x.AsSpan(0, count * LabelledImages.Pixels), count); // [count, 10]
            for (var i = 0; i < count; i++)
            {
                if (LargestOf(logits.Slice(i * Classes, Classes)) == targets[i]) right++;
            }

            done += count;
        }

        return (double)right / images;
    }

    private static int LargestOf(ReadOnlySpan<float> logits)
    {
        var best = 0;
        for (var i = 1; i < logits.Length; i++)
        {
            if (logits[i] > logits[best]) best = i;
        }

        return best;
    }

    // A cosine from the first rate to nearly nothing (Loshchilov and Hutter, "SGDR", 2017, without restarts).
    private float LearningRate(double progress) =>
        (float)(firstLearningRate * (0.01 + (0.99 * 0.5 * (1 + Math.Cos(Math.PI * progress)))));
}
