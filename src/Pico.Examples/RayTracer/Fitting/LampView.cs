using Pico.Examples.Kernels;

namespace Pico.Examples.RayTracer.Fitting;

/// <summary>A ball of light, from so far away that all of it is seen or nothing.</summary>
/// <param name="Centre">Where it is.</param>
/// <param name="Power">The light of its surface, times the square of its radius: at distance d it sends Power / d² times π cos θ.</param>
public readonly record struct LampView(Vec3 Centre, Vec3 Power);
