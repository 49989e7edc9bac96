using System.Buffers.Text;
using System.Globalization;
using Pico.Examples.Kernels;
using Pico.Parsing;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>
/// OBJ files (Wavefront Technologies, "Advanced Visualizer" manual, appendix B1), as far as they are triangles: corners and polygons. Normals, coordinates of textures, groups,
/// materials and curves are passed over.
/// </summary>
[Grammar("File")]
[Skip(@"[ \t\r]+"), Skip(@"#[^\n]*"), Skip(@"\\\r?\n")]
[Skip(@"(vn|vt|vp|o|g|s|l|p|usemtl|mtllib|usemap|maplib|mg|deg|bmat|step|cstype|curv|curv2|surf|parm|trim|hole|scrv|sp|end|con|bevel|c_interp|d_interp|lod|shadow_obj|trace_obj|ctech|stech)([ \t\r][^\n]*)?")]
[Recover("Line", After = "LineEnd")]
internal static partial class ObjGrammar
{
    [Token(@"[+\-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+\-]?[0-9]+)?|[+\-]?[nN][aA][nN]|[+\-]?[iI][nN][fF]")]
    private static Located<double> Number(ReadOnlySpan<char> text, SourceSpan span) =>
        new(double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN, span);

    private static Located<double> Number(ReadOnlySpan<byte> text, SourceSpan span) =>
        new(Utf8Parser.TryParse(text, out double value, out var used) && used == text.Length ? value : double.NaN, span);

    [Token(@"\n")]
    private static void LineEnd()
    {
    }

    [Rule("LineEnd* Line*", Name = "File")]
    private static ObjLine[] File(ObjLine[] lines) => lines;

    [Rule("'v' Number Number Number Number* LineEnd+", Name = "Line", Expect = "expected a line that begins with v or f, or another word of OBJ")]
    private static ObjLine Vertex(Located<double> x, Located<double> y, Located<double> z, ReadOnlySpan<Located<double>> more) =>
        new ObjLine.Vertex(new Vec3((float)x.Value, (float)y.Value, (float)z.Value)); // what follows is a weight or a colour

    [Rule("'f' Corner+ LineEnd+", Name = "Line")]
    private static ObjLine Face(Located<double>[] corners, SourceSpan span) => new ObjLine.Face(corners, span);

    [Rule("Number Attributes?", Name = "Corner")]
    private static Located<double> Corner(Located<double> place, Located<double>? attribute) => place;

    [Rule("'/' Number ('/' Number)?", Name = "Attributes", Expect = "expected '/'")]
    private static Located<double> Texture(Located<double> texture, Located<double>? normal) => texture;

    [Rule("'/' '/' Number", Name = "Attributes")]
    private static Located<double> Normal(Located<double> normal) => normal;
}
