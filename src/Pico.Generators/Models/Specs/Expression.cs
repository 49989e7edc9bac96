using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>
/// An expression of a body or of a field's initialiser. <see cref="Origin"/> is its ordinal in the sources of the method
/// (or layer) that contains it.
/// </summary>
internal abstract record Expression(int Origin)
{
    /// <summary>A constant; bools are 0 and 1.</summary>
    internal sealed record Number(int Origin, NumberKind Kind, double Value) : Expression(Origin);

    /// <summary>The null literal: an optional parameter or layer that is absent.</summary>
    internal sealed record Null(int Origin) : Expression(Origin);

    /// <summary>A local or a parameter of the method.</summary>
    internal sealed record Variable(int Origin, string Name) : Expression(Origin);

    /// <summary>A parameter of the layer's constructor.</summary>
    internal sealed record ConstructorParameter(int Origin, string Name) : Expression(Origin);

    /// <summary>A field of the layer itself.</summary>
    internal sealed record Field(int Origin, string Name) : Expression(Origin);

    /// <summary>The layer itself, as the target of a call.</summary>
    internal sealed record This(int Origin) : Expression(Origin);

    /// <summary>Minus or not, of a number.</summary>
    internal sealed record Negate(int Origin, Expression Operand) : Expression(Origin);

    /// <summary>An operator between numbers; <paramref name="Kind"/> is the type of the operands.</summary>
    internal sealed record Binary(int Origin, BinaryOperator Operator, NumberKind Kind, Expression Left, Expression Right) : Expression(Origin);

    /// <summary>A number as another type.</summary>
    internal sealed record Convert(int Origin, NumberKind Kind, Expression Operand) : Expression(Origin);

    /// <summary>Whether an optional value is absent.</summary>
    internal sealed record IsNull(int Origin, Expression Operand) : Expression(Origin);

    /// <summary>One of two values; the condition is known where the layer is used.</summary>
    internal sealed record Conditional(int Origin, Expression Condition, Expression WhenTrue, Expression WhenFalse) : Expression(Origin);

    /// <summary>The number of layers of an array.</summary>
    internal sealed record LayerCount(int Origin, Expression Layers) : Expression(Origin);

    /// <summary>Several values: a tuple, or an array of layers that are listed one by one.</summary>
    internal sealed record Tuple(int Origin, EquatableArray<Expression> Items) : Expression(Origin);

    /// <summary>One of several values or of a list of sizes; a negative index counts from the end.</summary>
    internal sealed record Item(int Origin, Expression Target, Expression Index) : Expression(Origin);

    /// <summary>A scalar function of numbers, by its key.</summary>
    internal sealed record Apply(int Origin, string Function, EquatableArray<Expression> Arguments) : Expression(Origin);

    /// <summary>A list of sizes, as in a collection expression.</summary>
    internal sealed record Sizes(int Origin, EquatableArray<Expression> Items) : Expression(Origin);

    /// <summary>A tensor operation the compiler knows.</summary>
    internal sealed record Primitive(int Origin, PrimitiveKind Kind, EquatableArray<Expression> Arguments) : Expression(Origin);

    /// <summary>A scalar function of every element, by its key.</summary>
    internal sealed record Map(int Origin, string Function, EquatableArray<Expression> Arguments) : Expression(Origin);

    /// <summary>A call of a method; the target is null for static ones.</summary>
    internal sealed record Call(int Origin, Expression? Target, string Method, EquatableArray<Expression> Arguments) : Expression(Origin);

    /// <summary>A layer inside this one; arguments in the order of the constructor's parameters.</summary>
    internal sealed record NewLayer(int Origin, string Layer, EquatableArray<Expression> Arguments) : Expression(Origin);

    /// <summary>Layers that are alike, as many as a number says.</summary>
    internal sealed record RepeatLayer(int Origin, Expression Count, NewLayer Layer) : Expression(Origin);

    /// <summary>A trained parameter with its shape.</summary>
    internal sealed record NewParameter(int Origin, EquatableArray<Expression> Shape) : Expression(Origin);
}

/// <summary>The operators between numbers.</summary>
internal enum BinaryOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Equal,
    NotEqual,
    LessThan,
    LessThanOrEqual,
    GreaterThan,
    GreaterThanOrEqual,
    And,
    Or,
}

/// <summary>Mirrors <c>Pico.PrimitiveKind</c> of the runtime, member for member.</summary>
internal enum PrimitiveKind
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Negate,
    Map,
    Sum,
    Mean,
    Max,
    MatMul,
    Transpose,
    Reshape,
    Slice,
    Pick,
    Dropout,
    Detach,
    Scalar,
    Gather,
    Positions,
    Repeat,
    Where,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    FullLike,
    Concat,
    Permute,
    Expand,
    Attention,
    Unflatten,
    Flatten,
    Shape,
    Rank,
    Size,
    Convolution,
    MaxPool,
    SumPool,
    Update,
    IsTraining,
    AtLeast,
}
