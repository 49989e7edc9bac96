using System.Globalization;
using Pico.Examples.Kernels;
using Pico.Parsing;

namespace Pico.Examples.RayTracer.Scenes;

/// <summary>
/// MTL files (Wavefront Technologies, "MTL material format", version 4.2, 1995), with the roughness and metalness that programs add for physically based materials. What our
/// materials cannot show is passed over: ambient light, bumps, filters, other pictures than that of the colour.
/// </summary>
[Grammar("File")]
[Skip(@"[ \t\r]+"), Skip(@"#[^\n]*"), Skip(@"[ \t\r]+", Mode = "name")]
[Skip(@"(Ka|Tf|Ps|Pc|Pcr|aniso|anisor|sharpness|bump|disp|decal|refl|norm|Km|map_Ka|map_Ks|map_Ke|map_Ns|map_Ni|map_d|map_D|map_Tr|map_Pr|map_Pm|map_Ps|map_bump|map_Bump|map_Disp|map_disp|map_refl|map_aat|map_RMA|map_ORM|map_Kn)([ \t\r][^\n]*)?")]
[Recover("Line", After = "LineEnd")]
internal static partial class MtlGrammar
{
    [Token(@"[+\-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+\-]?[0-9]+)?")]
    private static Located<double> Number(ReadOnlySpan<char> text, SourceSpan span, ParseErrors errors)
    {
        var value = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!float.IsFinite((float)value)) errors.Report(span, "a number is too large");
        return new(value, span);
    }

    [Token(@"\n"), Token(@"\n", Mode = "name", Pop = true)]
    private static void LineEnd()
    {
    }

    [Token("newmtl", Push = "name")]
    private static void NewWord()
    {
    }

    [Token("map_Kd", Push = "name")]
    private static void MapWord()
    {
    }

    /// <summary>All that follows on the line: names may hold spaces and signs.</summary>
    [Token(@"[^ \t\r\n]([^\r\n]*[^ \t\r\n])?", Mode = "name", Pop = true)]
    private static Located<string> Name(ReadOnlySpan<char> text, SourceSpan span) => new(text.ToString(), span);

    [Rule("LineEnd* Line*", Name = "File")]
    private static MtlLine[] File(MtlLine[] lines) => lines;

    [Rule("'newmtl' Name LineEnd+", Name = "Line", Expect = "expected newmtl, Kd, Ks, Ke, Ns, Ni, d, Tr, illum, Pr, Pm, map_Kd, or another word of MTL")]
    private static MtlLine Begin(Located<string> name) => new MtlLine.Begin(name);

    [Rule("word:('Kd' | 'Ks' | 'Ke') Number (Number Number)? LineEnd+", Name = "Line")]
    private static MtlLine Colour(Token word, Located<double> red, (Located<double> Green, Located<double> Blue)? others, SourceSpan span) =>
        new MtlLine.Colour(Word(word), new(new Vec3((float)red.Value, (float)(others?.Green ?? red).Value, (float)(others?.Blue ?? red).Value), span));

    [Rule("word:('Ns' | 'Ni' | 'Tr' | 'illum' | 'Pr' | 'Pm') Number LineEnd+", Name = "Line")]
    private static MtlLine Quantity(Token word, Located<double> value) => new MtlLine.Quantity(Word(word), value);

    [Rule("word:'d' '-halo'? Number LineEnd+", Name = "Line")]
    private static MtlLine Opacity(Token word, Located<double> value) => new MtlLine.Quantity(Word(word), value);

    [Rule("'map_Kd' Name LineEnd+", Name = "Line")]
    private static MtlLine Map(Located<string> text) => new MtlLine.Map(text);

    private static Located<string> Word(Token token) => new(token.Kind.ToString(), token.Span);
}
