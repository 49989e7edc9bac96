namespace Pico.Training;

/// <summary>
/// Searches along a line for a point that meets the strong Wolfe conditions (Nocedal and Wright, "Numerical Optimization", 2006, algorithms 3.5 and 3.6), with the cubic
/// interpolation, the safeguards and the bounds of minFunc (Schmidt 2005), which are also torch's.
/// </summary>
/// <param name="tolerance">The length of a bracket below which the search ends.</param>
internal readonly struct StrongWolfe(double tolerance)
{
    private const double Decrease = 1e-4; // c1
    private const double Curvature = 0.9; // c2
    private const int MostRounds = 25;

    /// <summary>Searches.</summary>
    /// <param name="evaluate">The loss and its slope at a length.</param>
    /// <param name="first">The length that is tried first.</param>
    /// <param name="loss">The loss at length 0.</param>
    /// <param name="slope">Its slope there, below 0.</param>
    /// <returns>The length found.</returns>
    public double Search(Func<double, (double Loss, double Slope)> evaluate, double first, double loss, double slope)
    {
        Point start = new(0, loss, slope), before = start, point = At(evaluate, first);
        var rounds = 0;
        for (; rounds < MostRounds; rounds++)
        {
            if (IsTooHigh(point, start) || (rounds > 1 && point.Loss >= before.Loss)) break;
            if (IsFlat(point, start)) return point.Length;
            if (point.Slope >= 0) break;
            var next = Cubic(before, point, point.Length + (0.01 * (point.Length - before.Length)), point.Length * 10);
            (before, point) = (point, At(evaluate, next));
        }

        return rounds == MostRounds ? Best(start, point).Length : Narrow(evaluate, start, before, point, rounds);
    }

    private double Narrow(Func<double, (double Loss, double Slope)> evaluate, in Point start, in Point one, in Point other, int rounds)
    {
        var (low, high) = one.Loss <= other.Loss ? (one, other) : (other, one);
        var isStuck = false;
        for (; rounds < MostRounds; rounds++)
        {
            var (left, right) = (Math.Min(low.Length, high.Length), Math.Max(low.Length, high.Length));
            if (right - left < tolerance) break;
            var length = Cubic(low, high, left, right);

            // A point that comes too near to an end twice is moved away from it.
            var margin = 0.1 * (right - left);
            var isNear = Math.Min(right - length, length - left) < margin;
            if (isNear && (isStuck || length >= right || length <= left))
            {
                length = Math.Abs(length - right) < Math.Abs(length - left) ? right - margin : left + margin;
                isNear = false;
            }

            isStuck = isNear;
            var point = At(evaluate, length);
            if (IsTooHigh(point, start) || point.Loss >= low.Loss)
            {
                (low, high) = low.Loss <= point.Loss ? (low, point) : (point, low);
                continue;
            }

            if (IsFlat(point, start)) return point.Length;
            if (point.Slope * (high.Length - low.Length) >= 0) high = low;
            low = point;
        }

        return low.Length;
    }

    private static Point At(Func<double, (double Loss, double Slope)> evaluate, double length)
    {
        var (loss, slope) = evaluate(length);
        return new Point(length, loss, slope);
    }

    private static bool IsTooHigh(in Point point, in Point start) => !(point.Loss <= start.Loss + (Decrease * point.Length * start.Slope));

    private static bool IsFlat(in Point point, in Point start) => Math.Abs(point.Slope) <= -Curvature * start.Slope;

    private static Point Best(in Point one, in Point other) => one.Loss <= other.Loss ? one : other;

    /// <summary>The minimum of the cubic through two points with their slopes, within bounds; where it has none, their middle.</summary>
    private static double Cubic(in Point one, in Point other, double least, double largest)
    {
        var (a, b) = one.Length <= other.Length ? (one, other) : (other, one);
        var mean = a.Slope + b.Slope - (3 * (a.Loss - b.Loss) / (a.Length - b.Length));
        var square = (mean * mean) - (a.Slope * b.Slope);
        if (!(square >= 0)) return (least + largest) / 2;
        var root = Math.Sqrt(square);
        var length = b.Length - ((b.Length - a.Length) * ((b.Slope + root - mean) / (b.Slope - a.Slope + (2 * root))));
        return Math.Min(Math.Max(length, least), largest);
    }

    private readonly record struct Point(double Length, double Loss, double Slope);
}
