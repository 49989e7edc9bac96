using Pico.Examples.Kernels;
using Pico.Parsing;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>A statement of a scene, as it was written.</summary>
/// <param name="Span">Where it stands.</param>
internal abstract record SceneStatement(SourceSpan Span)
{
    /// <summary>The camera, by its settings.</summary>
    public sealed record Camera(SourceSpan Span, CameraSetting[] Settings) : SceneStatement(Span);

    /// <summary>The sky: one colour, or one below and one above.</summary>
    public sealed record Sky(SourceSpan Span, Located<Vec3> Below, Located<Vec3>? Above) : SceneStatement(Span);

    /// <summary>The sky: a picture all around.</summary>
    public sealed record SkyPicture(SourceSpan Span, Located<string> File, Located<double>? Scale, Located<double>? Turn) : SceneStatement(Span);

    /// <summary>How many bounces a path may have.</summary>
    public sealed record Depth(SourceSpan Span, Located<double> Value) : SceneStatement(Span);

    /// <summary>A picture for surfaces, and how often it is repeated.</summary>
    public sealed record Texture(SourceSpan Span, Located<string> Name, Located<string> File, Located<double>? RepeatU, Located<double>? RepeatV) : SceneStatement(Span);

    /// <summary>A material.</summary>
    public sealed record Material(SourceSpan Span, Located<string> Name, Surface Surface) : SceneStatement(Span);

    /// <summary>A sphere.</summary>
    public sealed record Sphere(SourceSpan Span, Located<Vec3> Centre, Located<double> Radius, Located<Vec3>? Motion, Located<string> Of) : SceneStatement(Span);

    /// <summary>A triangle, by its corners.</summary>
    public sealed record Triangle(SourceSpan Span, Located<Vec3> A, Located<Vec3> B, Located<Vec3> C, Located<string> Of) : SceneStatement(Span);

    /// <summary>A parallelogram, by a corner and two edges.</summary>
    public sealed record Quad(SourceSpan Span, Located<Vec3> Corner, Located<Vec3> First, Located<Vec3> Second, Located<string> Of) : SceneStatement(Span);

    /// <summary>Shapes with a name, to stand in the scene as often as one likes.</summary>
    public sealed record Object(SourceSpan Span, Located<string> Name, SceneStatement[] Statements) : SceneStatement(Span);

    /// <summary>An object, scaled, turned about an axis by degrees, and moved.</summary>
    public sealed record Instance(SourceSpan Span, Located<string> Name, Located<double>? Scale, Located<Vec3>? Axis, Located<double>? Degrees, Located<Vec3>? Place) : SceneStatement(Span);

    /// <summary>The triangles of an OBJ file, of one material or of the file's own.</summary>
    public sealed record Mesh(SourceSpan Span, Located<string> File, Located<double>? Scale, Located<Vec3>? Place, Located<string>? Of) : SceneStatement(Span);
}

/// <summary>One setting of a camera.</summary>
/// <param name="Word">Its name.</param>
/// <param name="Vector">Its value, if that is a vector.</param>
/// <param name="Number">Its value, if that is a number.</param>
internal readonly record struct CameraSetting(Located<string> Word, Located<Vec3>? Vector, Located<double>? Number);

/// <summary>What a material is made of.</summary>
/// <param name="Kind">What it does with light.</param>
/// <param name="Paint">Its colour.</param>
/// <param name="Number">Spread, roughness, index of refraction or side of a chequer, if it was said.</param>
/// <param name="SecondColour">That of a chequer.</param>
/// <param name="Coat">The index of refraction of a coat.</param>
internal sealed record Surface(Tracing.MaterialKind Kind, Paint? Paint, Located<double>? Number, Located<Vec3>? SecondColour, Located<double>? Coat);

/// <summary>A colour, or the name of a texture.</summary>
/// <param name="Colour">The colour.</param>
/// <param name="Texture">The name.</param>
internal readonly record struct Paint(Located<Vec3>? Colour, Located<string>? Texture);

/// <summary>A value and where it was written.</summary>
/// <param name="Value">The value.</param>
/// <param name="Span">Where it stands.</param>
/// <typeparam name="T">Its type.</typeparam>
internal readonly record struct Located<T>(T Value, SourceSpan Span);
