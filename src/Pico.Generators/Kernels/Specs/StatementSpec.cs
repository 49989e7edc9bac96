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
