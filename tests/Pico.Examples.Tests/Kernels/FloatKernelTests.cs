using System.Numerics;
using Pico.Examples.Kernels;

namespace Pico.Examples.Tests.Kernels;

/// <summary>The kernels over numbers, against theory, textbooks and double precision.</summary>
public class FloatKernelTests
{
    /// <summary>The main cardioid and the disc beside it belong to the set; beyond 2 nothing does.</summary>
    [Fact]
    public void Mandelbrot_knows_the_cardioid_the_disc_and_the_outside()
    {
        const int Limit = 500;
        var points = (from y in Enumerable.Range(-30, 61) from x in Enumerable.Range(-50, 81) select new Complex(x / 20.0, y / 20.0)).ToArray();
        var rounds = new int[points.Length];
        Mandelbrot.Rounds([.. points.Select(c => (float)c.Real)], [.. points.Select(c => (float)c.Imaginary)], Limit, rounds);
        var (inside, outside) = (0, 0);
        for (var i = 0; i < points.Length; i++)
        {
            if (Complex.Abs(1 - Complex.Sqrt(1 - 4 * points[i])) < 0.98 || Complex.Abs(points[i] + 1) < 0.24)
            {
                Assert.Equal(Limit, rounds[i]);
                inside++;
            }
            else if (Complex.Abs(points[i]) > 2)
            {
                Assert.InRange(rounds[i], 1, 2);
                outside++;
            }
        }

        Assert.True(inside > 400 && outside > 500, $"{inside} points inside, {outside} outside");
    }

    /// <summary>Hull, "Options, Futures, and Other Derivatives", example 15.6: 4.76 and 0.81.</summary>
    [Fact]
    public void Black_Scholes_prices_the_option_of_the_textbook()
    {
        float[] call = new float[40], put = new float[40];
        BlackScholes.Price(Same(42), Same(40), Same(0.5f), 0.1f, 0.2f, call, put);
        Assert.All(call, price => Assert.Equal(4.76, price, 0.005));
        Assert.All(put, price => Assert.Equal(0.81, price, 0.005));

        static float[] Same(float value) => [.. Enumerable.Repeat(value, 40)];
    }

    [Fact]
    public void Dot_is_that_of_double_precision()
    {
        var (a, b) = (Floats(1000, 1), Floats(1000, 2));
        Assert.Equal(a.Zip(b, (x, y) => (double)x * y).Sum(), DotProduct.Dot(a, b), 1e-4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(77)]
    public void Softmax_is_that_of_double_precision_and_does_not_overflow(int length)
    {
        var row = Floats(length, 1).Select(x => 100 * x).ToArray();
        var weights = row.Select(x => Math.Exp(x - (double)row.Max())).ToArray();
        SoftmaxRow.Apply(row);
        for (var i = 0; i < length; i++) Assert.Equal(weights[i] / weights.Sum(), row[i], 1e-5);
    }

    [Fact]
    public void Bodies_attract_each_other_as_in_double_precision()
    {
        const int Count = 50;
        const double Time = 0.01, Softening = 0.02;
        float[] x = Floats(Count, 1), y = Floats(Count, 2), z = Floats(Count, 3), mass = [.. Floats(Count, 4).Select(MathF.Abs)];
        float[] vx = new float[Count], vy = new float[Count], vz = new float[Count];
        NBody.Kick(x, y, z, mass, vx, vy, vz, (float)Time, (float)Softening);
        for (var i = 0; i < Count; i++)
        {
            var pull = Enumerable.Range(0, Count).Sum(j => Time * mass[j] * (x[j] - x[i]) / Math.Pow(Squared(x, i, j) + Squared(y, i, j) + Squared(z, i, j) + Softening, 1.5));
            Assert.Equal(pull, vx[i], 1e-4);
        }

        Assert.Equal(0, mass.Zip(vy, (m, v) => m * (double)v).Sum(), 1e-4); // what pulls is pulled
        Assert.Equal(0, mass.Zip(vz, (m, v) => m * (double)v).Sum(), 1e-4);
        var before = x.ToArray();
        NBody.Drift(x, vx, 2);
        Assert.Equal(before.Zip(vx, (place, v) => place + v * 2), x);

        static double Squared(float[] values, int i, int j) => Math.Pow((double)values[j] - values[i], 2);
    }

    [Fact]
    public void Rays_meet_the_nearest_sphere_in_front()
    {
        // Unit spheres on the z axis at 0 and 10, and a large one beside it.
        float[] x = [0, 0, 20], y = [0, 0, 0], z = [10, 0, 0], radius = [1, 1, 5];
        float[] ox = [0, 0, 0, 0, 0, 20], oz = [-5, 5, 0, 15, 15, -9], oy = [0, 0, 0, 0, 0, 3], dz = [1, 1, 1, 1, -1, 1];
        float[] zero = new float[6], distance = new float[6];
        var hit = new int[6];
        RaySpheres.Hit(ox, oy, oz, zero, zero, dz, x, y, z, radius, distance, hit);
        Assert.Equal([1, 0, 1, -1, 0, 2], hit);
        Assert.Equal([4, 4, 1, float.PositiveInfinity, 4, 5], distance); // from inside, to the far side
    }

    private static float[] Floats(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextSingle() - 1)];
    }
}
