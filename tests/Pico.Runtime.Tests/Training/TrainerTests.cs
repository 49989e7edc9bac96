using Pico.Checkpoints;
using Pico.Tests.Checkpoints;
using Pico.Threading;
using Pico.Training;

namespace Pico.Tests.Training;

/// <summary>The loop over a small model with dropout, whose batches follow from their numbers.</summary>
[Collection("SimdWidth")]
public class TrainerTests
{
    const int Batch = 6;

    static TrainerOptions Options(long steps) => new(steps, new CosineSchedule(1e-2, 1e-3, 2, steps)) { ValidationInterval = 7, ValidationBatches = 2, WeightDecay = 0.1 };

    [Fact]
    public void Learning_lowers_the_loss_and_the_curve_tells()
    {
        var run = new Run(Options(200));
        run.Trainer.Run(run);
        Assert.Equal(200, run.Trainer.Step);
        Assert.Equal(200, run.Steps);
        Assert.Equal([.. Enumerable.Range(1, 28).Select(i => i * 7L), 200], run.Trainer.Curve.Select(point => point.Step));
        Assert.Equal(run.Trainer.Curve.Count, run.Saves);
        Assert.InRange(run.Trainer.Curve[0].ValidationLoss, 0.4, 0.9);
        Assert.InRange(run.Trainer.Curve[^1].ValidationLoss, 0, 0.35);
        Assert.Equal((200L, 200L), (run.Trainer.Progress.Step, run.Trainer.Progress.StepsHere));
        Assert.Equal(TimeSpan.Zero, run.Trainer.Progress.Left);
        Assert.Equal(run.Trainer.Curve[^1].ValidationLoss, run.Trainer.Progress.ValidationLoss);
    }

    /// <summary>Stopped after any number of steps and taken up by another process, a run makes the very bytes.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(10)]
    public void A_resumed_run_makes_the_same_bytes(int stopAt)
    {
        using var folder = new TestFolder();
        var whole = new Run(Options(20), accumulation: 2);
        whole.Trainer.Run(whole);
        whole.Trainer.Save(folder.PathOf("whole"), [new("text", "any")]);

        var first = new Run(Options(20), accumulation: 2) { StopAt = stopAt, Path = folder.PathOf("half") };
        Assert.Throws<OperationCanceledException>(() => first.Trainer.Run(first, first.Cancellation));
        var second = new Run(Options(20), accumulation: 2);
        second.Model.Parameters.Values.Fill(7); // what is not read would show
        Assert.Equal("any", second.Trainer.Load(folder.PathOf("half"))["text"]);
        Assert.Equal(stopAt, second.Trainer.Step);
        second.Trainer.Run(second);
        second.Trainer.Save(folder.PathOf("resumed"), [new("text", "any")]);
        Assert.Equal(File.ReadAllBytes(folder.PathOf("whole")), File.ReadAllBytes(folder.PathOf("resumed")));
    }

    [Fact]
    public void Two_threads_make_the_bits_of_one()
    {
        using var pool = new WorkerPool(2);
        var (one, two) = (new Run(Options(20)), new Run(Options(20)));
        two.Model.DefaultWorkspace.Pool = pool;
        one.Trainer.Run(one);
        two.Trainer.Run(two);
        Assert.Equal(one.Model.Parameters.Values.ToArray(), two.Model.Parameters.Values.ToArray());
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var run = new Run(Options(1000), accumulation: 2);
        Assert.Equal(0, Allocations.Least(() => run.Trainer.TrainStep()));
    }

    /// <summary>Without dropout, two batches of three accumulated are one of six.</summary>
    [Fact]
    public void Accumulated_batches_are_one_batch()
    {
        float[] x = new float[Batch * 3];
        var targets = new int[Batch];
        Run.Fill(0, x, targets);
        var (one, two) = (new TwoLayers { Seed = 1 }, new TwoLayers { Seed = 1 });
        var whole = new Trainer(one, Options(1), _ => one.LossAndGradient(x, targets, Batch), _ => 0);
        var halves = new Trainer(
            two, Options(1) with { Accumulation = 2 }, batch => two.LossAndGradient(x.AsSpan((int)batch * 9, 9), targets.AsSpan((int)batch * 3, 3), 3), _ => 0);
        whole.TrainStep();
        halves.TrainStep();
        Assert.Equal(whole.Progress.Loss, halves.Progress.Loss, 1e-6);
        Assert.Equal(whole.Progress.GradientNorm, halves.Progress.GradientNorm, 1e-5);
        for (var i = 0; i < one.Parameters.Length; i++) Assert.Equal(one.Parameters.Values[i], two.Parameters.Values[i], 1e-5f);
    }

