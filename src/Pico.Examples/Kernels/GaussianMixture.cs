namespace Pico.Examples.Kernels;

/// <summary>
/// The likelihood of a mixture of Gaussians with full covariances, the objective by which tools for derivatives are compared (Šrajer, Kukelova and
/// Fitzgibbon, "A benchmark of selected algorithmic differentiation tools on some problems in computer vision and machine learning", 2018). A component has a
/// weight α, a mean μ and the inverse factor Q of its covariance: lower triangular, with logarithms on the diagonal.
/// </summary>
public static partial class GaussianMixture
{
    /// <summary>Components times dimensions may be at most this.</summary>
    public const int MostDiagonals = 4096;

    /// <summary>The largest number of components.</summary>
    public const int MostComponents = 256;

    /// <summary>How many numbers describe a factor Q: its diagonal, then its rows below the diagonal.</summary>
    /// <param name="dimensions">The number of dimensions d.</param>
    public static int FactorLength(int dimensions) => dimensions * (dimensions + 1) / 2;

    /// <summary>
    /// The logarithm of the likelihood times a Wishart prior: Σᵢ logsumexpₖ(αₖ + log|Qₖ| − ½‖Qₖ(xᵢ − μₖ)‖²) − n logsumexp(α) + Σₖ(½γ²‖Qₖ‖² − m log|Qₖ|), up to
    /// <see cref="Constant"/>.
    /// </summary>
    /// <param name="alphas">[k] Logarithms of the weights, up to a common summand.</param>
    /// <param name="means">[k, d] The means.</param>
    /// <param name="factors">[k, d(d+1)/2] Of each factor the logarithms of its diagonal, then its rows below the diagonal.</param>
    /// <param name="points">[n, d] The data, which have no derivative.</param>
    /// <param name="dimensions">The number of dimensions d.</param>
    /// <param name="gamma">The prior's γ.</param>
    /// <param name="excess">The prior's m: degrees of freedom beyond d + 1.</param>
    /// <exception cref="IndexOutOfRangeException">More than <see cref="MostComponents"/> components, or than <see cref="MostDiagonals"/> diagonals; or spans that do not fit.</exception>
    [Differentiable(Hessian = true)]
    public static double Objective(
        ReadOnlySpan<double> alphas, ReadOnlySpan<double> means, ReadOnlySpan<double> factors, [Uniform] ReadOnlySpan<double> points, int dimensions,
        [Uniform] double gamma, int excess)
    {
        Span<double> diagonals = stackalloc double[MostDiagonals];
        Span<double> heights = stackalloc double[MostComponents]; // logarithms of the components' densities at their means
        Span<double> terms = stackalloc double[MostComponents];
        var stride = dimensions * (dimensions + 1) / 2;
        var result = 0.0;
        for (var k = 0; k < alphas.Length; k++)
        {
            double logarithm = 0, squares = 0;
            for (var i = 0; i < dimensions; i++)
            {
                var q = factors[k * stride + i];
                var diagonal = Math.Exp(q);
                diagonals[k * dimensions + i] = diagonal;
                logarithm += q;
                squares += diagonal * diagonal;
            }

            for (var i = dimensions; i < stride; i++)
            {
                squares += factors[k * stride + i] * factors[k * stride + i];
            }

            heights[k] = alphas[k] + logarithm;
            result += 0.5 * gamma * gamma * squares - excess * logarithm;
        }

        var count = points.Length / dimensions;
        for (var point = 0; point < count; point++)
        {
            for (var k = 0; k < alphas.Length; k++)
            {
                terms[k] = heights[k] - 0.5 * Distance(means, factors, points, diagonals, dimensions, k, point);
            }

            result += LogSumExp(terms, alphas.Length);
        }

        return result - count * LogSumExp(alphas, alphas.Length);
    }

    /// <summary>What the objective lacks: the factor of the Gaussians and that of the Wishart distribution.</summary>
    /// <param name="count">The number of points n.</param>
    /// <param name="dimensions">The number of dimensions d.</param>
    /// <param name="components">The number of components.</param>
    /// <param name="gamma">The prior's γ.</param>
    /// <param name="excess">The prior's m.</param>
    public static double Constant(int count, int dimensions, int components, double gamma, int excess)
    {
        var freedom = dimensions + excess + 1;
        var prior = (freedom * dimensions * (Math.Log(gamma) - (0.5 * Math.Log(2)))) - (0.25 * dimensions * (dimensions - 1) * Math.Log(Math.PI));
        for (var j = 0; j < dimensions; j++)
        {
            prior -= LogGamma(freedom - j);
        }

        return (-0.5 * count * dimensions * Math.Log(2 * Math.PI)) - (components * prior);
    }

    /// <summary>‖Q(x − μ)‖² for a component and a point.</summary>
    private static double Distance(
        ReadOnlySpan<double> means, ReadOnlySpan<double> factors, ReadOnlySpan<double> points, ReadOnlySpan<double> diagonals, int dimensions, int k, int point)
    {
        int mean = k * dimensions, x = point * dimensions;
        var corner = k * (dimensions * (dimensions + 1) / 2) + dimensions;
        var distance = 0.0;
        for (var i = 0; i < dimensions; i++)
        {
            var row = corner + i * (i - 1) / 2;
            var sum = diagonals[mean + i] * (points[x + i] - means[mean + i]);
            for (var j = 0; j < i; j++)
            {
                sum += factors[row + j] * (points[x + j] - means[mean + j]);
            }

            distance += sum * sum;
        }

        return distance;
    }

    private static double LogSumExp(ReadOnlySpan<double> values, int count)
    {
        var largest = values[0];
        for (var i = 1; i < count; i++)
        {
            largest = Math.Max(largest, values[i]);
        }

        var shift = PicoMath.StopGradient(largest); // it only keeps the exponentials small: the result does not depend on it
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            sum += Math.Exp(values[i] - shift);
        }

        return shift + Math.Log(sum);
    }

    /// <summary>log Γ(twice / 2), from Γ(1) = 1 and Γ(½) = √π.</summary>
    private static double LogGamma(int twice)
    {
        var (result, at) = twice % 2 == 0 ? (0.0, 2) : (0.5 * Math.Log(Math.PI), 1);
        for (; at < twice; at += 2)
        {
            result += Math.Log(at / 2.0);
        }

        return result;
    }
}
