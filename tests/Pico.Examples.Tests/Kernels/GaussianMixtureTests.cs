using Pico.Examples.Kernels;

namespace Pico.Examples.Tests.Kernels;

/// <summary>ADBench's Gaussian mixture: the value against the formula written with matrices, derivatives against central differences.</summary>
public class GaussianMixtureTests
{
    [Theory]
    [InlineData(2, 3, 20)]
    [InlineData(5, 2, 11)]
    [InlineData(1, 1, 4)]
    public void The_objective_is_the_formula(int d, int k, int n)
    {
        var mixture = new Mixture(d, k, n);
        Assert.Equal(mixture.Formula(), mixture.Objective(mixture.Parameters), 1e-9);
    }

    [Fact]
    public void The_constant_is_that_of_a_normal_and_a_Wishart_distribution()
    {
        // d = 1, m = 0: two degrees of freedom, Γ(1) = 1; n = 3 points.
        var expected = (-1.5 * Math.Log(2 * Math.PI)) - (2 * (2 * (Math.Log(0.7) - (0.5 * Math.Log(2)))));
        Assert.Equal(expected, GaussianMixture.Constant(3, 1, 2, 0.7, 0), 1e-12);

        // d = 2, m = 1: four degrees of freedom; Γ₂(2) = √π Γ(2) Γ(3/2) = π / 2.
        expected = (-Math.Log(2 * Math.PI)) - ((8 * (Math.Log(1.3) - (0.5 * Math.Log(2)))) - Math.Log(Math.PI / 2));
        Assert.Equal(expected, GaussianMixture.Constant(1, 2, 1, 1.3, 1), 1e-12);
    }

    [Theory]
    [InlineData(2, 5, 40)]
    [InlineData(7, 3, 25)]
    [InlineData(16, 4, 30)]
    public void The_gradient_agrees_with_central_differences_to_a_millionth(int d, int k, int n)
    {
        var mixture = new Mixture(d, k, n);
        var gradient = mixture.Gradient(mixture.Parameters);
        var size = gradient.Max(Math.Abs);
        for (var i = 0; i < gradient.Length; i++)
        {
            double Slope(double h) => (mixture.Objective(mixture.Moved(i, h)) - mixture.Objective(mixture.Moved(i, -h))) / (2 * h);
            var difference = ((4 * Slope(5e-4)) - Slope(1e-3)) / 3; // Richardson: what is left is of the fourth order
            Assert.True(
                Math.Abs(difference - gradient[i]) <= 1e-6 * Math.Max(Math.Abs(difference), 1e-3 * size),
                FormattableString.Invariant($"parameter {i}: difference {difference:R}, gradient {gradient[i]:R}"));
        }
    }

