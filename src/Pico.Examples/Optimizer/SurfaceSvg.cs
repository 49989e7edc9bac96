using System.Globalization;
using System.Text;
using static Pico.Examples.Reporting.SvgText;

namespace Pico.Examples.Optimizer;

/// <summary>Draws a surface's contours and the paths over it as a picture that needs nothing but a browser, in light and in dark surroundings.</summary>
internal static class SurfaceSvg
{
    private const double Side = 620, Left = 48, Top = 48, Legend = 250, Bottom = 40;
    private const int Cells = 160;

    // Told apart by hue, and by dashes where hues repeat for those who see few.
    private static readonly string[] Colors = ["#d1242f", "#bc4c00", "#9a6700", "#1a7f37", "#0e8a8a", "#0969da", "#8250df", "#bf3989", "#57606a", "#e16f24", "#2da44e", "#0a3069"];

    public static string Draw(Surface surface, IReadOnlyList<PathRun> runs)
    {
        var svg = new StringBuilder();
        var (width, height) = (Left + Side + Legend, Top + Side + Bottom);
        Line(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="paths of optimizers over {surface.Name}'s function">""");
        Line(svg, $$"""
            <style>
            svg { background: #ffffff; font: 13px system-ui, sans-serif; fill: #1f2328 }
            .contour { stroke: #afb8c1; stroke-width: 0.8; fill: none } .frame { stroke: #59636e; fill: none }
            .path { fill: none; stroke-width: 1.8; stroke-linejoin: round; stroke-opacity: 0.85 } .key { stroke-width: 3 } .goal { fill: #1f2328 }
            .small { font-size: 11px; fill: #59636e }
            @media (prefers-color-scheme: dark) {
            svg { background: #0d1117; fill: #e6edf3 }
            .contour { stroke: #3d444d } .frame { stroke: #9198a1 } .goal { fill: #e6edf3 } .small { fill: #9198a1 } .path, .key { filter: brightness(1.5) }
            }
            </style>
            """);
        Line(svg, $"""<clipPath id="area"><rect x="{Left}" y="{Top}" width="{Side}" height="{Side}"/></clipPath>""");
        Line(svg, $"""<text x="{Left}" y="28" font-weight="600">{surface.Name}'s function: each optimizer with the best of {SurfaceRace.Rates.Count} learning rates</text>""");
        Line(svg, $"""<g clip-path="url(#area)">""");
        foreach (var level in Levels(surface)) Contour(svg, surface, level);
        for (var i = 0; i < runs.Count; i++) Path(svg, surface, runs[i], Colors[i % Colors.Length]);
        Line(svg, $"</g>");
        Line(svg, $"""<rect class="frame" x="{Left}" y="{Top}" width="{Side}" height="{Side}"/>""");
        Marks(svg, surface);
        for (var i = 0; i < runs.Count; i++) Key(svg, runs[i], Colors[i % Colors.Length], Top + 14 + (i * 44));
        Line(svg, $"</svg>");
        return svg.ToString();
    }

    // Evenly spaced in the logarithm, from near the minimum up to what the picture shows.
    private static IEnumerable<double> Levels(Surface surface)
    {
        double[] corners = [surface.Value(surface.Left, surface.Bottom), surface.Value(surface.Left, surface.Top), surface.Value(surface.Right, surface.Bottom), surface.Value(surface.Right, surface.Top)];
        for (var level = 0.05; level < corners.Max(); level *= 2.2) yield return level;
    }

    private static void Contour(StringBuilder svg, Surface surface, double level)
    {
        var path = new StringBuilder();
        foreach (var (from, to) in Contours.At(surface, Cells, level))
        {
            path.Append(CultureInfo.InvariantCulture, $"M{X(surface, from.X):0.#} {Y(surface, from.Y):0.#}L{X(surface, to.X):0.#} {Y(surface, to.Y):0.#}");
        }

        Line(svg, $"""<path class="contour" d="{path}"/>""");
    }

    private static void Path(StringBuilder svg, Surface surface, PathRun run, string color)
    {
        // Points nearer than half a pixel to the last one drawn add nothing.
        var path = new StringBuilder();
        var (lastX, lastY) = (double.NaN, double.NaN);
        foreach (var (px, py) in run.Points)
        {
            var (x, y) = (Math.Clamp(X(surface, px), -1e4, 1e4), Math.Clamp(Y(surface, py), -1e4, 1e4));
            if (Math.Abs(x - lastX) + Math.Abs(y - lastY) < 0.5) continue;
            path.Append(CultureInfo.InvariantCulture, $"{(path.Length == 0 ? "M" : "L")}{x:0.#} {y:0.#}");
            (lastX, lastY) = (x, y);
        }

        Line(svg, $"""<path class="path" stroke="{color}" d="{path}"><title>{run.Optimizer}</title></path>""");
        Line(svg, $"""<circle cx="{lastX:0.#}" cy="{lastY:0.#}" r="3.5" fill="{color}"/>""");
    }

    private static void Key(StringBuilder svg, PathRun run, string color, double y)
    {
        var x = Left + Side + 20;
        Line(svg, $"""<path class="key" stroke="{color}" d="M{x} {y - 4}h22"/>""");
        Line(svg, $"""<text x="{x + 30}" y="{y}">{run.Optimizer}, rate {run.LearningRate:0.#####}</text>""");
        var end = run.Arrived is { } steps
            ? string.Create(CultureInfo.InvariantCulture, $"arrives after {steps} steps")
            : string.Create(CultureInfo.InvariantCulture, $"{run.Points.Count - 1} steps, at {run.Value:0.#####}");
        Line(svg, $"""<text class="small" x="{x + 30}" y="{y + 17}">{end}</text>""");
    }

    private static void Marks(StringBuilder svg, Surface surface)
    {
        var (x, y) = (X(surface, surface.Start.X), Y(surface, surface.Start.Y));
        Line(svg, $"""<circle class="goal" cx="{x:0.#}" cy="{y:0.#}" r="4"/><text x="{x + 8:0.#}" y="{y - 6:0.#}">start</text>""");
        (x, y) = (X(surface, surface.Minimum.X), Y(surface, surface.Minimum.Y));
        Line(svg, $"""<path class="goal" d="M{x:0.#} {y - 7:0.#}l2 5h5l-4 3.5 1.5 5.5-4.5-3.5-4.5 3.5 1.5-5.5-4-3.5h5z"/><text x="{x + 9:0.#}" y="{y - 7:0.#}">minimum</text>""");
        foreach (var (value, place) in (ReadOnlySpan<(double, double)>)[(surface.Left, Left), (surface.Right, Left + Side)])
        {
            Line(svg, $"""<text x="{place}" y="{Top + Side + 18}" text-anchor="middle">{value}</text>""");
        }

        foreach (var (value, place) in (ReadOnlySpan<(double, double)>)[(surface.Bottom, Top + Side), (surface.Top, Top + 10)])
        {
            Line(svg, $"""<text x="{Left - 6}" y="{place}" text-anchor="end">{value}</text>""");
        }
    }

    private static double X(Surface surface, double x) => Left + ((x - surface.Left) / (surface.Right - surface.Left) * Side);

    private static double Y(Surface surface, double y) => Top + Side - ((y - surface.Bottom) / (surface.Top - surface.Bottom) * Side);
}
