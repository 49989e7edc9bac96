namespace Pico.Examples.RayTracer.Geometry;

/// <summary>What a shape's record describes.</summary>
public enum ShapeKind
{
    /// <summary>A centre, a radius, and how far the centre moves while the shutter is open.</summary>
    Sphere,

    /// <summary>A corner and two edges; inside is what lies between them.</summary>
    Triangle,

    /// <summary>A corner and two edges of a parallelogram.</summary>
    Quad,

    /// <summary>An object with a tree of its own, moved, turned and scaled.</summary>
    Instance,
}
