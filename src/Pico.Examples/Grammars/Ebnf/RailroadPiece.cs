using System.Globalization;
using System.Text;
using static Pico.Examples.Reporting.SvgText;

namespace Pico.Examples.Grammars.Ebnf;

/// <summary>A piece of a railroad diagram: a line enters it on the left and leaves it, at the same height, on the right.</summary>
/// <param name="Width">How wide it is.</param>
/// <param name="Above">How far it reaches above the line.</param>
/// <param name="Below">How far it reaches below the line.</param>
/// <param name="Draw">Draws it from a point on.</param>
internal sealed record RailroadPiece(double Width, double Above, double Below, Action<StringBuilder, double, double> Draw)
{
    /// <summary>The radius of bends.</summary>
    public const double Bend = 10;

    /// <summary>The distance between two lines above each other.</summary>
    private const double Gap = 10;

    private const double Letter = 8, Half = 13, Between = 14;

    /// <summary>A line without anything.</summary>
    public static RailroadPiece Empty { get; } = new(20, 0, 0, (svg, x, y) => Path(svg, $"M{x} {y}h20"));

    /// <summary>A box with a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="style">The class of the box: <c>literal</c>, <c>rule</c> or <c>pattern</c>.</param>
    public static RailroadPiece Box(string text, string style)
    {
        var width = (text.EnumerateRunes().Count() * Letter) + 20;
        return new RailroadPiece(width, Half, Half, (svg, x, y) =>
        {
            Line(svg, $"""<rect class="{style}" x="{x}" y="{y - Half}" width="{width}" height="{2 * Half}" rx="{(style == "literal" ? Half : 3)}"/>""");
            Line(svg, $"""<text class="{style}" x="{x + (width / 2)}" y="{y + 4.5}" text-anchor="middle">{Escape(text)}</text>""");
        });
    }

    /// <summary>Pieces one after the other.</summary>
    public static RailroadPiece Row(IReadOnlyList<RailroadPiece> items)
    {
        if (items.Count == 0)
        {
            return Empty;
        }

        var width = items.Sum(item => item.Width) + (Between * (items.Count - 1));
        return new RailroadPiece(width, items.Max(item => item.Above), items.Max(item => item.Below), (svg, x, y) =>
        {
            for (var i = 0; i < items.Count; i++)
            {
                if (i > 0)
                {
                    Path(svg, $"M{x} {y}h{Between}");
                    x += Between;
                }

                items[i].Draw(svg, x, y);
                x += items[i].Width;
            }
        });
    }

    /// <summary>Pieces below each other; the line takes one of them.</summary>
    public static RailroadPiece Branches(IReadOnlyList<RailroadPiece> items)
    {
        var inner = items.Max(item => item.Width);
        var width = inner + (4 * Bend);
        var depths = new double[items.Count];
        for (var i = 1; i < items.Count; i++)
        {
            depths[i] = depths[i - 1] + items[i - 1].Below + Gap + Math.Max(items[i].Above, (2 * Bend) - items[i - 1].Below - Gap);
        }

        return new RailroadPiece(width, items[0].Above, depths[^1] + items[^1].Below, (svg, x, y) =>
        {
            for (var i = 0; i < items.Count; i++)
            {
                var (left, at) = (x + (2 * Bend), y + depths[i]);
                Path(svg, i == 0
                    ? (FormattableString)$"M{x} {y}h{2 * Bend}"
                    : $"M{x} {y}q{Bend} 0 {Bend} {Bend}V{at - Bend}q0 {Bend} {Bend} {Bend}");
                items[i].Draw(svg, left, at);
                Path(svg, i == 0
                    ? (FormattableString)$"M{left + items[i].Width} {at}H{x + width}"
                    : $"M{left + items[i].Width} {at}H{x + width - (2 * Bend)}q{Bend} 0 {Bend} {-Bend}V{y + Bend}q0 {-Bend} {Bend} {-Bend}");
            }
        });
    }

    /// <summary>A piece that the line may come back to, by way of another piece below.</summary>
    public static RailroadPiece Loop(RailroadPiece item, RailroadPiece? back)
    {
        var inner = Math.Max(item.Width, back?.Width ?? 0);
        var width = inner + (4 * Bend);
        var depth = Math.Max(item.Below + Gap + (back?.Above ?? 0), 2 * Bend);
        return new RailroadPiece(width, item.Above, depth + (back?.Below ?? 0), (svg, x, y) =>
        {
            var left = x + (2 * Bend);
            var start = left + ((inner - item.Width) / 2);
            Path(svg, $"M{x} {y}H{start}");
            item.Draw(svg, start, y);
            Path(svg, $"M{start + item.Width} {y}H{x + width}");
            var behind = left + ((inner - (back?.Width ?? 0)) / 2);
            Path(svg, $"M{left + inner} {y}q{Bend} 0 {Bend} {Bend}V{y + depth - Bend}q0 {Bend} {-Bend} {Bend}H{behind + (back?.Width ?? 0)}");
            back?.Draw(svg, behind, y + depth);
            Path(svg, $"M{behind} {y + depth}H{left}q{-Bend} 0 {-Bend} {-Bend}V{y + Bend}q0 {-Bend} {Bend} {-Bend}");
        });
    }

    /// <summary>A text as XML, without what XML cannot hold.</summary>
    public static string Escape(string text) =>
        new string([.. text.Select(character => char.IsControl(character) ? '\uFFFD' : character)]).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    private static void Path(StringBuilder svg, FormattableString path) => Line(svg, $"""<path d="{path.ToString(CultureInfo.InvariantCulture)}"/>""");
}
