namespace Pico.Examples.Kernels;

/// <summary>
/// The Mandelbrot set (Brooks and Matelski, "The dynamics of 2-generator subgroups of PSL(2, C)", 1978): how long z² + c stays near zero.
/// </summary>
public static partial class Mandelbrot
{
    // Once |z| is above 2 it grows without bound; the square spares a root in every round.
    private const float EscapeRadiusSquared = 4;

    /// <summary>The number of rounds after which a point leaves, or <paramref name="limit"/> if it stays that long.</summary>
    /// <param name="real">The real part of c.</param>
    /// <param name="imaginary">The imaginary part of c.</param>
    /// <param name="limit">The most rounds.</param>
    [Kernel(Parallel = true)]
    public static int Rounds(float real, float imaginary, [Uniform] int limit)
    {
        float x = 0, y = 0;
        for (var round = 0; round < limit; round++)
        {
            float xx = x * x, yy = y * y;
            if (xx + yy > EscapeRadiusSquared) return round;
            y = 2 * x * y + imaginary;
            x = xx - yy + real;
        }

        return limit;
    }
}
