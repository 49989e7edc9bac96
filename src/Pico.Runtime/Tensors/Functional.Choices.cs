namespace Pico;

public static partial class Functional
{
    /// <summary>The elements of one tensor where a condition holds, of another elsewhere; with broadcasting.</summary>
    /// <param name="condition">int32: anything but 0 holds. What comparisons such as <see cref="Less(Tensor, Tensor)"/> give.</param>
    /// <param name="x">Taken where the condition holds.</param>
    /// <param name="y">Taken elsewhere, of the same floating-point type.</param>
    /// <returns>The common shape. No gradient, not even NaN, reaches what was not taken.</returns>
    /// <exception cref="ArgumentException">The types do not fit or the shapes do not broadcast.</exception>
    [Primitive(PrimitiveKind.Where)]
    public static Tensor Where(Tensor condition, Tensor x, Tensor y) => Tensor.Choose(condition, x, y);

    /// <inheritdoc cref="Where(Tensor, Tensor, Tensor)"/>
    [Primitive(PrimitiveKind.Where)]
    public static Tensor Where(Tensor condition, Tensor x, float y) => Tensor.Choose(condition, x, Tensor.ScalarFor("Where", x, y));

    /// <inheritdoc cref="Where(Tensor, Tensor, Tensor)"/>
    [Primitive(PrimitiveKind.Where)]
    public static Tensor Where(Tensor condition, float x, Tensor y) => Tensor.Choose(condition, Tensor.ScalarFor("Where", y, x), y);

    /// <summary>Two tensors one behind the other along an axis, as torch.cat.</summary>
    /// <param name="a">The first.</param>
    /// <param name="b">The second, of the same floating-point type and with the same other dimensions.</param>
    /// <param name="axis">The axis; negative ones count from the end.</param>
    /// <exception cref="ArgumentException">Types or shapes do not fit.</exception>
    [Primitive(PrimitiveKind.Concat)]
    public static Tensor Concat(Tensor a, Tensor b, int axis) => Tensor.Join(a, b, axis);

    /// <summary>One number in the shape and type of a tensor, as torch.full_like.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="value">The number.</param>
    [Primitive(PrimitiveKind.FullLike)]
    public static Tensor FullLike(Tensor x, float value) =>
        TapeNode.Record(PrimitiveKind.FullLike, Dense.Gather(Tensor.ScalarFor("FullLike", x, value), new int[x.Size], x.Shape));

    /// <summary>int32 1 where a = b, otherwise 0; with broadcasting. Both are int32, or both of one floating-point type.</summary>
    /// <param name="a">The left side.</param>
    /// <param name="b">The right side.</param>
    /// <exception cref="ArgumentException">The types differ or the shapes do not broadcast.</exception>
    [Primitive(PrimitiveKind.Equal)]
    public static Tensor Equal(Tensor a, Tensor b) => Tensor.Compare(PrimitiveKind.Equal, a, b, (x, y) => x == y);

    /// <summary>int32 1 where a = b, otherwise 0.</summary>
    /// <param name="a">int32, any shape.</param>
    /// <param name="b">A number.</param>
    /// <exception cref="ArgumentException">The tensor is not int32.</exception>
    [Primitive(PrimitiveKind.Equal)]
    public static Tensor Equal(Tensor a, int b) => Tensor.Compare(PrimitiveKind.Equal, a, Tensor.From([b]), (x, y) => x == y);

    /// <summary>int32 1 where a ≠ b, otherwise 0; with broadcasting. Both are int32, or both of one floating-point type.</summary>
    /// <param name="a">The left side.</param>
    /// <param name="b">The right side.</param>
    /// <exception cref="ArgumentException">The types differ or the shapes do not broadcast.</exception>
    [Primitive(PrimitiveKind.NotEqual)]
    public static Tensor NotEqual(Tensor a, Tensor b) => Tensor.Compare(PrimitiveKind.NotEqual, a, b, (x, y) => x != y);

    /// <summary>int32 1 where a ≠ b, otherwise 0.</summary>
    /// <param name="a">int32, any shape.</param>
    /// <param name="b">A number.</param>
    /// <exception cref="ArgumentException">The tensor is not int32.</exception>
    [Primitive(PrimitiveKind.NotEqual)]
    public static Tensor NotEqual(Tensor a, int b) => Tensor.Compare(PrimitiveKind.NotEqual, a, Tensor.From([b]), (x, y) => x != y);

