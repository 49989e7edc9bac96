namespace Pico;

/// <summary>
/// Asks for the derivatives of a static method over scalars and spans that returns <c>float</c> or <c>double</c>, written as ordinary C#.
/// <c>Foo</c> yields <c>FooGradient</c>, its adjoint (reverse mode), and <c>FooJvp</c>, which gives the value and its derivative in a direction
/// (forward mode). Where loops must save values for the adjoint, they go to a scratch that the caller passes or that is rented, and
/// <c>FooGradientScratch</c> says how much that is.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DifferentiableAttribute : Attribute
{
    /// <summary>Whether <c>FooHvp</c> is wanted too: the Hessian times a direction, by forward mode over reverse mode.</summary>
    public bool Hessian { get; set; }
}
