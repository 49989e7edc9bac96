using Pico.Examples.Kernels;

namespace Pico.Examples.RayTracer.Tracing;

/// <summary>The light that comes from beyond all shapes.</summary>
/// <param name="Below">Its colour straight down.</param>
/// <param name="Above">Its colour straight up; between them it changes with the height.</param>
public readonly record struct SkyView(Vec3 Below, Vec3 Above);
