namespace Pico;

/// <summary>
/// Asks for the derivative of a static method over scalars and spans that returns <c>float</c> or <c>double</c>: <c>Foo</c> yields
/// <c>FooGradient</c>, an adjoint written as ordinary C# (source-to-source reverse mode). Where loops must save values for it, they go to a
/// scratch that the caller passes or that is rented, and <c>FooGradientScratch</c> says how much that is.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DifferentiableAttribute : Attribute;
