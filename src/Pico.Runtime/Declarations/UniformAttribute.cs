namespace Pico;

/// <summary>
/// Marks a kernel parameter that has one value for all lanes, as in ispc's <c>uniform</c>. Derivatives take it as a constant: there is none with respect to
/// it. Spans are the same for all lanes anyway; marked so they have no derivative.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class UniformAttribute : Attribute;
