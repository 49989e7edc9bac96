using Pico.Examples.Grad.Functions;

namespace Pico.Examples.Optimizer;

/// <summary>A function of two numbers, and the part of the plane to look at.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Value">Its value.</param>
/// <param name="Gradient">Its gradient.</param>
/// <param name="Start">Where paths begin.</param>
/// <param name="Minimum">Where they should end.</param>
/// <param name="Left">The smallest x shown.</param>
/// <param name="Right">The largest.</param>
/// <param name="Bottom">The smallest y shown.</param>
/// <param name="Top">The largest.</param>
internal sealed record Surface(
    string Name, Func<double, double, double> Value, Func<double, double, (double X, double Y)> Gradient, (double X, double Y) Start, (double X, double Y) Minimum,
    double Left, double Right, double Bottom, double Top)
{
    public static IReadOnlyList<Surface> All { get; } =
    [
        new("Rosenbrock", Rosenbrock.Evaluate, RosenbrockGradient, (-1.5, 2), (1, 1), -2, 2, -1, 3),
        new("Beale", Beale.Evaluate, BealeGradient, (1, 1.5), (3, 0.5), -0.5, 4, -1.5, 2),
    ];

    private static (double, double) RosenbrockGradient(double x, double y)
    {
        Rosenbrock.EvaluateGradient(x, y, upstream: 1, out var dx, out var dy);
        return (dx, dy);
    }

    private static (double, double) BealeGradient(double x, double y)
    {
        Beale.EvaluateGradient(x, y, upstream: 1, out var dx, out var dy);
        return (dx, dy);
    }
}
