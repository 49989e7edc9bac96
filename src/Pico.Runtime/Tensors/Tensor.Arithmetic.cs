namespace Pico;

public sealed partial class Tensor
{
    /// <summary>Elementwise sum, with numpy's broadcasting.</summary>
    /// <exception cref="ArgumentException">Types differ or are int32, or the shapes do not broadcast.</exception>
    [Primitive(PrimitiveKind.Add)]
    public static Tensor operator +(Tensor a, Tensor b)
    {
        (a, b) = FloatOperands("+", a, b);
        return TapeNode.Record(
            PrimitiveKind.Add,
            Dense.Add(a, b),
            (a, gradient => Dense.SumTo(gradient, a.shape)),
            (b, gradient => Dense.SumTo(gradient, b.shape)));
    }

    /// <summary>Elementwise difference, with numpy's broadcasting.</summary>
    /// <inheritdoc cref="op_Addition(Tensor, Tensor)"/>
    [Primitive(PrimitiveKind.Subtract)]
    public static Tensor operator -(Tensor a, Tensor b)
    {
        (a, b) = FloatOperands("-", a, b);
        return TapeNode.Record(
            PrimitiveKind.Subtract,
            Dense.Zip<Dense.Minus>("-", a, b),
            (a, gradient => Dense.SumTo(gradient, a.shape)),
            (b, gradient => Dense.Negate(Dense.SumTo(gradient, b.shape))));
    }

    /// <summary>Elementwise product, with numpy's broadcasting.</summary>
    /// <inheritdoc cref="op_Addition(Tensor, Tensor)"/>
    [Primitive(PrimitiveKind.Multiply)]
    public static Tensor operator *(Tensor a, Tensor b)
    {
        (a, b) = FloatOperands("*", a, b);
        return TapeNode.Record(
            PrimitiveKind.Multiply,
            Dense.Multiply(a, b),
            (a, gradient => Dense.SumTo(Dense.Multiply(gradient, b), a.shape)),
            (b, gradient => Dense.SumTo(Dense.Multiply(gradient, a), b.shape)));
    }

    /// <summary>Elementwise quotient, with numpy's broadcasting.</summary>
    /// <inheritdoc cref="op_Addition(Tensor, Tensor)"/>
    [Primitive(PrimitiveKind.Divide)]
    public static Tensor operator /(Tensor a, Tensor b)
    {
        (a, b) = FloatOperands("/", a, b);
        return TapeNode.Record(
            PrimitiveKind.Divide,
            Dense.Divide(a, b),
            (a, gradient => Dense.SumTo(Dense.Divide(gradient, b), a.shape)),
            (b, gradient => Dense.Negate(Dense.SumTo(
                Dense.Divide(Dense.Multiply(gradient, a), Dense.Multiply(b, b)), b.shape))));
    }

    /// <summary>Elementwise negation.</summary>
    [Primitive(PrimitiveKind.Negate)]
    public static Tensor operator -(Tensor x)
    {
        x = FloatOperand("-", x);
        return TapeNode.Record(PrimitiveKind.Negate, Dense.Negate(x), (x, Dense.Negate));
    }

    /// <summary>Adds a number to every element; the tensor's type is kept.</summary>
    [Primitive(PrimitiveKind.Add)]
    public static Tensor operator +(Tensor a, float b) => a + ScalarFor("+", a, b);

    /// <inheritdoc cref="op_Addition(Tensor, float)"/>
    [Primitive(PrimitiveKind.Add)]
    public static Tensor operator +(float a, Tensor b) => ScalarFor("+", b, a) + b;

    /// <summary>Subtracts a number from every element; the tensor's type is kept.</summary>
    [Primitive(PrimitiveKind.Subtract)]
    public static Tensor operator -(Tensor a, float b) => a - ScalarFor("-", a, b);

    /// <summary>Subtracts every element from a number; the tensor's type is kept.</summary>
    [Primitive(PrimitiveKind.Subtract)]
    public static Tensor operator -(float a, Tensor b) => ScalarFor("-", b, a) - b;

    /// <summary>Multiplies every element by a number; the tensor's type is kept.</summary>
    [Primitive(PrimitiveKind.Multiply)]
    public static Tensor operator *(Tensor a, float b) => a * ScalarFor("*", a, b);

    /// <inheritdoc cref="op_Multiply(Tensor, float)"/>
    [Primitive(PrimitiveKind.Multiply)]
    public static Tensor operator *(float a, Tensor b) => ScalarFor("*", b, a) * b;

    /// <summary>Divides every element by a number; the tensor's type is kept.</summary>
    [Primitive(PrimitiveKind.Divide)]
    public static Tensor operator /(Tensor a, float b) => a / ScalarFor("/", a, b);

    /// <summary>Divides a number by every element; the tensor's type is kept.</summary>
    [Primitive(PrimitiveKind.Divide)]
    public static Tensor operator /(float a, Tensor b) => ScalarFor("/", b, a) / b;

    internal static Tensor ScalarFor(string operation, Tensor x, float value) => Dense.Scalar(value, FloatOperand(operation, x).Type);
}