    /// <summary>int32 1 where a &lt; b, otherwise 0; with broadcasting. Both are int32, or both of one floating-point type.</summary>
    /// <param name="a">The left side.</param>
    /// <param name="b">The right side.</param>
    /// <exception cref="ArgumentException">The types differ or the shapes do not broadcast.</exception>
    [Primitive(PrimitiveKind.Less)]
    public static Tensor Less(Tensor a, Tensor b) => Tensor.Compare(PrimitiveKind.Less, a, b, (x, y) => x < y);

    /// <summary>int32 1 where a &lt; b, otherwise 0.</summary>
    /// <param name="a">int32, any shape.</param>
    /// <param name="b">A number.</param>
    /// <exception cref="ArgumentException">The tensor is not int32.</exception>
    [Primitive(PrimitiveKind.Less)]
    public static Tensor Less(Tensor a, int b) => Tensor.Compare(PrimitiveKind.Less, a, Tensor.From([b]), (x, y) => x < y);

    /// <summary>int32 1 where a ≤ b, otherwise 0; with broadcasting. Both are int32, or both of one floating-point type.</summary>
    /// <param name="a">The left side.</param>
    /// <param name="b">The right side.</param>
    /// <exception cref="ArgumentException">The types differ or the shapes do not broadcast.</exception>
    [Primitive(PrimitiveKind.LessEqual)]
    public static Tensor LessEqual(Tensor a, Tensor b) => Tensor.Compare(PrimitiveKind.LessEqual, a, b, (x, y) => x <= y);

    /// <summary>int32 1 where a ≤ b, otherwise 0.</summary>
    /// <param name="a">int32, any shape.</param>
    /// <param name="b">A number.</param>
    /// <exception cref="ArgumentException">The tensor is not int32.</exception>
    [Primitive(PrimitiveKind.LessEqual)]
    public static Tensor LessEqual(Tensor a, int b) => Tensor.Compare(PrimitiveKind.LessEqual, a, Tensor.From([b]), (x, y) => x <= y);

    /// <summary>int32 1 where a &gt; b, otherwise 0; with broadcasting. Both are int32, or both of one floating-point type.</summary>
    /// <param name="a">The left side.</param>
    /// <param name="b">The right side.</param>
    /// <exception cref="ArgumentException">The types differ or the shapes do not broadcast.</exception>
    [Primitive(PrimitiveKind.Greater)]
    public static Tensor Greater(Tensor a, Tensor b) => Tensor.Compare(PrimitiveKind.Greater, a, b, (x, y) => x > y);

    /// <summary>int32 1 where a &gt; b, otherwise 0.</summary>
    /// <param name="a">int32, any shape.</param>
    /// <param name="b">A number.</param>
    /// <exception cref="ArgumentException">The tensor is not int32.</exception>
    [Primitive(PrimitiveKind.Greater)]
    public static Tensor Greater(Tensor a, int b) => Tensor.Compare(PrimitiveKind.Greater, a, Tensor.From([b]), (x, y) => x > y);

    /// <summary>int32 1 where a ≥ b, otherwise 0; with broadcasting. Both are int32, or both of one floating-point type.</summary>
    /// <param name="a">The left side.</param>
    /// <param name="b">The right side.</param>
    /// <exception cref="ArgumentException">The types differ or the shapes do not broadcast.</exception>
    [Primitive(PrimitiveKind.GreaterEqual)]
    public static Tensor GreaterEqual(Tensor a, Tensor b) => Tensor.Compare(PrimitiveKind.GreaterEqual, a, b, (x, y) => x >= y);

    /// <summary>int32 1 where a ≥ b, otherwise 0.</summary>
    /// <param name="a">int32, any shape.</param>
    /// <param name="b">A number.</param>
    /// <exception cref="ArgumentException">The tensor is not int32.</exception>
    [Primitive(PrimitiveKind.GreaterEqual)]
    public static Tensor GreaterEqual(Tensor a, int b) => Tensor.Compare(PrimitiveKind.GreaterEqual, a, Tensor.From([b]), (x, y) => x >= y);
}
