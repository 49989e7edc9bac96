namespace Pico;

/// <summary>
/// Marks a static method over tensors that is written in the model language itself (for example
/// <c>Softmax</c> in terms of <c>Max</c>, <c>Exp</c> and <c>Sum</c>). Models inline it; nothing in the compiler knows it by name.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TensorFunctionAttribute : Attribute;

/// <summary>
/// Marks a <see cref="Tensor"/> operation that the compiler lowers directly to one node of its IR, or a property that it
/// knows from the shape. The kind, not the name, selects it.
/// </summary>
/// <param name="kind">The IR node.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class PrimitiveAttribute(PrimitiveKind kind) : Attribute
{
    /// <summary>The IR node.</summary>
    public PrimitiveKind Kind { get; } = kind;
}

/// <summary>The tensor operations that the compiler knows; everything else is written in terms of them.</summary>
public enum PrimitiveKind
{
    /// <summary>Elementwise sum, with broadcasting.</summary>
    Add,
    /// <summary>Elementwise difference, with broadcasting.</summary>
    Subtract,
    /// <summary>Elementwise product, with broadcasting.</summary>
    Multiply,
    /// <summary>Elementwise quotient, with broadcasting.</summary>
    Divide,
    /// <summary>Elementwise negation.</summary>
    Negate,
    /// <summary>A differentiable scalar kernel applied to every element (or pair of elements).</summary>
    Map,
    /// <summary>Sum over one axis, several, or all.</summary>
    Sum,
    /// <summary>Mean over one axis, several, or all.</summary>
    Mean,
    /// <summary>Maximum over one axis, several, or all.</summary>
    Max,
    /// <summary>Matrix product of the last two dimensions, batched over the others.</summary>
    MatMul,
    /// <summary>Exchange of two dimensions.</summary>
    Transpose,
    /// <summary>The same elements with other dimensions.</summary>
    Reshape,
    /// <summary>A contiguous range along one axis.</summary>
    Slice,
    /// <summary>One element per row of the last axis, chosen by an int32 tensor.</summary>
    Pick,
    /// <summary>Inverted dropout with counter-based random numbers; the identity in evaluation.</summary>
    Dropout,
    /// <summary>The same values, cut off from the gradient.</summary>
    Detach,
    /// <summary>The tensor filled with one value, as an operand of arithmetic.</summary>
    Scalar,
    /// <summary>Rows of a table, chosen by an int32 tensor.</summary>
    Gather,
    /// <summary>The int32 index along the last axis.</summary>
    Positions,
    /// <summary>Layers that are alike, made at construction; a loop over them is compiled once.</summary>
    Repeat,
    /// <summary>Elementwise choice between two tensors.</summary>
    Where,
    /// <summary>1 where the elements are equal, otherwise 0.</summary>
    Equal,
    /// <summary>1 where the elements differ, otherwise 0.</summary>
    NotEqual,
    /// <summary>1 where the left element is less, otherwise 0.</summary>
    Less,
    /// <summary>1 where the left element is not greater, otherwise 0.</summary>
    LessEqual,
    /// <summary>1 where the left element is greater, otherwise 0.</summary>
    Greater,
    /// <summary>1 where the left element is not less, otherwise 0.</summary>
    GreaterEqual,
    /// <summary>One number in the shape of a tensor.</summary>
    FullLike,
    /// <summary>Two tensors one behind the other along an axis.</summary>
    Concat,
    /// <summary>Another order of the dimensions.</summary>
    Permute,
    /// <summary>Dimensions of size one repeated.</summary>
    Expand,
    /// <summary>softmax(Q Kᵀ / √depth) V, optionally causal and with padded keys.</summary>
    Attention,
    /// <summary>One dimension as several.</summary>
    Unflatten,
    /// <summary>Several dimensions as one.</summary>
    Flatten,
    /// <summary>The dimensions, as a list of sizes.</summary>
    Shape,
    /// <summary>The number of dimensions.</summary>
    Rank,
    /// <summary>The number of elements.</summary>
    Size,
    /// <summary>Every filter times every window of an image.</summary>
    Convolution,
    /// <summary>The maximum of every window of a plane.</summary>
    MaxPool,
    /// <summary>The sum of every window of a plane.</summary>
    SumPool,
    /// <summary>A new value of a buffer.</summary>
    Update,
    /// <summary>Whether the run trains.</summary>
    IsTraining,
    /// <summary>A size that must be at least so much.</summary>
    AtLeast,
}
