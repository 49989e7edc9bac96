using System.Globalization;
using System.Text;
using static Pico.Examples.Reporting.SvgText;
using Pico.Training;

namespace Pico.Examples.Reporting;

/// <summary>Draws a loss curve as a picture that needs nothing but a browser, in light and in dark surroundings.</summary>
internal static class LossCurveSvg
{
    private const double Width = 760, Height = 420, Left = 64, Right = 24, Top = 44, Bottom = 52;
    private const int MostTicks = 6;

    /// <param name="curve">The points; those that are not finite are left out.</param>
    /// <param name="title">What the losses are.</param>
    public static string Draw(IReadOnlyList<LossPoint> curve, string title = "loss")
    {
        var losses = curve.SelectMany(point => (double[])[point.TrainLoss, point.ValidationLoss]).Where(double.IsFinite).ToList();
        var steps = Ticks(0, Math.Max(1, curve.Count > 0 ? curve[^1].Step : 1), whole: true);
        var values = Ticks(losses.Count > 0 ? losses.Min() : 0, losses.Count > 0 ? losses.Max() : 1, whole: false);
        var svg = new StringBuilder();
        Line(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}" role="img" aria-label="loss curve">""");
        Line(svg, $$"""
            <style>
            svg { background: #ffffff; font: 13px system-ui, sans-serif; fill: #1f2328 }
            .grid { stroke: #d9dee4; stroke-width: 1 }
            .axis { stroke: #59636e; stroke-width: 1 }
            .train, .validation { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round }
            .train { stroke: #0969da } .validation { stroke: #bc4c00 }
            @media (prefers-color-scheme: dark) {
            svg { background: #0d1117; fill: #e6edf3 }
            .grid { stroke: #30363d } .axis { stroke: #9198a1 }
            .train { stroke: #58a6ff } .validation { stroke: #f0883e }
            }
            </style>
            """);
        foreach (var value in values)
        {
            var y = Y(value, values);
            Line(svg, $"""<path class="grid" d="M{Left} {y:0.##}H{Width - Right}"/>""");
            Line(svg, $"""<text x="{Left - 8}" y="{y + 4:0.##}" text-anchor="end">{value:0.###}</text>""");
        }

        foreach (var step in steps)
        {
            var x = X(step, steps);
            Line(svg, $"""<path class="axis" d="M{x:0.##} {Height - Bottom}v5"/>""");
            Line(svg, $"""<text x="{x:0.##}" y="{Height - Bottom + 20}" text-anchor="middle">{step:#,0}</text>""");
        }

        Line(svg, $"""<path class="axis" d="M{Left} {Height - Bottom}H{Width - Right}"/>""");
        Line(svg, $"""<text x="{(Left + Width - Right) / 2}" y="{Height - 10}" text-anchor="middle">step</text>""");
        Line(svg, $"""<text x="{Left}" y="24" font-weight="600">{title}</text>""");
        Series(svg, "train", curve.Select(point => (point.Step, point.TrainLoss)), 220, steps, values);
        Series(svg, "validation", curve.Select(point => (point.Step, point.ValidationLoss)), 120, steps, values);
        Line(svg, $"</svg>");
        return svg.ToString();
    }

    private static void Series(StringBuilder svg, string name, IEnumerable<(long Step, double Loss)> points, double fromRight, double[] steps, double[] values)
    {
        List<(double X, double Y)> places = [.. points.Where(point => double.IsFinite(point.Loss)).Select(point => (X(point.Step, steps), Y(point.Loss, values)))];
        if (places.Count == 0) return;
        Line(svg, $"""<path class="{name}" d="M{Width - fromRight} 20h20"/>""");
        Line(svg, $"""<text x="{Width - fromRight + 26}" y="24">{name}</text>""");
        var path = string.Join(' ', places.Select((place, i) => string.Create(CultureInfo.InvariantCulture, $"{(i == 0 ? "M" : "L")}{place.X:0.##} {place.Y:0.##}")));
        if (places.Count == 1) path += "h0.01"; // a lone point shows as the round cap of its line
        Line(svg, $"""<path class="{name}" d="{path}"/>""");
    }

    // Round numbers (1, 2 or 5 times a power of ten) that enclose the range.
    private static double[] Ticks(double least, double largest, bool whole)
    {
        var span = Math.Max(largest - least, whole ? 1 : 1e-3);
        var power = Math.Pow(10, Math.Floor(Math.Log10(span / MostTicks)));
        var step = new[] { 1, 2, 5, 10 }.Select(factor => factor * power).First(step => span / step <= MostTicks);
        if (whole) step = Math.Max(1, step);
        var (first, last) = (Math.Floor((least / step) + 1e-9), Math.Ceiling((largest / step) - 1e-9));
        if (last <= first) last = first + 1;
        return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step)];
    }

    private static double X(double step, double[] ticks) => Left + ((step - ticks[0]) / (ticks[^1] - ticks[0]) * (Width - Left - Right));

    private static double Y(double loss, double[] ticks) => Height - Bottom - ((loss - ticks[0]) / (ticks[^1] - ticks[0]) * (Height - Top - Bottom));
}
