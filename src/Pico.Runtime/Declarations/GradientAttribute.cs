namespace Pico;

/// <summary>
/// Gives the gradient of a scalar method instead of having it derived (a custom derivative rule). Whatever differentiates the method, alone, inside
/// another or in a model's <c>Map</c>, forward or in reverse, takes the derivatives from the rule; the value comes from the method as ever.
/// </summary>
/// <remarks>
/// The rule is a static method of the same type and of the same parameters. It returns the derivative with respect to the only <c>float</c> or
/// <c>double</c> parameter that is not <see cref="UniformAttribute">uniform</see>; where there are several, it returns nothing and has an <c>out</c>
/// parameter for each at the end. There is no upstream gradient to multiply with.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GradientAttribute : Attribute
{
    /// <summary>Gives the rule.</summary>
    /// <param name="rule">The name of the method that is the gradient.</param>
    public GradientAttribute(string rule) => Rule = rule;

    /// <summary>The name of the method that is the gradient.</summary>
    public string Rule { get; }
}
