namespace Pico.Tests.Tensors;

public class TwinDerivativeTests
{
    static void Check(Func<double, double> function, Func<double, double> derivative, params double[] points)
    {
        foreach (var x in points)
        {
            var expected = derivative(x);
            var actual = TwinDerivative.At(function, x);
            Assert.True(Math.Abs(actual - expected) <= 1e-9 * Math.Max(Math.Abs(expected), 1e-3), $"at {x:R}: expected {expected:R}, but is {actual:R}");
        }
    }

    [Fact]
    public void Smooth_functions_reach_nine_digits()
    {
        Check(Math.Exp, Math.Exp, -50, -20, -1, 0, 1e-9, 0.3, 5, 40);
        Check(Math.Tanh, x => 1 / (Math.Cosh(x) * Math.Cosh(x)), -30, -3, -0.5, 0, 1e-30, 0.7, 2);
        Check(Math.Sin, Math.Cos, -100, -1, 0, 1, 1.5707963, 1000);
        Check(x => x * x * x - 2 * x, x => 3 * x * x - 2, -3, 0, 0.816496580927726, 7);
        Check(x => 1 / (1 + Math.Exp(-x)), x => 1 / (2 + Math.Exp(-x) + Math.Exp(x)), -40, -5, 0, 5, 40);
        Check(x => 3, x => 0, -1, 0, 1);
    }

    [Fact]
    public void The_edge_of_a_domain_is_respected()
    {
        Check(Math.Log, x => 1 / x, 1e-30, 1e-6, 1e-3, 1, 1e6);
        Check(Math.Sqrt, x => 0.5 / Math.Sqrt(x), 1e-30, 1e-6, 1e-3, 1, 1e6);
        Check(x => 1 / x, x => -1 / (x * x), -1e-3, 1e-3, 1, 1e3);
    }

    [Fact]
    public void A_kink_nearby_does_not_leak()
    {
        double[] near = [-3, -1e-3, -1e-8, -1e-30, 1e-38, 1e-30, 1e-9, 1e-8, 1e-3, 3];
        Check(x => x > 0 ? x : 0, x => x > 0 ? 1 : 0, near);
        Check(Math.Abs, x => Math.Sign(x), near);
        Check(x => x > 0 ? x : 0.01 * x, x => x > 0 ? 1 : 0.01, near);
        Check(x => x > 0 ? x : Math.Exp(x) - 1, x => x > 0 ? 1 : Math.Exp(x), -3, -0.01, 0.01, 3);
        Check(x => Math.Clamp(x, -1, 1), x => Math.Abs(x) < 1 ? 1 : 0, -1.0000001, -0.9999999, 0, 0.9999999, 1.0000001);
        Check(Math.Floor, x => 0, -0.5, 0.1, 0.999999, 1.000001);
    }

    [Fact]
    public void At_a_kink_the_flatter_side_counts()
    {
        Check(x => x > 0 ? x : 0, x => 0, 0);
        Check(x => Math.Max(x, 0), x => 0, 0);
        Check(Math.Abs, x => 0, 0);
        Check(x => x > 0 ? x : 0.01 * x, x => 0.01, 0);
        Check(x => Math.Clamp(x, -1, 1), x => 0, -1, 1);
        Check(Math.Floor, x => 0, 0, 1, 7);
    }

    [Fact]
    public void A_vertical_tangent_at_the_edge_of_a_domain_is_infinite()
    {
        Assert.Equal(double.PositiveInfinity, TwinDerivative.At(Math.Sqrt, 0));
        Assert.Equal(double.NegativeInfinity, TwinDerivative.At(x => -2e-20 * Math.Sqrt(x), 0));
        Assert.Equal(0, TwinDerivative.At(x => Math.Sqrt(Math.Abs(x)), 0)); // two opposite ones
        Assert.True(double.IsFinite(TwinDerivative.At(x => x >= 0 ? x * x : double.NaN, 0)));
    }
}
