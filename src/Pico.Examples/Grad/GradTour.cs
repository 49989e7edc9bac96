using System.Globalization;
using Pico.Examples.Grad.Functions;
using Pico.Examples.Inspection;
using Spectre.Console;

namespace Pico.Examples.Grad;

/// <summary>What there is beyond gradients, from the tape and from compiled code: derivatives along a direction, products with the Hessian, rules of one's own, stops.</summary>
internal static class GradTour
{
    private const double X = -1.2, Y = 1, XTangent = 1, YTangent = 0.5;
    private const double Increment = 1e-5;
    private const float At = 2.6f;

    /// <summary>One comparison.</summary>
    /// <param name="Quantity">What is compared.</param>
    /// <param name="Tape">What the tape gives.</param>
    /// <param name="Compiled">What compiled code gives.</param>
    /// <param name="Remark">What it is.</param>
    public sealed record Stop(string Quantity, double Tape, double Compiled, string Remark);

    public static IReadOnlyList<Stop> Stops()
    {
        var (xSlope, ySlope) = TapeGradient(X, Y);
        var jvp = Rosenbrock.EvaluateJvp(X, Y, XTangent, YTangent);
        Rosenbrock.EvaluateHvp(X, Y, XTangent, YTangent, out var xProduct, out var yProduct);
        var above = TapeGradient(X + (Increment * XTangent), Y + (Increment * YTangent));
        var below = TapeGradient(X - (Increment * XTangent), Y - (Increment * YTangent));
        return
        [
            new("rosenbrock along (1, 0.5)", (xSlope * XTangent) + (ySlope * YTangent), jvp.Tangent, "EvaluateJvp: forward mode; a tape goes back once and multiplies"),
            new("Hessian times (1, 0.5), x", (above.X - below.X) / (2 * Increment), xProduct, "EvaluateHvp: forward mode over the adjoint; a tape is run twice, for a difference"),
            new("Hessian times (1, 0.5), y", (above.Y - below.Y) / (2 * Increment), yProduct, ""),
            new("round(x)² at 2.6", TapeSlope(x => x.Map(Stairs.Square)), Stairs.SquareGradient(At, 1), "[Gradient(nameof(One))]: the derivative of rounding counts as one"),
            new("the same in two maps", TapeSlope(x => x.Map(Stairs.Round) * x.Map(Stairs.Round)), Stairs.SquareGradient(At, 1), ""),
            new("x · stop(x) at 2.6", TapeSlope(x => x.Map(Stairs.HalfSquare)), Stairs.HalfSquareGradient(At, 1), "PicoMath.StopGradient: a constant to derivatives"),
            new("x · x.Detach() at 2.6", TapeSlope(x => x * x.Detach()), Stairs.HalfSquareGradient(At, 1), "the tape's own word for it"),
        ];
    }

    public static void Write(IAnsiConsole console)
    {
        var tables = new ViewTable(console);
        var table = tables.New("quantity", ">tape", ">compiled", "what it is");
        foreach (var stop in Stops()) ViewTable.Row(table, stop.Quantity, Number(stop.Tape), Number(stop.Compiled), stop.Remark);
        tables.Write(table);
    }

    private static (double X, double Y) TapeGradient(double x, double y)
    {
        var (a, b) = (Tensor.Full(x).RequiresGradient(), Tensor.Full(y).RequiresGradient());
        Rosenbrock.Record(a, b).Backward();
        return (a.Gradient!.ItemDouble(), b.Gradient!.ItemDouble());
    }

    private static double TapeSlope(Func<Tensor, Tensor> function)
    {
        var x = Tensor.Full(At).RequiresGradient();
        function(x).Backward();
        return x.Gradient!.ItemDouble();
    }

    private static string Number(double value) => value.ToString("F4", CultureInfo.InvariantCulture);
}
