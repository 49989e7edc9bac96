using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>
/// An expression of a scalar method, free of symbols. <see cref="Origin"/> is the ordinal of the user's expression within
/// the binding session: the analyzer maps it back to a location, the generator only carries it.
/// </summary>
internal abstract record ExpressionSpec(ScalarType Type, int Origin);

/// <summary>A constant by its bits, as <see cref="ScalarInstruction.Constant"/> holds them.</summary>
internal sealed record ConstantSpec(ScalarType Type, long Bits, int Origin) : ExpressionSpec(Type, Origin);

/// <summary>The value of a local or of a scalar parameter; parameters have the first slots.</summary>
internal sealed record SlotSpec(ScalarType Type, int Slot, int Origin) : ExpressionSpec(Type, Origin);

/// <summary>One operation of the scalar IR.</summary>
internal sealed record OperationSpec(ScalarType Type, ScalarOpcode Opcode, EquatableArray<ExpressionSpec> Operands, int Origin)
    : ExpressionSpec(Type, Origin)
{
    /// <summary>Whether the instruction takes the operands in reverse, though the source evaluates them in order: <c>a > b</c> is LessThan(b, a).</summary>
    public bool IsSwapped { get; init; }
}

/// <summary><c>condition ? whenTrue : whenFalse</c>; <c>&amp;&amp;</c> and <c>||</c> are bound to it as well.</summary>
internal sealed record ConditionalSpec(
    ScalarType Type, ExpressionSpec Condition, ExpressionSpec WhenTrue, ExpressionSpec WhenFalse, int Origin)
    : ExpressionSpec(Type, Origin);

/// <summary>An assignment; its value is the new value of the slot, or the old one after <c>x++</c>.</summary>
internal sealed record AssignmentSpec(ScalarType Type, int Slot, ExpressionSpec Value, bool YieldsOldValue, int Origin)
    : ExpressionSpec(Type, Origin);

/// <summary>An element of a span or local array.</summary>
internal sealed record LoadSpec(ScalarType Type, int Slot, ExpressionSpec Index, int Origin) : ExpressionSpec(Type, Origin);

/// <summary>How many elements a span or local array has.</summary>
internal sealed record LengthSpec(int Slot, int Origin) : ExpressionSpec(ScalarType.Int32, Origin);

/// <summary>
/// An assignment to an element; the index is evaluated first, and once. Its value is the new value of the element, or the old
/// one after <c>x[i]++</c>. Inside <see cref="Value"/> an <see cref="ElementSpec"/> stands for what is there.
/// </summary>
internal sealed record StoreSpec(ScalarType Type, int Slot, ExpressionSpec Index, ExpressionSpec Value, bool YieldsOldValue, int Origin)
    : ExpressionSpec(Type, Origin);

/// <summary>The element that the <see cref="StoreSpec"/> around it is about to write.</summary>
internal sealed record ElementSpec(ScalarType Type, int Origin) : ExpressionSpec(Type, Origin);

/// <summary>A call of another method of the subset, to be inlined. The type of a void call is Bool and never read.</summary>
internal sealed record CallSpec(ScalarType Type, string Callee, EquatableArray<ArgumentSpec> Arguments, int Origin)
    : ExpressionSpec(Type, Origin);

/// <summary>
/// An argument: an expression, or the slot that is passed by <c>in</c>, <c>ref</c> or <c>out</c> (or holds a span).
/// </summary>
internal sealed record ArgumentSpec(ExpressionSpec? Value, int Slot);

/// <summary>A call of a mathematical function of the base library or of PicoMath, by its name in <see cref="Intrinsics"/>.</summary>
internal sealed record IntrinsicSpec(ScalarType Type, string Name, EquatableArray<ExpressionSpec> Operands, int Origin)
    : ExpressionSpec(Type, Origin);

/// <summary>A question to all elements that are computed side by side.</summary>
internal sealed record PollSpec(ScalarType Type, Vote Vote, ExpressionSpec Condition, int Origin) : ExpressionSpec(Type, Origin);

/// <summary>Two expressions, one after the other; the value is that of the second.</summary>
internal sealed record SequenceSpec(ScalarType Type, ExpressionSpec First, ExpressionSpec Second, int Origin) : ExpressionSpec(Type, Origin);
