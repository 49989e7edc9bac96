using Pico.Examples.Grad;
using Pico.Examples.Grad.Functions;
using Pico.Examples.Tests.Commands;

namespace Pico.Examples.Tests.Grad;

public class GradTourTests
{
    /// <summary>By hand: f = (1 - x)² + 100 (y - x²)² has f_x = -2(1 - x) - 400 x (y - x²), f_y = 200 (y - x²), f_xx = 2 - 400 y + 1200 x², f_xy = -400 x, f_yy = 200.</summary>
    [Fact]
    public void Tape_and_compiled_code_have_the_derivatives_that_one_finds_by_hand()
    {
        const double X = -1.2, Y = 1;
        double fx = (-2 * (1 - X)) - (400 * X * (Y - (X * X))), fy = 200 * (Y - (X * X)), fxx = 2 - (400 * Y) + (1200 * X * X), fxy = -400 * X, fyy = 200;
        double[] expected = [fx + (0.5 * fy), fxx + (0.5 * fxy), fxy + (0.5 * fyy), 6, 6, 2.6f, 2.6f];
        var stops = GradTour.Stops();
        Assert.Equal(expected.Length, stops.Count);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], stops[i].Compiled, 1e-6 * Math.Abs(expected[i]));
            Assert.Equal(expected[i], stops[i].Tape, 1e-6 * Math.Abs(expected[i]));
        }
    }

    /// <summary>A rule's derivative holds in both operands' maps and in float64 runs.</summary>
    [Fact]
    public void Given_derivatives_hold_in_eager_maps_of_both_types()
    {
        var x = Tensor.From([-1.7, 0.2, 3.4], 3).RequiresGradient();
        x.Map(Stairs.Square).Backward(Tensor.From([1.0, 2.0, -3.0], 3));
        Assert.Equal([-4.0, 0.0, -18.0], x.Gradient!.ToDoubles().Select(value => Math.Round(value, 9)));
        var single = Tensor.From([-1.7f, 0.2f, 3.4f], 3).RequiresGradient();
        single.Map(Stairs.HalfSquare).Backward(Tensor.From([1f, 2f, -3f], 3));
        Assert.Equal([-1.7f, 0.4f, -10.2f], single.Gradient!.ToFloats().Select(value => MathF.Round(value, 5)));
    }

    [Fact]
    public async Task The_tour_prints_all_of_it()
    {
        var run = await CommandRun.Of("grad", "tour");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Matches(@"(?m)^rosenbrock along \(1, 0\.5\) +-259\.6000 +-259\.6000 ", run.Output);
        Assert.Matches(@"(?m)^x · stop\(x\) at 2\.6 +2\.6000 +2\.6000 ", run.Output);
    }
}
