namespace Pico.Examples.Optimizer;

/// <summary>
/// Lets every optimizer walk over a surface from the same place. Each is given the same list of learning rates, and shown with the one that brought it
/// to the minimum in the fewest steps without leaving the picture: a race between settings would say nothing of the rules.
/// </summary>
/// <param name="steps">How many steps each may make.</param>
internal sealed class SurfaceRace(int steps)
{
    /// <summary>The distance to the minimum at which an optimizer has arrived.</summary>
    public const double Near = 0.01;

    /// <summary>Three to a decade.</summary>
    public static IReadOnlyList<double> Rates { get; } = [.. Enumerable.Range(0, 14).Select(i => Math.Round(Math.Pow(10, -4 + (i / 3.0)), 6))];

    /// <summary>The best way of each optimizer.</summary>
    public IReadOnlyList<PathRun> Run(Surface surface, CancellationToken cancellation)
    {
        var runs = new List<PathRun>();
        foreach (var choice in OptimizerChoices.All)
        {
            cancellation.ThrowIfCancellationRequested();
            runs.Add(Rates.Select(rate => Walk(surface, choice, rate)).MinBy(run => (Leaves(surface, run), run.Arrived ?? int.MaxValue, run.Value))!);
        }

        return runs;
    }

    private static bool Leaves(Surface surface, PathRun run) =>
        run.Points.Any(point => !(point.X >= surface.Left && point.X <= surface.Right && point.Y >= surface.Bottom && point.Y <= surface.Top));

    private PathRun Walk(Surface surface, OptimizerChoice choice, double rate)
    {
        var parameters = new Place().Parameters;
        parameters.Write(0, [(float)surface.Start.X, (float)surface.Start.Y]);
        var optimizer = choice.Create(parameters, rate, 0);
        var gradients = new float[parameters.Length];
        var points = new List<(double X, double Y)> { At() };
        int? arrived = null;
        while (points.Count <= steps && arrived is null)
        {
            var value = Evaluate();
            if (!double.IsFinite(value) || gradients.Any(gradient => !float.IsFinite(gradient))) break;
            optimizer.Step(parameters, gradients, Evaluate);
            points.Add(At());
            var (dx, dy) = (points[^1].X - surface.Minimum.X, points[^1].Y - surface.Minimum.Y);
            if (Math.Sqrt((dx * dx) + (dy * dy)) < Near) arrived = points.Count - 1;
        }

        var end = surface.Value(points[^1].X, points[^1].Y);
        return new PathRun(choice.Name, rate, points, arrived, double.IsFinite(end) ? end : double.MaxValue);

        (double X, double Y) At() => (parameters.Values[0], parameters.Values[1]);

        double Evaluate()
        {
            var (x, y) = At();
            var (dx, dy) = surface.Gradient(x, y);
            (gradients[0], gradients[1]) = ((float)dx, (float)dy);
            return surface.Value(x, y);
        }
    }
}
