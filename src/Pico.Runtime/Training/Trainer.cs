using Pico.Checkpoints;
using Pico.Models;

namespace Pico.Training;

/// <summary>The loss of one batch, chosen by its number alone, so that a run can go on where another stopped.</summary>
/// <param name="batch">The number of the batch, from 0.</param>
public delegate float BatchLoss(long batch);

/// <summary>
/// The training loop: batches, gradient accumulation, clipping, an optimizer under a schedule, validation and checkpoints, for
/// any compiled model. A step allocates nothing; weights, optimizer, position in the data and the number of the step that keys
/// dropout go into a checkpoint, and a run resumed from it makes the same bits as one that never stopped.
/// </summary>
public sealed class Trainer
{
    private readonly IModel model;
    private readonly TrainerOptions options;
    private readonly BatchLoss learn;
    private readonly BatchLoss validate;
    private readonly TimeProvider time;
    private readonly GradientNorm norm;
    private readonly List<LossPoint> curve = [];
    private double lossSum;
    private long lossCount;
    private long stepsHere;
    private TimeSpan elapsed;

    /// <summary>Prepares a run that begins at step 0.</summary>
    /// <param name="model">The model; its default workspace is the one that is trained.</param>
    /// <param name="options">How to train it.</param>
    /// <param name="learn">
    /// The loss of a training batch; adds its gradients to the model's. Receives 0, 1, 2 and so on, each number once.
    /// </param>
    /// <param name="validate">The loss of a validation batch, without gradients. Receives 0 to ValidationBatches - 1.</param>
    /// <param name="time">The clock for speeds; the system's if none is given.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public Trainer(IModel model, TrainerOptions options, BatchLoss learn, BatchLoss validate, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Steps);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Accumulation, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ValidationInterval, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ValidationBatches, 1);
        (this.model, this.options, this.learn, this.validate, this.time) = (model, options, learn, validate, time ?? TimeProvider.System);
        Optimizer = options.Optimizer is { } make
            ? make(model.Parameters)
            : new AdamW(model.Parameters, options.Schedule.At(0), options.Beta1, options.Beta2, weightDecay: options.WeightDecay);
        Optimizer.ChecksGradients = false; // their norm tells
        norm = new GradientNorm(model.Parameters.Length);
    }

    /// <summary>The optimizer; its state is part of a checkpoint.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The steps made.</summary>
    public long Step => Optimizer.StepCount;

    /// <summary>The loss curve, one point a validation.</summary>
    public IReadOnlyList<LossPoint> Curve => curve;

    /// <summary>Where the run stands.</summary>
    public TrainingProgress Progress { get; private set; }

    /// <summary>Trains until the last step, or until it is cancelled; then saves and says so.</summary>
    /// <param name="observer">Follows the run.</param>
    /// <param name="cancellation">Stops it between two steps.</param>
    /// <exception cref="OperationCanceledException">It was cancelled; the observer has saved.</exception>
    /// <exception cref="TrainingException">A loss or gradient is not finite; the weights are those before that step.</exception>
    public void Run(ITrainingObserver observer, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(observer);
        while (Step < options.Steps)
        {
            if (cancellation.IsCancellationRequested)
            {
                observer.Save(this);
                cancellation.ThrowIfCancellationRequested();
            }

            TrainStep();
            observer.Stepped(Progress);
            if (Step % options.ValidationInterval != 0 && Step != options.Steps) continue;
            var point = Validate();
            observer.Validated(Progress, point);
            observer.Save(this);
        }
    }

    /// <summary>Makes one step.</summary>
    /// <exception cref="TrainingException">A loss or gradient is not finite; the weights are those before.</exception>
    public void TrainStep()
    {
        var started = time.GetTimestamp();
        model.ClearGradients();
        var (loss, rate) = (0.0, options.Schedule.At(Step));
        for (var i = 0; i < options.Accumulation; i++) loss += learn((Step * options.Accumulation) + i);
        loss /= options.Accumulation;

        // The sum of the batches' gradients becomes their mean, and is clipped, on its way into the optimizer.
        var mean = 1.0 / options.Accumulation;
        var size = norm.Of(model.Gradients, model.DefaultWorkspace.Pool) * mean;
        if (!double.IsFinite(loss) || !double.IsFinite(size))
        {
            throw new TrainingException($"training diverged at step {Step + 1}: the loss is {loss} and the norm of the gradients {size}; lower the learning rate");
        }

        Optimizer.LearningRate = rate;
        Optimizer.Step(model.Parameters, model.Gradients, mean * GradientNorm.ClipScale(size, options.ClipNorm), model.DefaultWorkspace.Pool);
        (lossSum, lossCount) = (lossSum + loss, lossCount + 1);
        (stepsHere, elapsed) = (stepsHere + 1, elapsed + time.GetElapsedTime(started));
        Progress = new TrainingProgress(Step, options.Steps, loss, size, rate, curve.Count > 0 ? curve[^1].ValidationLoss : double.NaN, stepsHere, elapsed);
    }

    /// <summary>Measures the validation loss and adds a point to the curve.</summary>
    public LossPoint Validate()
    {
        var sum = 0.0;
        for (var i = 0; i < options.ValidationBatches; i++) sum += validate(i);
        var point = new LossPoint(Step, lossCount > 0 ? lossSum / lossCount : double.NaN, sum / options.ValidationBatches);
        (lossSum, lossCount) = (0, 0);
        curve.Add(point);
        Progress = Progress with { ValidationLoss = point.ValidationLoss };
        return point;
    }

    /// <summary>Writes all that <see cref="Load"/> needs to go on, into one file, atomically.</summary>
    /// <param name="path">The file.</param>
    /// <param name="metadata">Text to store along.</param>
    /// <exception cref="IOException">It cannot be written; what was there before is still there.</exception>
    public void Save(string path, IEnumerable<KeyValuePair<string, string>>? metadata = null) =>
        TrainingState.Save(path, model, Optimizer, new TrainingState(model.Seed, Step, model.DefaultWorkspace.Step, lossSum, lossCount, curve), metadata ?? []);

    /// <summary>Takes up a run where <see cref="Save"/> left it; the model must not have been used before, or have the same seed.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The text that was stored along, by key.</returns>
    /// <exception cref="CheckpointException">The file is broken, or is not one of this model's.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public IReadOnlyDictionary<string, string> Load(string path)
    {
        var (state, metadata) = TrainingState.Load(path, model, Optimizer);
        Optimizer.StepCount = state.Step;
        model.DefaultWorkspace.Step = state.WorkspaceStep;
        (lossSum, lossCount) = (state.LossSum, state.LossCount);
        curve.Clear();
        curve.AddRange(state.Curve);
        Progress = new TrainingProgress(
            Step, options.Steps, curve.Count > 0 ? curve[^1].TrainLoss : double.NaN, double.NaN, options.Schedule.At(Step), curve.Count > 0 ? curve[^1].ValidationLoss : double.NaN, 0, TimeSpan.Zero);
        return metadata;
    }
}
