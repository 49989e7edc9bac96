namespace Pico;

/// <summary>
/// The derivative of a scalar function in double, by central differences that are extrapolated to step zero
/// (L. F. Richardson, "The approximate arithmetical solution by finite differences", 1911). Smooth functions reach about
/// eleven digits.
/// </summary>
/// <remarks>
/// A step is trusted only if the second difference shrinks with it, which it does not when a kink or a jump lies within the
/// step. At a kink itself, where no step is trusted, the result is the one-sided derivative of the smaller magnitude, and
/// zero if the two are opposite: relu, leaky relu and abs at 0 yield 0, their negative slope, and 0.
/// At the edge of a domain it is the one-sided derivative, and infinite where the tangent is vertical (sqrt at 0).
/// </remarks>
static class TwinDerivative
{
    const double FirstStep = 1.0 / 64;
    const int Halvings = 24;
    const double Target = 1e-11; // relative error at which a step is good enough
    const double Epsilon = 2.2e-16;

    public static double At(Func<double, double> function, double x)
    {
        if (TryCentral(function, x, FirstStep * Math.Max(1, Math.Abs(x)), out var slope))
        {
            return slope;
        }

        // A kink closer than the smallest of those steps, but not at x: relu at 1e-30, for example.
        if (x != 0 && TryCentral(function, x, FirstStep * Math.Abs(x), out slope))
        {
            return slope;
        }

        double right = OneSided(function, x, 1), left = OneSided(function, x, -1);
        return right == -left ? 0
            : double.IsNaN(left) || Math.Abs(right) < Math.Abs(left) ? right : left;
    }

    static bool TryCentral(Func<double, double> function, double x, double step, out double slope)
    {
        slope = 0;
        var smallest = double.PositiveInfinity;
        var center = function(x);
        var wide = Difference.Of(function, x, step, center);
        var middle = Difference.Of(function, x, step / 2, center);
        for (var halving = 2; halving < Halvings; halving++)
        {
            var narrow = Difference.Of(function, x, step / (1 << halving), center);
            if (middle.IsSmootherThan(wide) && narrow.IsSmootherThan(middle))
            {
                // Romberg's table: the error terms of the steps' squares, then of their fourth powers, cancel.
                var first = (4 * middle.Slope - wide.Slope) / 3;
                var second = (4 * narrow.Slope - middle.Slope) / 3;
                var best = (16 * second - first) / 15;
                var error = Math.Abs(best - second);
                if (error < smallest)
                {
                    (smallest, slope) = (error, best);
                }

                if (error <= Target * Math.Abs(best) + narrow.Noise)
                {
                    return true;
                }
            }

            (wide, middle) = (middle, narrow);
        }

        return smallest < double.PositiveInfinity;
    }

    static double OneSided(Func<double, double> function, double x, double side)
    {
        var step = side * Math.ScaleB(Math.Max(1, Math.Abs(x)), -13);
        var center = function(x);
        double wide = (function(x + step) - center) / step;
        double middle = (function(x + step / 2) - center) / (step / 2);
        double narrow = (function(x + step / 4) - center) / (step / 4);

        // Quotients of a smooth function hardly change with the step; those of a vertical tangent grow each time it is halved (sqrt: by 1.41), those of a jump double.
        return IsVertical(middle / wide) && IsVertical(narrow / middle) ? Math.CopySign(double.PositiveInfinity, narrow) : (8 * narrow - 6 * middle + wide) / 3;

        static bool IsVertical(double growth) => growth is > 1.2 and < 1.99;
    }

    readonly record struct Difference(double Slope, double Bend, double Noise)
    {
        public static Difference Of(Func<double, double> function, double x, double step, double center)
        {
            double right = x + step, left = x - step;
            double above = function(right), below = function(left);
            return new(
                (above - below) / (right - left),
                (above - 2 * center + below) / step,
                Epsilon * (Math.Abs(above) + 2 * Math.Abs(center) + Math.Abs(below)) / step);
        }

        // Of a smooth function the bend is proportional to the step, and halves with it. False for NaN.
        public bool IsSmootherThan(Difference wider) => Math.Abs(Bend) <= 0.75 * Math.Abs(wider.Bend) + 4 * Noise;
    }
}
