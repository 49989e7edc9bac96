using Pico.Simd;

namespace Pico.Runtime.Tests.Simd;

public unsafe class PinnedSpanTests
{
    [Fact]
    public void Elements_are_read_and_written_in_place()
    {
        var memory = stackalloc int[] { 5, 6, 7 };
        var span = new PinnedSpan<int>(memory, 3);
        span[1] += 10;
        Assert.Equal(16, memory[1]);
        Assert.Equal(7, span[2]);
        Assert.Equal(3, span.Length);
        Assert.True(memory == span.Pointer);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void An_index_outside_is_named_with_the_length(int index)
    {
        var memory = stackalloc double[3];
        var span = new PinnedSpan<double>(memory, 3);
        var error = Assert.Throws<IndexOutOfRangeException>(() => span[index]);
        Assert.Equal($"Index {index} lies outside a span of 3 elements: use 0 to its length - 1.", error.Message);
    }
}