    [Fact]
    public void Forward_mode_agrees_with_the_gradient_and_the_Hessian_with_differences_of_it()
    {
        var mixture = new Mixture(4, 3, 20);
        double[] direction = mixture.Numbers(mixture.Parameters.Length, 1), other = mixture.Numbers(mixture.Parameters.Length, 1);
        var (value, tangent) = mixture.Jvp(direction);
        Assert.Equal(mixture.Objective(mixture.Parameters), value, 1e-9);
        var slope = Dot(mixture.Gradient(mixture.Parameters), direction);
        Assert.Equal(slope, tangent, 1e-9 * Math.Abs(slope));
        double[] product = mixture.Hvp(direction), mirrored = mixture.Hvp(other);
        Assert.Equal(Dot(product, other), Dot(mirrored, direction), 1e-9 * Math.Abs(Dot(product, other)));
        var (after, before) = (mixture.Gradient(mixture.Moved(direction, 1e-5)), mixture.Gradient(mixture.Moved(direction, -1e-5)));
        var size = product.Max(Math.Abs);
        for (var i = 0; i < product.Length; i++) Assert.Equal((after[i] - before[i]) / 2e-5, product[i], 1e-6 * size);
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    /// <summary>A random mixture and data; its parameters lie in one array.</summary>
    private sealed class Mixture
    {
        private const double Gamma = 0.8;
        private const int Excess = 2;

        private readonly Random random = new(3);
        private readonly double[] points;
        private readonly int d;
        private readonly int k;
        private readonly int factor;

        public Mixture(int d, int k, int n)
        {
            (this.d, this.k, factor) = (d, k, GaussianMixture.FactorLength(d));
            points = Numbers(n * d, 2);
            Parameters = [.. Numbers(k, 1), .. Numbers(k * d, 1.5), .. Numbers(k * factor, 0.5)];
        }

        public double[] Parameters { get; }

        public double[] Numbers(int count, double scale) => [.. Enumerable.Range(0, count).Select(_ => ((random.NextDouble() * 2) - 1) * scale)];

        public double[] Moved(int parameter, double by)
        {
            var moved = (double[])Parameters.Clone();
            moved[parameter] += by;
            return moved;
        }

        public double[] Moved(double[] direction, double by) => [.. Parameters.Zip(direction, (x, v) => x + (by * v))];

        public double Objective(double[] p) => GaussianMixture.Objective(Alphas(p), Means(p), Factors(p), points, d, Gamma, Excess);

        public double[] Gradient(double[] p)
        {
            var g = new double[p.Length];
            GaussianMixture.ObjectiveGradient(Alphas(p), Means(p), Factors(p), points, d, Gamma, Excess, 1, Alphas(g), Means(g), Factors(g));
            return g;
        }

        public (double Value, double Tangent) Jvp(double[] v) =>
            GaussianMixture.ObjectiveJvp(Alphas(Parameters), Means(Parameters), Factors(Parameters), points, d, Gamma, Excess, Alphas(v), Means(v), Factors(v));

        public double[] Hvp(double[] v)
        {
            var (g, p) = (new double[v.Length], Parameters);
            GaussianMixture.ObjectiveHvp(Alphas(p), Means(p), Factors(p), points, d, Gamma, Excess, Alphas(v), Means(v), Factors(v), Alphas(g), Means(g), Factors(g));
            return g;
        }

        /// <summary>The published formula with matrices, densities and no care for overflow.</summary>
        public double Formula()
        {
            var matrices = Enumerable.Range(0, k).Select(Matrix).ToArray();
            var total = 0.0;
            for (var point = 0; point < points.Length / d; point++)
            {
                var sum = 0.0;
                for (var component = 0; component < k; component++)
                {
                    var (q, square) = (matrices[component], 0.0);
                    for (var row = 0; row < d; row++)
                    {
                        var y = Enumerable.Range(0, d).Sum(column => q[row, column] * (points[(point * d) + column] - Means(Parameters)[(component * d) + column]));
                        square += y * y;
                    }

                    sum += Math.Exp(Alphas(Parameters)[component]) * Determinant(q) * Math.Exp(-0.5 * square);
                }

                total += Math.Log(sum / Enumerable.Range(0, k).Sum(component => Math.Exp(Alphas(Parameters)[component])));
            }

            return total + matrices.Sum(q => (0.5 * Gamma * Gamma * q.Cast<double>().Sum(x => x * x)) - (Excess * Math.Log(Determinant(q))));
        }

        private double Determinant(double[,] q) => Enumerable.Range(0, d).Aggregate(1.0, (product, i) => product * q[i, i]);

        private double[,] Matrix(int component)
        {
            var numbers = Factors(Parameters).Slice(component * factor, factor);
            var (q, next) = (new double[d, d], d);
            for (var row = 0; row < d; row++)
            {
                q[row, row] = Math.Exp(numbers[row]);
                for (var column = 0; column < row; column++) q[row, column] = numbers[next++];
            }

            return q;
        }

        private Span<double> Alphas(double[] p) => p.AsSpan(0, k);

        private Span<double> Means(double[] p) => p.AsSpan(k, k * d);

        private Span<double> Factors(double[] p) => p.AsSpan(k + (k * d));
    }
}
