using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Geometry;
using Pico.Parsing;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>A line of an OBJ file that says something about triangles.</summary>
internal abstract record ObjLine
{
    /// <summary>The place of a corner.</summary>
    public sealed record Vertex(Vec3 Place) : ObjLine;

    /// <summary>A normal, of any length.</summary>
    public sealed record Normal(Vec3 Direction) : ObjLine;

    /// <summary>A place in a texture.</summary>
    public sealed record Coordinates(TextureCoordinates Place) : ObjLine;

    /// <summary>A polygon.</summary>
    public sealed record Face(ObjCorner[] Corners, SourceSpan Span) : ObjLine;

    /// <summary>The faces that follow are made of a material.</summary>
    public sealed record Use(Located<string> Material) : ObjLine;

    /// <summary>Where materials are declared.</summary>
    public sealed record Library(Located<string> File) : ObjLine;
}

/// <summary>A corner of a polygon, by numbers as they are written: from 1, or below 0 to count from the last one.</summary>
/// <param name="Place">Of its place.</param>
/// <param name="Coordinates">Of its place in a texture.</param>
/// <param name="Normal">Of its normal.</param>
internal readonly record struct ObjCorner(Located<double> Place, Located<double>? Coordinates, Located<double>? Normal);
