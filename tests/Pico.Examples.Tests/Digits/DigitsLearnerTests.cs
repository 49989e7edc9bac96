using Pico.Examples.Digits;
using Pico.Threading;

namespace Pico.Examples.Tests.Digits;

[Collection(nameof(AloneCollection))]
public class DigitsLearnerTests
{
    private const int Batch = 64;

    private readonly float[] x = new float[Batch * LabelledImages.Pixels];
    private readonly int[] targets = new int[Batch];

    public DigitsLearnerTests() => DrawnDigits.Draw(1, 0, Batch).CopyBatch([.. Enumerable.Range(0, Batch)], x, targets);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_step_allocates_nothing_after_the_first(int threads)
    {
        using var pool = new WorkerPool(threads);
        var model = new DigitsModel { Seed = 1 };
        model.DefaultWorkspace.Pool = pool;
        var learner = new DigitsLearner(model);
        learner.Learn(x, targets, Batch, 1e-3f);
        var activations = model.DefaultWorkspace.ActivationBytes;
        Assert.Equal(0, Allocations.Least(() =>
        {
            for (var step = 0; step < 10; step++) learner.Learn(x, targets, Batch, 1e-3f);
        }));
        Assert.Equal(activations, model.DefaultWorkspace.ActivationBytes);
    }

    [Fact]
    public void One_batch_is_learned_by_heart()
    {
        var learner = new DigitsLearner(new DigitsModel { Seed = 1 });
        var loss = float.PositiveInfinity;
        for (var step = 0; step < 200; step++) loss = learner.Learn(x, targets, Batch, 1e-3f);
        Assert.InRange(loss, 0, 0.01f);
    }
}
