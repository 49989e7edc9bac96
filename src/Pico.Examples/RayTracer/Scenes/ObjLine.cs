using Pico.Examples.Kernels;
using Pico.Parsing;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>A line of an OBJ file that says something about triangles.</summary>
internal abstract record ObjLine
{
    /// <summary>A corner.</summary>
    public sealed record Vertex(Vec3 Place) : ObjLine;

    /// <summary>A polygon, by the numbers of its corners as they are written: from 1, or below 0 to count from the last one.</summary>
    public sealed record Face(Located<double>[] Corners, SourceSpan Span) : ObjLine;
}
