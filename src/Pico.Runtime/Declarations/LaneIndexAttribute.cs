namespace Pico;

/// <summary>
/// Marks an int parameter of a kernel that receives the number of the lane, from 0 to 15: the number of the element modulo sixteen, at every width and on any
/// thread. The span form counts it itself; whoever calls the scalar method passes it.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class LaneIndexAttribute : Attribute;
