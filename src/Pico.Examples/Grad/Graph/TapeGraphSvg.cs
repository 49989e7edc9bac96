using System.Globalization;
using System.Net;
using System.Text;
using static Pico.Examples.Reporting.SvgText;

namespace Pico.Examples.Grad.Graph;

/// <summary>Draws what a tape holds: a box for each value, with what made it, the value and its gradient, in light and in dark surroundings.</summary>
internal static class TapeGraphSvg
{
    private const double BoxWidth = 112, BoxHeight = 56, ColumnStep = 160, RowStep = 74, Margin = 24, Caption = 30;

    /// <param name="graph">The graph, after the way back.</param>
    /// <param name="title">What it shows.</param>
    public static string Draw(TapeGraph graph, string title)
    {
        var layout = new LayeredLayout([.. graph.Nodes.Select(node => node.Operands)]);
        var width = (2 * Margin) + ((layout.ColumnCount - 1) * ColumnStep) + BoxWidth;
        var height = (2 * Margin) + Caption + (layout.Height * RowStep) + BoxHeight;
        var svg = new StringBuilder();
        Line(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:0.#} {height:0.#}" width="{width:0.#}" height="{height:0.#}" role="img" aria-label="{Escape(title)}">""");
        Line(svg, $$"""
            <style>
            svg { background: #ffffff; font: 12px system-ui, sans-serif; fill: #1f2328 }
            .box { fill: #f6f8fa; stroke: #59636e } .given .box { fill: #ddf4ff; stroke: #0969da } .constant .box { fill: #ffffff; stroke: #d9dee4 }
            .edge { fill: none; stroke: #8c959f; stroke-width: 1.2 } .gradient { fill: #bc4c00 } .name { font-weight: 600 }
            @media (prefers-color-scheme: dark) {
            svg { background: #0d1117; fill: #e6edf3 }
            .box { fill: #161b22; stroke: #9198a1 } .given .box { fill: #0c2d4d; stroke: #58a6ff } .constant .box { fill: #0d1117; stroke: #30363d }
            .edge { stroke: #6e7681 } .gradient { fill: #f0883e }
            }
            </style>
            """);
        Line(svg, $"""<text x="{Margin}" y="{Margin + 8}" class="name">{Escape(title)}</text>""");
        foreach (var path in layout.Paths.Values) Edge(svg, path);
        foreach (var node in graph.Nodes) Box(svg, node, layout[node.Number]);
        Line(svg, $"</svg>");
        return svg.ToString();
    }

    private static void Edge(StringBuilder svg, IReadOnlyList<LayeredLayout.Vertex> path)
    {
        var line = new StringBuilder();
        for (var i = 0; i < path.Count; i++)
        {
            var (x, y) = (Margin + (path[i].Column * ColumnStep), Middle(path[i].Y));
            if (i == 0)
            {
                line.Append(CultureInfo.InvariantCulture, $"M{x + BoxWidth:0.#} {y:0.#}");
                continue;
            }

            var before = Margin + (path[i - 1].Column * ColumnStep) + BoxWidth;
            var half = (x - before) / 2;
            line.Append(CultureInfo.InvariantCulture, $"C{before + half:0.#} {Middle(path[i - 1].Y):0.#} {x - half:0.#} {y:0.#} {x:0.#} {y:0.#}");
            if (i < path.Count - 1) line.Append(CultureInfo.InvariantCulture, $"H{x + BoxWidth:0.#}"); // past the boxes of this column
        }

        Line(svg, $"""<path class="edge" d="{line}"/>""");
    }

    private static void Box(StringBuilder svg, TapeGraphNode node, (int Column, double Y) place)
    {
        var (x, y) = (Margin + (place.Column * ColumnStep), Middle(place.Y) - (BoxHeight / 2));
        var kind = node.Operation is not null ? "made" : node.Value.IsDifferentiable ? "given" : "constant";
        Line(svg, $"""<g class="{kind}"><rect class="box" x="{x:0.#}" y="{y:0.#}" width="{BoxWidth}" height="{BoxHeight}" rx="6"/>""");
        Line(svg, $"""<text x="{x + 8:0.#}" y="{y + 17:0.#}" class="name">{Escape(Title(node))}</text>""");
        Line(svg, $"""<text x="{x + 8:0.#}" y="{y + 33:0.#}">{Escape(Text(node.Value))}</text>""");
        if (node.Value.Gradient is { } gradient) Line(svg, $"""<text x="{x + 8:0.#}" y="{y + 48:0.#}" class="gradient">grad {Escape(Text(gradient))}</text>""");
        Line(svg, $"</g>");
    }

    private static double Middle(double y) => Margin + Caption + (BoxHeight / 2) + (y * RowStep);

    private static string Title(TapeGraphNode node)
    {
        var operation = node.Operation switch
        {
            null => node.Value.IsDifferentiable ? "" : "constant",
            PrimitiveKind.Add => "+",
            PrimitiveKind.Subtract or PrimitiveKind.Negate => "−",
            PrimitiveKind.Multiply => "×",
            PrimitiveKind.Divide => "÷",
            PrimitiveKind.Map => node.Function!.Method.Name.ToLowerInvariant(),
            { } kind => kind.ToString(),
        };
        return node.Value.Name is not { } name ? operation : operation.Length == 0 ? name : $"{name} = {operation}";
    }

    private static string Text(Tensor value) => value.Size == 1
        ? value.ItemDouble().ToString("0.####", CultureInfo.InvariantCulture)
        : $"[{string.Join(", ", value.Shape.ToArray())}]";

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
