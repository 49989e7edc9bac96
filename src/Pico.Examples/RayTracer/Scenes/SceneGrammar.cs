using System.Globalization;
using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Tracing;
using Pico.Parsing;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>The language of scenes: statements that begin with a word, vectors in parentheses, comments from # to the end of the line.</summary>
[Grammar("Scene")]
[Skip(@"[ \t\r\n]+"), Skip(@"#[^\n]*")]
[Skip(@"""[^""\n]*", Error = "a name of a file is not closed on its line")]
[Recover("Statement", Before = "'camera' | 'sky' | 'depth' | 'texture' | 'material' | 'sphere' | 'triangle' | 'quad' | 'obj' | 'object' | 'instance' | '}'")]
internal static partial class SceneGrammar
{
    private const string ExpectStatement = "expected camera, sky, depth, texture, material, sphere, triangle, quad, obj, object or instance";

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

    [Rule("'sky' 'picture' FileName ('scale' Number)? ('turned' Number)?", Name = "Statement")]
    private static SceneStatement SkyPicture(Located<string> file, Located<double>? scale, Located<double>? turn, SourceSpan span) => new SceneStatement.SkyPicture(span, file, scale, turn);

    [Rule("'texture' Name FileName Repeat?", Name = "Statement")]
    private static SceneStatement Texture(Located<string> name, Located<string> file, (Located<double> U, Located<double>? V)? repeat, SourceSpan span) =>
        new SceneStatement.Texture(span, name, file, repeat?.U, repeat?.V);

    [Rule("'repeat' Number Number?", Name = "Repeat")]
    private static (Located<double> U, Located<double>? V) Repeat(Located<double> u, Located<double>? v) => (u, v);

    [Rule("'depth' Number", Name = "Statement")]
    private static SceneStatement Depth(Located<double> value, SourceSpan span) => new SceneStatement.Depth(span, value);

    [Rule("'material' Name Surface", Name = "Statement")]
    private static SceneStatement Material(Located<string> name, Surface surface, SourceSpan span) => new SceneStatement.Material(span, name, surface);

    [Rule("Vector", Name = "Paint", Expect = "expected a colour such as (1, 0.5, 0), or the name of a texture")]
    private static Paint Colour(Located<Vec3> colour) => new(colour, null);

    [Rule("Name", Name = "Paint")]
    private static Paint Painted(Located<string> texture) => new(null, texture);

    [Rule("'lambert' Paint ('chequer' Vector 'size' Number)?", Name = "Surface", Expect = "expected lambert, metal, ggx, plastic, dielectric or light")]
    private static Surface Lambert(Paint paint, (Located<Vec3> Colour, Located<double> Size)? chequer) =>
        new(MaterialKind.Lambert, paint, chequer?.Size, chequer?.Colour, null);

    [Rule("'metal' Paint ('fuzz' Number)?", Name = "Surface")]
    private static Surface Metal(Paint paint, Located<double>? fuzz) => new(MaterialKind.Metal, paint, fuzz, null, null);

    [Rule("'ggx' Paint 'roughness' Number", Name = "Surface")]
    private static Surface Ggx(Paint paint, Located<double> roughness) => new(MaterialKind.Ggx, paint, roughness, null, null);

    [Rule("'plastic' Paint 'roughness' Number ('index' Number)?", Name = "Surface")]
    private static Surface Plastic(Paint paint, Located<double> roughness, Located<double>? index) => new(MaterialKind.Plastic, paint, roughness, null, index);

    [Rule("'dielectric' Number", Name = "Surface")]
    private static Surface Dielectric(Located<double> index) => new(MaterialKind.Dielectric, null, index, null, null);

    [Rule("'light' Vector", Name = "Surface")]
    private static Surface Light(Located<Vec3> colour) => new(MaterialKind.Light, new Paint(colour, null), null, null, null);

    [Rule("'sphere' Vector 'radius' Number ('moving' Vector)? 'of' Name", Name = "Statement")]
    private static SceneStatement Sphere(Located<Vec3> centre, Located<double> radius, Located<Vec3>? motion, Located<string> material, SourceSpan span) =>
        new SceneStatement.Sphere(span, centre, radius, motion, material);

    [Rule("'triangle' Vector Vector Vector 'of' Name", Name = "Statement")]
    private static SceneStatement Triangle(Located<Vec3> a, Located<Vec3> b, Located<Vec3> c, Located<string> material, SourceSpan span) =>
        new SceneStatement.Triangle(span, a, b, c, material);

    [Rule("'quad' Vector Vector Vector 'of' Name", Name = "Statement")]
    private static SceneStatement Quad(Located<Vec3> corner, Located<Vec3> first, Located<Vec3> second, Located<string> material, SourceSpan span) =>
        new SceneStatement.Quad(span, corner, first, second, material);

    [Rule("'obj' FileName ('scale' Number)? ('at' Vector)? ('of' Name)?", Name = "Statement")]
    private static SceneStatement Mesh(Located<string> file, Located<double>? scale, Located<Vec3>? place, Located<string>? material, SourceSpan span) =>
        new SceneStatement.Mesh(span, file, scale, place, material);

    [Rule("'object' Name '{' Statement* '}'", Name = "Statement")]
    private static SceneStatement Object(Located<string> name, SceneStatement[] statements, SourceSpan span) => new SceneStatement.Object(span, name, statements);

    [Rule("'instance' Name ('scale' Number)? ('turn' Vector Number)? ('at' Vector)?", Name = "Statement")]
    private static SceneStatement Instance(Located<string> name, Located<double>? scale, (Located<Vec3> Axis, Located<double> Degrees)? turn, Located<Vec3>? place, SourceSpan span) =>
        new SceneStatement.Instance(span, name, scale, turn?.Axis, turn?.Degrees, place);

    private static Located<string> Word(Token token) => new(token.Kind.ToString().ToLowerInvariant(), token.Span);
}
