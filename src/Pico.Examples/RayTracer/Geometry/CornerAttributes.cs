using Pico.Examples.Kernels;

namespace Pico.Examples.RayTracer.Geometry;

/// <summary>What a corner of a triangle has beside its place.</summary>
/// <param name="Normal">Which way the surface faces there, of any length; null or without a direction for the triangle's own.</param>
/// <param name="Coordinates">Where it lies in a texture.</param>
public readonly record struct CornerAttributes(Vec3? Normal, TextureCoordinates? Coordinates);

/// <summary>A place in a texture: from the lower left corner (0, 0) to the upper right one (1, 1), and on from there in repetitions.</summary>
/// <param name="U">To the right.</param>
/// <param name="V">Up.</param>
public readonly record struct TextureCoordinates(float U, float V);
