namespace Pico;

/// <summary>Marks a kernel parameter that has one value for all lanes, as in ispc's <c>uniform</c>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class UniformAttribute : Attribute;
