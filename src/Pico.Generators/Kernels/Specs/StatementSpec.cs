using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>A statement of a scalar method; a method is a list of them.</summary>
internal abstract record StatementSpec;

/// <summary>A local comes into scope, with or without a value.</summary>
internal sealed record LocalSpec(int Slot, string Name, ScalarType Type, ExpressionSpec? Value) : StatementSpec;

/// <summary>An assignment, an increment or a call, for its effect.</summary>
internal sealed record ExpressionStatementSpec(ExpressionSpec Expression) : StatementSpec;

internal sealed record BlockSpec(EquatableArray<StatementSpec> Statements) : StatementSpec;

internal sealed record ReturnSpec(ExpressionSpec? Value) : StatementSpec;

/// <summary>A local array comes into scope, all zeros unless its method is marked <c>[SkipLocalsInit]</c>.</summary>
internal sealed record LocalArraySpec(int Slot, string Name, MemoryElement Element, int Length, bool IsCleared) : StatementSpec;

internal sealed record IfSpec(ExpressionSpec Condition, EquatableArray<StatementSpec> Then, EquatableArray<StatementSpec> Else) : StatementSpec;

/// <summary>
/// <c>while</c>, <c>for</c> and, where <see cref="TestsAfter"/>, <c>do</c>. Without a condition it goes on until it is left. What a
/// <c>for</c> declares stands before it.
/// </summary>
internal sealed record LoopSpec(
    ExpressionSpec? Condition, EquatableArray<StatementSpec> Body, EquatableArray<StatementSpec> Step, bool TestsAfter) : StatementSpec;

/// <summary>Statements that a <see cref="BreakSpec"/> leaves: a <c>switch</c>.</summary>
internal sealed record RegionSpec(EquatableArray<StatementSpec> Body) : StatementSpec;

/// <summary>Leaves the innermost loop or region.</summary>
internal sealed record BreakSpec : StatementSpec;

/// <summary>Goes on with the next round of the innermost loop.</summary>
internal sealed record ContinueSpec : StatementSpec;
