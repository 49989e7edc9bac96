using static Pico.Functional;

namespace Pico.Tests.Tensors;

public class EagerContextTests
{
    [Fact]
    public void Runs_nest_and_end_and_belong_to_their_thread()
    {
        Assert.Null(EagerContext.Current);
        using (var outer = EagerContext.Begin(training: true, seed: 3, step: 4))
        {
            Assert.Same(outer, EagerContext.Current);
            using (var inner = EagerContext.Begin())
            {
                Assert.Same(inner, EagerContext.Current);
            }

            Assert.Same(outer, EagerContext.Current);
            Assert.Equal((true, 3UL, 4L), (outer.Training, outer.Seed, outer.Step));
            EagerContext? elsewhere = outer;
            var thread = new Thread(() => elsewhere = EagerContext.Current);
            thread.Start();
            thread.Join();
            Assert.Null(elsewhere);
        }

        Assert.Null(EagerContext.Current);
    }

    [Fact]
    public void Operations_are_numbered_and_recorded_on_request()
    {
        var x = Tensor.From([1f, 2f], 2).RequiresGradient();
        using var run = EagerContext.Begin(record: true);
        var loss = (x * 2 + 1).Sum();
        loss.Backward();
        Assert.Equal(3, run.OperationCount); // the backward pass does not count
        Assert.Equal(
            [(0, PrimitiveKind.Multiply), (1, PrimitiveKind.Add), (2, PrimitiveKind.Sum)],
            run.Recorded.Select(operation => (operation.Number, operation.Kind)));
        Assert.Equal([3f, 5f], run.Recorded[1].Result.ToFloats());

        using var quiet = EagerContext.Begin();
        _ = x + x;
        Assert.Equal(1, quiet.OperationCount);
        Assert.Empty(quiet.Recorded);
    }

    [Fact]
    public void Dropout_does_nothing_in_evaluation()
    {
        var x = Tensor.From([1f, 2f], 2);
        Assert.Equal([1f, 2f], Dropout(x, 0.9f).ToFloats());
        using var run = EagerContext.Begin(training: false);
        Assert.Equal([1f, 2f], Dropout(x, 0.9f).ToFloats());
    }

    [Fact]
    public void Dropout_follows_the_mask_forward_and_backward()
    {
        var x = Tensor.Full(2f, 7, 17).RequiresGradient();
        using var run = EagerContext.Begin(training: true, seed: 5, step: 9);
        _ = Dropout(x, 0.5f);
        var second = Dropout(x, 0.25f);
        second.Backward(Tensor.Full(3f, 7, 17));
        var key = DropoutMask.Key(5, 9, ordinal: 1);
        var factors = Enumerable.Range(0, x.Size).Select(i => DropoutMask.Keep(key, i, 0.25f) ? 1 / 0.75f : 0).ToArray();
        Assert.Equal(factors.Select(factor => 2 * factor), second.ToFloats());
        Assert.Equal(factors.Select(factor => 3 * factor), x.Gradient!.ToFloats());
    }

    [Fact]
    public void Masks_keep_their_share_and_differ_between_calls()
    {
        uint[] keys = [DropoutMask.Key(1, 0, 0), DropoutMask.Key(1, 0, 1), DropoutMask.Key(1, 1, 0), DropoutMask.Key(2, 0, 0)];
        Assert.Equal(4, keys.Distinct().Count());
        const int count = 100_000;
        foreach (var p in new[] { 0f, 0.1f, 0.5f, 0.9f })
        {
            var kept = Enumerable.Range(0, count).Count(i => DropoutMask.Keep(keys[0], i, p));
            Assert.Equal(1 - p, kept / (double)count, p == 0 ? 0 : 4 * Math.Sqrt(p * (1 - p) / count));
        }

        var agreements = Enumerable.Range(0, count).Count(i => DropoutMask.Keep(keys[0], i, 0.5f) == DropoutMask.Keep(keys[1], i, 0.5f));
        Assert.Equal(0.5, agreements / (double)count, 4 * 0.5 / Math.Sqrt(count));
        Assert.NotEqual(
            Enumerable.Range(0, 64).Select(i => DropoutMask.Keep(keys[0], i, 0.5f)),
            Enumerable.Range(0, 64).Select(i => DropoutMask.Keep(keys[0], i + (1L << 32), 0.5f)));
    }
}
