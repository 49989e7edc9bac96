using Pico.Kernels;
using Pico.Memory;

namespace Pico.Runtime.Tests.Kernels;

/// <summary>What micro-kernels ask for ahead is what they read later; nothing else would show a wrong place but the clock.</summary>
public sealed unsafe class GemmPanelsTests : IDisposable
{
    private const int Lines = 40;
    private const int Depth = 24;
    private readonly AlignedBuffer memory = new(sizeof(float) * 64 * 64);

    public void Dispose() => memory.Dispose();

    [Fact]
    public void Rows_that_lie_across_are_asked_for_by_the_line_of_their_last_element()
    {
        var panels = GemmPanels.OfRows(new GemmOperand(memory.Floats, Lines, transposed: true), inPlace: true, null, Depth);
        panels.MoveTo(0, Lines, 0, Depth);
        Assert.True(panels.LiesAcross);
        var asked = panels.Ahead(1, GemmBlocking.PanelRows - 1, isLast: true, out var askedStep);
        var read = panels.At(1, out _, out var step);
        Assert.Equal((nint)(read + 11), (nint)asked);
        Assert.Equal(step, askedStep);

        // The last panel has four rows.
        asked = panels.Ahead(3, GemmBlocking.PanelRows - 1, isLast: true, out _);
        Assert.Equal((nint)(panels.At(3, out _, out _) + 3), (nint)asked);
    }

    [Fact]
    public void Columns_after_the_last_are_those_of_the_next_block_of_k()
    {
        var panels = GemmPanels.OfColumns(new GemmOperand(memory.Floats, 64, transposed: false), inPlace: true, null, Depth);
        panels.MoveTo(0, 64, 0, Depth);
        Assert.Equal(2, panels.Count);
        Assert.True(panels.Ahead(2, 16, isLast: true, out _) is null);
        var asked = panels.Ahead(2, 16, isLast: false, out var askedStep);
        panels.MoveTo(0, 64, Depth, Depth);
        var read = panels.At(0, out _, out var step);
        Assert.Equal((nint)(read + 16), (nint)asked);
        Assert.Equal(step, askedStep);
    }

    [Theory]
    [InlineData(Depth, true)]          // one after the other
    [InlineData(Depth + 8, true)]      // with a gap that costs little
    [InlineData((2 * Depth) + 1, false)] // most of what would be asked for is something else
    public void Rows_are_asked_for_from_their_beginning_if_they_follow_each_other(int stride, bool follow)
    {
        var panels = GemmPanels.OfRows(new GemmOperand(memory.Floats, stride, transposed: false), inPlace: true, null, Depth);
        panels.MoveTo(0, Lines, 0, Depth);
        var asked = panels.Ahead(1, GemmBlocking.PanelRows - 1, isLast: false, out var step);
        Assert.Equal(follow ? (nint)panels.At(1, out _, out _) : 0, (nint)asked);
        Assert.Equal(CacheLine.Floats, step);
        Assert.True(panels.Ahead(panels.Count, 0, isLast: false, out _) is null);
    }

    [Fact]
    public void What_is_packed_is_not_asked_for()
    {
        var packed = memory.Floats;
        var across = GemmPanels.OfRows(new GemmOperand(memory.Floats, Lines, transposed: true), inPlace: false, packed, Depth);
        var along = GemmPanels.OfRows(new GemmOperand(memory.Floats, Depth, transposed: false), inPlace: false, packed, Depth);
        across.MoveTo(0, Lines, 0, Depth);
        along.MoveTo(0, Lines, 0, Depth);
        Assert.True(across.Ahead(1, 0, isLast: false, out _) is null);
        Assert.True(along.Ahead(1, 0, isLast: false, out _) is null);
        Assert.False(across.LiesAcross);
    }

    [Theory]
    [InlineData(128, 512, 1024, true, true)]   // the gradient of a layer's weights: 2.5 MB
    [InlineData(128, 784, 64, true, false)]    // the digits' first layer: in the second-level cache still
    [InlineData(1024, 512, 128, false, false)] // rows
    public void Gradients_of_large_weights_are_cut_to_fewer_products(int m, int n, int k, bool transposed, bool foreseen)
    {
        var cut = new GemmCut(m, n, k, transposed);
        Assert.Equal(foreseen, cut.IsForeseen);
        Assert.Equal(foreseen ? 512 : Math.Min(k, GemmBlocking.MaxDepth), cut.Depth);
    }
}
