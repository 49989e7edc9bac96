namespace Pico;

/// <summary>
/// Asks for the derivative of a static scalar method: <c>Foo</c> yields <c>FooGradient</c>, an adjoint written as
/// ordinary C# (source-to-source reverse mode).
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DifferentiableAttribute : Attribute;
