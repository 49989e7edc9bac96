using Pico.Generators.Ir;

namespace Pico.Generators.Tests.Caching;

/// <summary>Values that are computed beside one another are computed once, by whoever comes first, and what fails fails for who asks.</summary>
public class PendingTests
{
    [Fact]
    public void A_value_is_computed_once_whoever_helps()
    {
        for (var round = 0; round < 200; round++)
        {
            var count = 0;
            var pending = Enumerable.Range(0, 8).Select(i => Pending<int>.Start(() => i + (100 * Interlocked.Increment(ref count)))).ToList();
            Parallel.ForEach(pending, one => one.Help());
            var values = pending.Select(one => one.Value).ToList();
            Assert.Equal(8, count);
            Assert.Equal(Enumerable.Range(0, 8), values.Select(value => value % 100));
            Assert.Equal(values, pending.Select(one => one.Value));
        }
    }

    [Fact]
    public void Who_helps_does_not_wait_for_what_another_computes()
    {
        using var mayEnd = new ManualResetEventSlim();
        using var hasBegun = new ManualResetEventSlim();
        var slow = Pending<int>.Start(() =>
        {
            hasBegun.Set();
            mayEnd.Wait();
            return 1;
        });
        hasBegun.Wait();
        slow.Help();
        mayEnd.Set();
        Assert.Equal(1, slow.Value);
    }

    [Fact]
    public void What_fails_fails_where_the_value_is_asked_for()
    {
        var pending = Pending<int>.Start(() => throw new InvalidOperationException("so"));
        pending.Help();
        Assert.Equal("so", Assert.Throws<InvalidOperationException>(() => pending.Value).Message);
    }
}
