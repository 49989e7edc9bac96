using Pico.Examples.Kernels;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>Triangles that share corners.</summary>
/// <param name="Corners">The corners.</param>
/// <param name="Triangles">Three of them for each triangle.</param>
public sealed record ObjMesh(IReadOnlyList<Vec3> Corners, IReadOnlyList<(int A, int B, int C)> Triangles);
