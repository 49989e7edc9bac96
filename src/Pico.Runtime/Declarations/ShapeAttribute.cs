namespace Pico;

/// <summary>
/// States the shape and element type of a tensor: dimensions separated by blanks, each an integer, a constructor
/// parameter, an expression over them such as <c>4*width</c>, or a new symbol such as <c>batch</c>. A leading
/// <c>...</c> stands for any number of further dimensions.
/// </summary>
/// <param name="dimensions">The dimensions, outermost first.</param>
/// <param name="type">The element type.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Class)]
public sealed class ShapeAttribute(string dimensions, DType type = DType.Float32) : Attribute
{
    /// <summary>The dimensions, outermost first.</summary>
    public string Dimensions { get; } = dimensions;

    /// <summary>The element type.</summary>
    public DType Type { get; } = type;
}
