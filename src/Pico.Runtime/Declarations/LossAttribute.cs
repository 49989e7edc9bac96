namespace Pico;

/// <summary>
/// Marks the scalar loss among a model's entry points: <c>Foo</c> yields <c>Foo</c> (evaluation) and
/// <c>FooAndGradient</c> (training). On a layer's <c>Forward</c> it makes the layer the end of a stack: its first
/// parameter names the stack's output entry point, the further ones become inputs.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LossAttribute : Attribute;
