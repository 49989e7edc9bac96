namespace Pico.Generators.Ir;

/// <summary>
/// How windows slide over a plane [height, width]: their size, from one to the next, how many zeros (or, for a maximum, nothings) lie
/// around the plane, and from one element of a window to the next.
/// </summary>
internal sealed record WindowSizes(
    Dimension Height, Dimension Width, Dimension KernelHeight, Dimension KernelWidth, Dimension Stride, Dimension Padding, Dimension Dilation)
{
    /// <summary>The rows of windows.</summary>
    public Dimension OutHeight => Dimension.Truncate(Height + Around - Reach(KernelHeight), Stride) + Dimension.One;

    /// <summary>The columns of windows.</summary>
    public Dimension OutWidth => Dimension.Truncate(Width + Around - Reach(KernelWidth), Stride) + Dimension.One;

    /// <summary>The elements of a plane.</summary>
    public Dimension Plane => Height * Width;

    /// <summary>The windows on a plane.</summary>
    public Dimension Windows => OutHeight * OutWidth;

    /// <summary>The elements of a window.</summary>
    public Dimension Kernel => KernelHeight * KernelWidth;

    /// <summary>The zeros above and below.</summary>
    public Dimension Around => Dimension.Constant(2) * Padding;

    /// <summary>The rows or columns from the first element of a window to its last, both counted.</summary>
    public Dimension Reach(Dimension kernel) => Dilation * (kernel - Dimension.One) + Dimension.One;
}
