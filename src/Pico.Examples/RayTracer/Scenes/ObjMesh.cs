using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Geometry;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>Triangles that share corners.</summary>
/// <param name="Places">The places of corners.</param>
/// <param name="Coordinates">Places in a texture.</param>
/// <param name="Normals">Normals, of any length.</param>
/// <param name="Triangles">The triangles.</param>
/// <param name="Materials">The materials that faces are made of.</param>
/// <param name="Libraries">The files that declare them.</param>
public sealed record ObjMesh(
    IReadOnlyList<Vec3> Places, IReadOnlyList<TextureCoordinates> Coordinates, IReadOnlyList<Vec3> Normals, IReadOnlyList<ObjTriangle> Triangles,
    IReadOnlyList<ObjName> Materials, IReadOnlyList<ObjName> Libraries)
{
    /// <summary>What a corner has beside its place.</summary>
    /// <param name="corner">The corner.</param>
    public CornerAttributes Attributes(ObjVertex corner) =>
        new(corner.Normal < 0 ? null : Normals[corner.Normal], corner.Coordinates < 0 ? null : Coordinates[corner.Coordinates]);
}

/// <summary>A corner by numbers from 0; -1 is none.</summary>
/// <param name="Place">Of its place.</param>
/// <param name="Coordinates">Of its place in a texture.</param>
/// <param name="Normal">Of its normal.</param>
public readonly record struct ObjVertex(int Place, int Coordinates, int Normal);

/// <summary>A triangle.</summary>
/// <param name="A">A corner.</param>
/// <param name="B">The next one.</param>
/// <param name="C">The last one.</param>
/// <param name="Material">The number of its material; -1 is none.</param>
/// <param name="Line">The line of the file that made it.</param>
public readonly record struct ObjTriangle(ObjVertex A, ObjVertex B, ObjVertex C, int Material, int Line);

/// <summary>A name in a file.</summary>
/// <param name="Name">The name.</param>
/// <param name="Place">Where it stands, "(line,column)".</param>
public readonly record struct ObjName(string Name, string Place);
