namespace Pico.Models;

/// <summary>Where windows lie on a plane, in elements.</summary>
/// <param name="Height">The rows of the plane.</param>
/// <param name="Width">Its columns.</param>
/// <param name="KernelHeight">The rows of a window.</param>
/// <param name="KernelWidth">Its columns.</param>
/// <param name="Stride">From one window to the next, both ways.</param>
/// <param name="Padding">The zeros around the plane, on each side.</param>
/// <param name="Dilation">From one element of a window to the next; 1 where they touch.</param>
public sealed record WindowDescription(
    SizeFormula Height, SizeFormula Width, SizeFormula KernelHeight, SizeFormula KernelWidth, SizeFormula Stride, SizeFormula Padding, SizeFormula Dilation)
{
    /// <summary>The rows of windows.</summary>
    public SizeFormula OutHeight => Places(Height, KernelHeight);

    /// <summary>The columns of windows.</summary>
    public SizeFormula OutWidth => Places(Width, KernelWidth);

    /// <summary>The same with names replaced by their values; names without one stay.</summary>
    /// <param name="values">Values by name.</param>
    public WindowDescription With(IReadOnlyDictionary<string, long> values) => new(
        Height.With(values), Width.With(values), KernelHeight.With(values), KernelWidth.With(values), Stride.With(values), Padding.With(values), Dilation.With(values));

    private SizeFormula Places(SizeFormula size, SizeFormula kernel) => ((size + (2 * Padding) - ((Dilation * (kernel - 1)) + 1)) / Stride) + 1;
}
