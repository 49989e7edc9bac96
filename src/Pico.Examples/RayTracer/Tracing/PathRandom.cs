using Pico.Examples.Kernels;

namespace Pico.Examples.RayTracer.Tracing;

/// <summary>
/// Random numbers of one path: a hash of its key and a counter, so that they depend on nothing else, neither on other lanes nor on threads. The mixing steps are the
/// multiply-xorshift of MurmurHash3's finaliser with the constants of Wellons' "lowbias32", once for each half of the key.
/// </summary>
/// <param name="first">One half of the key.</param>
/// <param name="second">The other half.</param>
/// <param name="counter">How many numbers the path has drawn.</param>
public struct PathRandom(uint first, uint second, uint counter)
{
    // 2π/8 once for each half of the unit square's diagonal.
    private const float QuarterPi = 0.78539816339744831f;

    /// <summary>How many numbers the path has drawn.</summary>
    public uint Counter = counter;

    private readonly uint first = first, second = second;

    /// <summary>Mixes the bits of a number; no two have the same result.</summary>
    /// <param name="x">The number.</param>
    public static uint Mix(uint x)
    {
        x ^= x >> 16;
        x *= 0x21f0aaadu;
        x ^= x >> 15;
        x *= 0x735a2d97u;
        return x ^ (x >> 15);
    }

    /// <summary>The next number, from 0 to just below 1.</summary>
    public float Next()
    {
        Counter++;
        var bits = Mix(Mix((Counter * 0x9e3779b9u) ^ first) ^ second);
        return (int)(bits >> 8) * (1f / (1 << 24));
    }

    /// <summary>
    /// A point of the unit disc, each part of it equally likely, by the concentric map (Shirley and Chiu, "A low distortion map between disk and square", 1997). Sine and
    /// cosine are Taylor polynomials up to an eighth of a turn, so that they are the same bits everywhere.
    /// </summary>
    /// <param name="x">Its first coordinate.</param>
    /// <param name="y">Its second coordinate.</param>
    public void Disc(out float x, out float y)
    {
        float a = (2 * Next()) - 1, b = (2 * Next()) - 1;
        var isWide = MathF.Abs(a) > MathF.Abs(b);
        var radius = isWide ? a : b;
        var other = isWide ? b : a;
        var angle = radius != 0 ? QuarterPi * (other / radius) : 0;
        var square = angle * angle;
        var sine = radius * angle * (1 + square * (-1f / 6 + square * (1f / 120 - square * (1f / 5040))));
        var cosine = radius * (1 + square * (-0.5f + square * (1f / 24 + square * (-1f / 720 + square * (1f / 40320)))));
        x = isWide ? cosine : sine;
        y = isWide ? sine : cosine;
    }

    /// <summary>A direction, each equally likely (Marsaglia, "Choosing a point from the surface of a sphere", 1972).</summary>
    public Vec3 Direction()
    {
        float x, y;
        Disc(out x, out y);
        var square = MathF.Min(1, x * x + y * y);
        var ring = 2 * MathF.Sqrt(1 - square);
        return new Vec3(x * ring, y * ring, 1 - 2 * square);
    }
}
