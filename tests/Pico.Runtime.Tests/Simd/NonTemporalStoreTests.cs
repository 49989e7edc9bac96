using Pico.Memory;
using Pico.Simd;

namespace Pico.Runtime.Tests.Simd;

/// <summary>When results pass by the cache, and where elements of a row wait meanwhile.</summary>
[Collection("SimdWidth")]
public sealed unsafe class NonTemporalStoreTests
{
    [Fact]
    public void It_pays_above_the_size_of_the_last_cache()
    {
        Assert.True(LastLevelCache.Bytes >= 8 << 20);
        var fits = (nint)(LastLevelCache.Bytes / sizeof(float));
        Assert.False(NonTemporalStore.Pays(fits, 4096));
        Assert.True(NonTemporalStore.Pays(fits + 16, 4096));
        Assert.False(NonTemporalStore.Pays(fits / 64, 64, 4096));
        Assert.True(NonTemporalStore.Pays((fits / 64) + 1, 64, 4096));
    }

    [Theory]
    [InlineData(64, 0, true)]
    [InlineData(64, 4096 | 8192, true)]
    [InlineData(64, 4096 | 4100, false)] // one of two arrays begins within a cache line
    [InlineData(64, 32, false)]
    [InlineData(16, 64, true)]
    [InlineData(24, 64, false)] // every second row does
    [InlineData(65, 64, false)]
    public void Rows_must_begin_at_cache_lines(int columns, int addresses, bool expected)
    {
        using (NonTemporalStore.Above(0))
        {
            Assert.Equal(expected, NonTemporalStore.Pays(1000, columns, addresses));
        }

        using (NonTemporalStore.Above(4L * 1000 * columns))
        {
            Assert.False(NonTemporalStore.Pays(1000, columns, addresses));
        }
    }

    [Fact]
    public void A_thread_has_one_row_that_grows()
    {
        Assert.Equal(4096, (nint)CachedStore.Waiting((float*)4096, 10));
        var row = NonTemporalStore.Waiting(null, 48);
        Assert.Equal(0, (nint)row % 64);
        Assert.Equal((nint)row, (nint)NonTemporalStore.Waiting(null, 16));
        var longer = NonTemporalStore.Waiting(null, 100_000);
        longer[99_999] = 1f;
        var other = (nint)longer;
        var thread = new Thread(() => other = (nint)NonTemporalStore.Waiting(null, 100_000));
        thread.Start();
        thread.Join();
        Assert.NotEqual((nint)longer, other);
    }
}
