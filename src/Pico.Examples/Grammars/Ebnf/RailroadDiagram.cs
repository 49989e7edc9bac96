using System.Text;
using static Pico.Examples.Reporting.SvgText;

namespace Pico.Examples.Grammars.Ebnf;

/// <summary>Draws a grammar the way Wirth drew Pascal's: follow the line from left to right, and you have read a text of the language.</summary>
internal static class RailroadDiagram
{
    private const double Margin = 20, TitleHeight = 26, LongestPattern = 100;

    /// <param name="ebnf">The grammar, as generated parsers carry it.</param>
    /// <param name="title">What it is called.</param>
    /// <returns>An SVG picture that needs nothing but a browser, in light and in dark surroundings.</returns>
    public static string Draw(string ebnf, string title)
    {
        var definitions = EbnfGrammar.ParseSyntax(ebnf).Value;
        var diagrams = definitions.Select(definition => (definition.Name, Piece: Piece(definition.Body))).ToArray();
        var width = diagrams.Max(diagram => diagram.Piece.Width) + (2 * Margin) + 40;
        var height = (2 * Margin) + TitleHeight + diagrams.Sum(diagram => Height(diagram.Piece));

        var svg = new StringBuilder();
        Line(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="railroad diagrams">""");
        Line(svg, $$"""
            <style>
            svg { background: #ffffff; font: 13px ui-monospace, Menlo, Consolas, monospace; fill: #1f2328 }
            path { fill: none; stroke: #59636e; stroke-width: 1.5 }
            rect { stroke-width: 1.5 }
            rect.literal { fill: #ddf4ff; stroke: #0969da } rect.rule { fill: #fff8c5; stroke: #9a6700 } rect.pattern { fill: #eaeef2; stroke: #59636e }
            .title { font-weight: 600 }
            @media (prefers-color-scheme: dark) {
            svg { background: #0d1117; fill: #e6edf3 } path { stroke: #9198a1 }
            rect.literal { fill: #0c2d6b; stroke: #58a6ff } rect.rule { fill: #3b2300; stroke: #d29922 } rect.pattern { fill: #21262d; stroke: #9198a1 }
            }
            </style>
            """);
        Line(svg, $"""<text class="title" x="{Margin}" y="{Margin + 6}">{RailroadPiece.Escape(title)}</text>""");
        var y = Margin + TitleHeight;
        foreach (var (name, piece) in diagrams)
        {
            Line(svg, $"""<text class="title" x="{Margin}" y="{y + 12}">{RailroadPiece.Escape(name)}</text>""");
            var line = y + TitleHeight + piece.Above;
            Line(svg, $"""<path d="M{Margin} {line - 8}v16m4 -16v16m-4 -8h20"/>""");
            piece.Draw(svg, Margin + 20, line);
            Line(svg, $"""<path d="M{Margin + 20 + piece.Width} {line}h20m0 -8v16m-4 -16v16"/>""");
            y += Height(piece);
        }

        Line(svg, $"</svg>");
        return svg.ToString();
    }

    private static double Height(RailroadPiece piece) => TitleHeight + piece.Above + piece.Below + Margin;

    private static RailroadPiece Piece(EbnfPart part) => part switch
    {
        EbnfPart.Literal literal => RailroadPiece.Box(literal.Text, "literal"),
        EbnfPart.Reference reference => RailroadPiece.Box(reference.Name, "rule"),
        EbnfPart.Pattern pattern => RailroadPiece.Box(Shorten(pattern.Text) + Modes(pattern), "pattern"),
        EbnfPart.Sequence sequence => RailroadPiece.Row([.. sequence.Items.Select(Piece)]),
        EbnfPart.Choice choice => RailroadPiece.Branches([.. choice.Alternatives.Select(Piece)]),
        EbnfPart.Optional optional => RailroadPiece.Branches([RailroadPiece.Empty, Piece(optional.Item)]),
        EbnfPart.Repeat { MayBeNone: true } repeat => RailroadPiece.Branches([RailroadPiece.Empty, RailroadPiece.Loop(Piece(repeat.Item), null)]),
        EbnfPart.Repeat repeat => RailroadPiece.Loop(Piece(repeat.Item), repeat.Separator is null ? null : Piece(repeat.Separator)),
        _ => RailroadPiece.Empty,
    };

    private static string Shorten(string pattern) => pattern.Length <= LongestPattern ? pattern : pattern[..(int)LongestPattern] + "…";

    private static string Modes(EbnfPart.Pattern pattern) =>
        (pattern.Mode is { } mode ? $" in {mode}" : "") + (pattern.Push is { } push ? $" push {push}" : "") + (pattern.Pop ? " pop" : "");
}
