using System.Runtime.CompilerServices;
using Pico.Memory;

namespace Pico.Runtime.Tests.Memory;

public sealed class AlignedBufferLifetimeTests
{
    [Fact]
    public void A_span_outlives_the_buffer_it_came_from()
    {
        var span = SpanOfAForgottenBuffer(out var buffer);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(buffer.IsAlive);
        Assert.Equal(-1, span.IndexOfAnyExcept(3f));
        span.Clear(); // would be a write to freed memory
        Assert.Equal(0, span[^1]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Span<float> SpanOfAForgottenBuffer(out WeakReference reference)
    {
        var buffer = new AlignedBuffer(1 << 20);
        reference = new WeakReference(buffer);
        var span = buffer.AsSpan(0, 1 << 18);
        span.Fill(3);
        return span;
    }
}
