using System.Globalization;
using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Tracing;
using Pico.Parsing;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>The language of scenes: statements that begin with a word, vectors in parentheses, comments from # to the end of the line.</summary>
[Grammar("Scene")]
[Skip(@"[ \t\r\n]+"), Skip(@"#[^\n]*")]
[Skip(@"""[^""\n]*", Error = "a name of a file is not closed on its line")]
[Recover("Statement", Before = "'camera' | 'sky' | 'depth' | 'material' | 'sphere' | 'triangle' | 'quad' | 'obj'")]
internal static partial class SceneGrammar
{
    private const string ExpectStatement = "expected camera, sky, depth, material, sphere, triangle, quad or obj";

    [Token(@"[+\-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+\-]?[0-9]+)?")]
    private static Located<double> Number(ReadOnlySpan<char> text, SourceSpan span, ParseErrors errors)
    {
        var value = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!float.IsFinite((float)value)) errors.Report(span, "a number is too large");
        return new(value, span);
    }

    [Token(@"[A-Za-z_][A-Za-z_0-9\-]*")]
    private static Located<string> Name(ReadOnlySpan<char> text, SourceSpan span) => new(text.ToString(), span);

    [Token(@"""[^""\n]*""")]
    private static Located<string> FileName(ReadOnlySpan<char> text, SourceSpan span) => new(text[1..^1].ToString(), span);

    [Rule("Statement*", Name = "Scene")]
    private static SceneStatement[] Scene(SceneStatement[] statements) => statements;

    [Rule("'(' Number ',' Number ',' Number ')'", Name = "Vector", Expect = "expected a vector such as (0, 1, 0)")]
    private static Located<Vec3> Vector(Located<double> x, Located<double> y, Located<double> z, SourceSpan span) =>
        new(new Vec3((float)x.Value, (float)y.Value, (float)z.Value), span);

    [Rule("'camera' Setting+", Name = "Statement", Expect = ExpectStatement)]
    private static SceneStatement Camera(CameraSetting[] settings, SourceSpan span) => new SceneStatement.Camera(span, settings);

    [Rule("word:('from' | 'at' | 'up') Vector", Name = "Setting", Expect = "expected from, at, up, fov, aperture or focus")]
    private static CameraSetting Place(Token word, Located<Vec3> value) => new(Word(word), value, null);

    [Rule("word:('fov' | 'aperture' | 'focus') Number", Name = "Setting")]
    private static CameraSetting Quantity(Token word, Located<double> value) => new(Word(word), null, value);

    [Rule("'sky' Vector ('to' Vector)?", Name = "Statement")]
    private static SceneStatement Sky(Located<Vec3> below, Located<Vec3>? above, SourceSpan span) => new SceneStatement.Sky(span, below, above);

    [Rule("'depth' Number", Name = "Statement")]
    private static SceneStatement Depth(Located<double> value, SourceSpan span) => new SceneStatement.Depth(span, value);

    [Rule("'material' Name Surface", Name = "Statement")]
    private static SceneStatement Material(Located<string> name, Surface surface, SourceSpan span) => new SceneStatement.Material(span, name, surface);

    [Rule("'lambert' Vector ('chequer' Vector 'size' Number)?", Name = "Surface", Expect = "expected lambert, metal, dielectric or light")]
    private static Surface Lambert(Located<Vec3> colour, (Located<Vec3> Colour, Located<double> Size)? chequer) =>
        new(MaterialKind.Lambert, colour, chequer?.Size, chequer?.Colour);

    [Rule("'metal' Vector ('fuzz' Number)?", Name = "Surface")]
    private static Surface Metal(Located<Vec3> colour, Located<double>? fuzz) => new(MaterialKind.Metal, colour, fuzz, null);

    [Rule("'dielectric' Number", Name = "Surface")]
    private static Surface Dielectric(Located<double> index) => new(MaterialKind.Dielectric, null, index, null);

    [Rule("'light' Vector", Name = "Surface")]
    private static Surface Light(Located<Vec3> colour) => new(MaterialKind.Light, colour, null, null);

    [Rule("'sphere' Vector 'radius' Number ('moving' Vector)? 'of' Name", Name = "Statement")]
    private static SceneStatement Sphere(Located<Vec3> centre, Located<double> radius, Located<Vec3>? motion, Located<string> material, SourceSpan span) =>
        new SceneStatement.Sphere(span, centre, radius, motion, material);

    [Rule("'triangle' Vector Vector Vector 'of' Name", Name = "Statement")]
    private static SceneStatement Triangle(Located<Vec3> a, Located<Vec3> b, Located<Vec3> c, Located<string> material, SourceSpan span) =>
        new SceneStatement.Triangle(span, a, b, c, material);

    [Rule("'quad' Vector Vector Vector 'of' Name", Name = "Statement")]
    private static SceneStatement Quad(Located<Vec3> corner, Located<Vec3> first, Located<Vec3> second, Located<string> material, SourceSpan span) =>
        new SceneStatement.Quad(span, corner, first, second, material);

    [Rule("'obj' FileName ('scale' Number)? ('at' Vector)? 'of' Name", Name = "Statement")]
    private static SceneStatement Mesh(Located<string> file, Located<double>? scale, Located<Vec3>? place, Located<string> material, SourceSpan span) =>
        new SceneStatement.Mesh(span, file, scale, place, material);

    private static Located<string> Word(Token token) => new(token.Kind.ToString().ToLowerInvariant(), token.Span);
}
