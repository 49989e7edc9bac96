using Pico.Examples.Digits;
using Pico.Threading;
using Pico.Training;

namespace Pico.Examples.Optimizer;

/// <summary>
/// Steps to a loss on the digits' network, with four learning rates around each optimizer's usual one. All see the same batches; the loss is that of images set aside, measured
/// every few steps. L-BFGS, which cannot learn from batches that take turns, sees one large one.
/// </summary>
internal sealed class DigitsRace
{
    private const int Batch = 64, WholeSet = 2048, Measured = 1024, Interval = 5;

    private static readonly double[] Factors = [1.0 / 3, 1, 3, 10];

    private readonly LabelledImages images;
    private readonly int seed;
    private readonly double target;
    private readonly int mostSteps;
    private readonly WorkerPool pool;
    private readonly float[] measured = new float[Measured * LabelledImages.Pixels], x = new float[WholeSet * LabelledImages.Pixels];
    private readonly int[] measuredTargets = new int[Measured], targets = new int[WholeSet];
    private readonly int[] order;

    /// <param name="data">The images; training takes those for training, measuring those for tests.</param>
    /// <param name="seed">What initial weights and the order of images follow from.</param>
    /// <param name="target">The loss to reach.</param>
    /// <param name="mostSteps">Where a run gives up.</param>
    /// <param name="pool">The threads that work.</param>
    public DigitsRace(DigitsData data, int seed, double target, int mostSteps, WorkerPool pool)
    {
        (images, this.seed, this.target, this.mostSteps, this.pool) = (data.Training, seed, target, mostSteps, pool);
        data.Test.CopyBatch(Enumerable.Range(0, Measured).ToArray(), measured, measuredTargets);
        order = new int[images.Count];
    }

    public IEnumerable<DigitsRaceRow> Run(CancellationToken cancellation)
    {
        foreach (var choice in OptimizerChoices.All)
        {
            // Where a search finds the length of a step, there is no rate to choose.
            double[] rates = choice.WantsWholeSet ? [choice.LearningRate] : [.. Factors.Select(factor => choice.LearningRate * factor)];
            yield return rates.Select(rate => Learn(choice, rate, cancellation)).MinBy(row => (row.Steps ?? int.MaxValue, row.Loss))!;
        }
    }

    private DigitsRaceRow Learn(OptimizerChoice choice, double rate, CancellationToken cancellation)
    {
        var model = new DigitsModel { Seed = (ulong)seed };
        model.DefaultWorkspace.Pool = pool;
        var optimizer = choice.Create(model.Parameters, rate, 0);
        EpochOrder.Fill(order, seed, epoch: 1);
        var batch = choice.WantsWholeSet ? WholeSet : Batch;
        var loss = double.PositiveInfinity;
        int? arrived = null;
        for (var step = 1; step <= mostSteps && arrived is null && !double.IsNaN(loss); step++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (step == 1 || !choice.WantsWholeSet) images.CopyBatch(order.AsSpan((step - 1) * batch % (order.Length - batch + 1), batch), x, targets);
            try
            {
                optimizer.Step(model.Parameters, model.Gradients, Evaluate, pool);
            }
            catch (TrainingException)
            {
                loss = double.NaN; // diverged: one of the rates was too large
                continue;
            }

            if (step % Interval != 0 && step != mostSteps) continue;
            loss = model.Loss(measured, measuredTargets, Measured);
            if (loss <= target) arrived = step;
        }

        return new DigitsRaceRow(choice.Name, rate, arrived, double.IsNaN(loss) ? double.PositiveInfinity : loss, (double)optimizer.StateBytes / model.Parameters.Length);

        double Evaluate()
        {
            model.ClearGradients();
            return model.LossAndGradient(x.AsSpan(0, batch * LabelledImages.Pixels), targets.AsSpan(0, batch), batch);
        }
    }
}
