using Pico.Memory;

namespace Pico.Runtime.Tests.Memory;

public sealed unsafe class AlignedBufferTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(100_004)]
    public void Memory_is_aligned_and_zeroed(long bytes)
    {
        // Dirty memory of the same size first, so that zeroes are not luck.
        using (var dirty = new AlignedBuffer(bytes))
        {
            new Span<byte>(dirty.Pointer, (int)bytes).Fill(0xAB);
        }

        using var buffer = new AlignedBuffer(bytes);
        Assert.Equal(0u, (nuint)buffer.Pointer % 64);
        Assert.Equal(bytes, buffer.Length);
        Assert.Equal(-1, new Span<byte>(buffer.Pointer, (int)bytes).IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void Allocations_count_buffers_and_bytes()
    {
        var before = AlignedBuffer.Allocations;
        using var buffer = new AlignedBuffer(12_345);
        var after = AlignedBuffer.Allocations;
        Assert.True(after.Count >= before.Count + 1);
        Assert.True(after.Bytes >= before.Bytes + 12_345);
    }

    [Fact]
    public void A_span_lies_where_it_was_asked_for()
    {
        using var buffer = new AlignedBuffer(64);
        buffer.Floats[3] = 5f;
        Assert.Equal([0f, 5f, 0f], buffer.AsSpan(8, 3).ToArray());
        Assert.Equal(0, buffer.AsSpan(64, 0).Length);
    }

    [Theory]
    [InlineData(-4, 1)]
    [InlineData(0, -1)]
    [InlineData(0, 17)]
    [InlineData(64, 1)]
    [InlineData(2, 1)]
    [InlineData(long.MaxValue - 3, int.MaxValue)]
    public void A_span_outside_the_buffer_is_refused(long offset, int count)
    {
        using var buffer = new AlignedBuffer(64);
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.AsSpan(offset, count).Length);
    }

    [Fact]
    public void A_negative_size_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new AlignedBuffer(-1));

    [Fact]
    public void A_disposed_buffer_has_no_pointer()
    {
        var buffer = new AlignedBuffer(64);
        buffer.Dispose();
        buffer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => (nint)buffer.Pointer);
        Assert.Throws<ObjectDisposedException>(() => buffer.AsSpan(0, 1).Length);
    }
}
