namespace Pico;

public static partial class Functional
{
    /// <summary>
    /// Whether the run trains. In a body it is a constant: training and evaluation are compiled apart. Eagerly it is what
    /// <see cref="EagerContext"/> was begun with.
    /// </summary>
    [Primitive(PrimitiveKind.IsTraining)]
    public static bool IsTraining => EagerContext.Current is { Training: true };

    /// <summary>A size that must be at least so much: what a variance divides by, for example. Checked before anything runs.</summary>
    /// <param name="size">The size.</param>
    /// <param name="least">What it may not be below.</param>
    /// <returns>The size.</returns>
    /// <exception cref="ArgumentException">It is less.</exception>
    [Primitive(PrimitiveKind.AtLeast)]
    public static int AtLeast(int size, int least) =>
        size >= least ? size : throw new ArgumentException($"A size is {size}, but must be at least {least}.", nameof(size));
}
