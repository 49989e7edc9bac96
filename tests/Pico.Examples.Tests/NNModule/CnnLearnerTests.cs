using Pico.Examples.Digits;
using Pico.Examples.NNModule;
using Pico.Threading;
using Pico.Training;

namespace Pico.Examples.Tests.NNModule;

[Collection(nameof(AloneCollection))]
public class CnnLearnerTests
{
    private const int Batch = 32;

    private readonly float[] x = new float[Batch * LabelledImages.Pixels];
    private readonly int[] targets = new int[Batch];

    public CnnLearnerTests() => DrawnDigits.Draw(1, 0, Batch).CopyBatch([.. Enumerable.Range(0, Batch)], x, targets);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_step_allocates_nothing_after_the_first(int threads)
    {
        using var pool = new WorkerPool(threads);
        var model = new MnistCnn { Seed = 1 };
        model.DefaultWorkspace.Pool = pool;
        var learner = CnnNetwork.Learner(model, new AdamW(model.Parameters));
        learner.Learn(x, targets, Batch, 1e-3f);
        Assert.Equal(0, Allocations.Least(() =>
        {
            for (var step = 0; step < 5; step++) learner.Learn(x, targets, Batch, 1e-3f);
        }));
    }

    [Fact]
    public void One_batch_is_learned_by_heart_whatever_the_number_of_threads()
    {
        float Loss(int threads)
        {
            using var pool = new WorkerPool(threads);
            var model = new MnistCnn { Seed = 1 };
            model.DefaultWorkspace.Pool = pool;
            var learner = CnnNetwork.Learner(model, new AdamW(model.Parameters));
            var loss = float.PositiveInfinity;
            for (var step = 0; step < 60; step++) loss = learner.Learn(x, targets, Batch, 3e-3f);
            return loss;
        }

        var one = Loss(1);
        Assert.InRange(one, 0, 0.05f);
        Assert.Equal(one, Loss(2));
    }
}
