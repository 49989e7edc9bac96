namespace Pico;

/// <summary>
/// Asks the generator to enter every kernel of the assembly in <see cref="Simd.KernelRegistry"/>, with a way to run it both as the scalar method
/// and by lanes: what checks and measurements need, and programs otherwise do not.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class RegisterKernelsAttribute : Attribute;
