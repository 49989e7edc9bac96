namespace Pico.Kernels;

/// <summary>The sizes of a pool in the sense of torch's max_pool2d and avg_pool2d: windows that slide over planes [height, width].</summary>
public readonly struct PoolingShape
{
    /// <summary>How many planes: batch times channels.</summary>
    public nint Planes { get; init; }

    /// <summary>The rows of a plane.</summary>
    public nint Height { get; init; }

    /// <summary>The columns of a plane.</summary>
    public nint Width { get; init; }

    /// <summary>The rows of a window.</summary>
    public nint KernelHeight { get; init; }

    /// <summary>The columns of a window.</summary>
    public nint KernelWidth { get; init; }

    /// <summary>From one window to the next, at least 1.</summary>
    public nint Stride { get; init; }

    /// <summary>Rows and columns on every side that windows may reach into; at most half a window.</summary>
    public nint Padding { get; init; }

    /// <summary>The rows of windows.</summary>
    public nint OutHeight => (Height + 2 * Padding - KernelHeight) / Stride + 1;

    /// <summary>The columns of windows.</summary>
    public nint OutWidth => (Width + 2 * Padding - KernelWidth) / Stride + 1;

    /// <exception cref="ArgumentException">Sizes do not fit each other.</exception>
    internal void Check()
    {
        if (Planes < 0 || Height < 1 || Width < 1 || KernelHeight < 1 || KernelWidth < 1 || Stride < 1 || Padding < 0)
        {
            throw new ArgumentException("A pool has a size below 1: only the planes and the padding may be 0.");
        }

        if (2 * Padding > Math.Min(KernelHeight, KernelWidth) || KernelHeight > Height + 2 * Padding || KernelWidth > Width + 2 * Padding)
        {
            throw new ArgumentException(
                $"Windows of {KernelHeight} x {KernelWidth} do not fit planes of {Height} x {Width} with a padding of {Padding}, which may be half a window at most.");
        }
    }
}