    [Fact]
    public void A_run_that_diverges_stops_before_it_spoils_the_weights()
    {
        var model = new TwoLayers();
        var trainer = new Trainer(model, Options(10), batch => batch < 3 ? 1 : float.NaN, _ => 0);
        var observer = new Run(Options(10));
        var error = Assert.Throws<TrainingException>(() => trainer.Run(observer));
        Assert.Equal("training diverged at step 4: the loss is NaN and the norm of the gradients 0; lower the learning rate", error.Message);
        Assert.Equal((3, 0), (trainer.Step, observer.Saves));
        Assert.All(model.Parameters.Values.ToArray(), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void A_checkpoint_of_something_else_is_refused()
    {
        using var folder = new TestFolder();
        var run = new Run(Options(5));
        Checkpoint.Save(folder.PathOf("weights"), run.Model.Parameters);
        Assert.Equal(
            $"{folder.PathOf("weights")} holds no training state; resume from a file that training wrote",
            Assert.Throws<CheckpointException>(() => run.Trainer.Load(folder.PathOf("weights"))).Message);
        run.Trainer.Save(folder.PathOf("state"));
        var other = new TwoLayers { Seed = 5 };
        Assert.Contains("'model.0.weight' [16, 3] where the model has [2, 3], ", Refusal(other, 5), StringComparison.Ordinal);
        Assert.Equal(
            $"{folder.PathOf("state")} was trained with seed 5, not 0; resume it with that seed", Refusal(new TwoLayers(), 0));

        string Refusal(TwoLayers model, ulong seed)
        {
            Assert.Equal(seed, model.Seed);
            return Assert.Throws<CheckpointException>(() => new Trainer(model, Options(5), _ => 0, _ => 0).Load(folder.PathOf("state"))).Message;
        }
    }

    /// <summary>A model that learns whether three numbers add up to more than zero.</summary>
    sealed class Run : ITrainingObserver
    {
        readonly CancellationTokenSource stop = new();

        public Run(TrainerOptions options, int accumulation = 1)
        {
            var (x, targets) = (new float[Batch * 3], new int[Batch]);
            Trainer = new Trainer(
                Model,
                options with { Accumulation = accumulation },
                batch =>
                {
                    Fill((int)batch, x, targets);
                    return Model.LossAndGradient(x, targets, Batch);
                },
                batch =>
                {
                    Fill((int)batch + 1_000_000, x, targets);
                    return Model.Loss(x, targets, Batch);
                });
        }

        public WithDropout Model { get; } = new() { Seed = 5 };

        public Trainer Trainer { get; }

        public int Steps { get; private set; }

        public int Saves { get; private set; }

        public int StopAt { init { if (value == 0) stop.Cancel(); else stopAt = value; } }

        public string? Path { get; init; }

        public CancellationToken Cancellation => stop.Token;

        readonly int stopAt;

        public void Stepped(in TrainingProgress progress)
        {
            Steps++;
            if (progress.Step == stopAt) stop.Cancel();
        }

        public void Validated(in TrainingProgress progress, in LossPoint point) => Assert.Equal(progress.Step, point.Step);

        public void Save(Trainer trainer)
        {
            Saves++;
            if (Path is not null) trainer.Save(Path, [new("text", "any")]);
        }

        public static void Fill(int batch, Span<float> x, Span<int> targets)
        {
            for (var i = 0; i < targets.Length; i++)
            {
                var sum = 0f;
                for (var j = 0; j < 3; j++)
                {
                    x[i * 3 + j] = Philox.Uniform((uint)batch, (uint)(i * 3 + j), 9) - 0.5f;
                    sum += x[i * 3 + j];
                }

                targets[i] = sum > 0 ? 1 : 0;
            }
        }
    }
}
