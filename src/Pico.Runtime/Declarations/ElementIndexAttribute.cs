namespace Pico;

/// <summary>
/// Marks an <c>int</c> parameter of a kernel that is the number of the element, from 0, as ispc's <c>programIndex</c> within a
/// <c>foreach</c>. The span form does not take it: it counts.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ElementIndexAttribute : Attribute;
