using System.Buffers.Text;
using System.Globalization;
using Pico.Examples.Kernels;
using Pico.Examples.RayTracer.Geometry;
using Pico.Parsing;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>
/// OBJ files (Wavefront Technologies, "Advanced Visualizer" manual, appendix B1), as far as they are triangles: corners with normals and coordinates of textures,
/// polygons, and the names of materials. Groups, lines and curves are passed over.
/// </summary>
[Grammar("File")]
[Skip(@"[ \t\r]+"), Skip(@"#[^\n]*"), Skip(@"\\\r?\n"), Skip(@"[ \t\r]+", Mode = "name")]
[Skip(@"(vp|o|g|s|l|p|usemap|maplib|mg|deg|bmat|step|cstype|curv|curv2|surf|parm|trim|hole|scrv|sp|end|con|bevel|c_interp|d_interp|lod|shadow_obj|trace_obj|ctech|stech)([ \t\r][^\n]*)?")]
[Recover("Line", After = "LineEnd")]
internal static partial class ObjGrammar
{
    [Token(@"[+\-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+\-]?[0-9]+)?|[+\-]?[nN][aA][nN]|[+\-]?[iI][nN][fF]")]
    private static Located<double> Number(ReadOnlySpan<char> text, SourceSpan span) =>
        new(double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN, span);

    private static Located<double> Number(ReadOnlySpan<byte> text, SourceSpan span) =>
        new(Utf8Parser.TryParse(text, out double value, out var used) && used == text.Length ? value : double.NaN, span);

    [Token(@"\n"), Token(@"\n", Mode = "name", Pop = true)]
    private static void LineEnd()
    {
    }

    [Token("usemtl", Push = "name")]
    private static void UseWord()
    {
    }

    [Token("mtllib", Push = "name")]
    private static void LibraryWord()
    {
    }

    /// <summary>All that follows on the line: names may hold spaces and signs.</summary>
    [Token(@"[^ \t\r\n]([^\r\n]*[^ \t\r\n])?", Mode = "name", Pop = true)]
    private static Located<string> Name(ReadOnlySpan<char> text, SourceSpan span) => new(text.ToString(), span);

    [Rule("LineEnd* Line*", Name = "File")]
    private static ObjLine[] File(ObjLine[] lines) => lines;

    [Rule("'v' Number Number Number Number* LineEnd+", Name = "Line", Expect = "expected a line that begins with v, vt, vn or f, or another word of OBJ")]
    private static ObjLine Vertex(Located<double> x, Located<double> y, Located<double> z, ReadOnlySpan<Located<double>> more) =>
        new ObjLine.Vertex(new Vec3((float)x.Value, (float)y.Value, (float)z.Value)); // what follows is a weight or a colour

    [Rule("'vn' Number Number Number Number* LineEnd+", Name = "Line")]
    private static ObjLine Normal(Located<double> x, Located<double> y, Located<double> z, ReadOnlySpan<Located<double>> more) =>
        new ObjLine.Normal(new Vec3((float)x.Value, (float)y.Value, (float)z.Value));

    [Rule("'vt' Number Number* LineEnd+", Name = "Line")]
    private static ObjLine Coordinates(Located<double> u, ReadOnlySpan<Located<double>> more) =>
        new ObjLine.Coordinates(new TextureCoordinates((float)u.Value, more.Length > 0 ? (float)more[0].Value : 0)); // a third is of textures in space

    [Rule("'f' Corner+ LineEnd+", Name = "Line")]
    private static ObjLine Face(ObjCorner[] corners, SourceSpan span) => new ObjLine.Face(corners, span);

    [Rule("'usemtl' Name LineEnd+", Name = "Line")]
    private static ObjLine Use(Located<string> material) => new ObjLine.Use(material);

    [Rule("'mtllib' Name LineEnd+", Name = "Line")]
    private static ObjLine Library(Located<string> file) => new ObjLine.Library(file);

    [Rule("Number", Name = "Corner")]
    private static ObjCorner Corner(Located<double> place) => new(place, null, null);

    [Rule("Number '/' Number ('/' Number)?", Name = "Corner")]
    private static ObjCorner CornerWithCoordinates(Located<double> place, Located<double> coordinates, Located<double>? normal) => new(place, coordinates, normal);

    [Rule("Number '/' '/' Number", Name = "Corner")]
    private static ObjCorner CornerWithNormal(Located<double> place, Located<double> normal) => new(place, null, normal);
}
