using System.Xml.Linq;
using Pico.Examples.Optimizer;
using Pico.Examples.Tests.Commands;

namespace Pico.Examples.Tests.Optimizer;

/// <summary><c>pico optim race</c>.</summary>
public class RaceTests
{
    [Fact]
    public void Every_optimizer_goes_down_both_valleys()
    {
        foreach (var surface in Surface.All)
        {
            var runs = new SurfaceRace(300).Run(surface, default);
            Assert.Equal(OptimizerChoices.All.Select(choice => choice.Name), runs.Select(run => run.Optimizer));
            var start = surface.Value(surface.Start.X, surface.Start.Y);
            Assert.All(runs, run => Assert.True(run.Value < start / 2, $"{run.Optimizer} on {surface.Name}: {run.Value} after {start}"));
            Assert.InRange(runs.Single(run => run.Optimizer == "lbfgs").Arrived ?? int.MaxValue, 3, 60);
            Assert.All(runs.Where(run => run.Arrived is not null), run =>
            {
                var (x, y) = run.Points[^1];
                Assert.InRange(Math.Sqrt(Math.Pow(x - surface.Minimum.X, 2) + Math.Pow(y - surface.Minimum.Y, 2)), 0, SurfaceRace.Near);
            });
        }
    }

    [Fact]
    public async Task The_command_draws_and_counts()
    {
        var folder = Directory.CreateTempSubdirectory("pico-race");
        try
        {
            var run = await CommandRun.Of("optim", "race", "--out", folder.FullName, "--steps", "40", "--digits-steps", "5", "--target", "10", "--threads", "1");
            Assert.Equal((0, ""), (run.Code, run.Error));
            foreach (var name in new[] { "rosenbrock", "beale" })
            {
                var svg = XDocument.Load(Path.Combine(folder.FullName, name + ".svg"));
                var classes = svg.Descendants().Select(element => (string?)element.Attribute("class")).ToList();
                Assert.Equal(OptimizerChoices.All.Count, classes.Count(kind => kind == "path"));
                Assert.True(classes.Count(kind => kind == "contour") > 5);
                Assert.DoesNotContain("NaN", svg.ToString(), StringComparison.Ordinal);
            }

            // A loss of 10 is met at the first measure.
            var digits = run.Lines.SkipWhile(line => !line.StartsWith("digits", StringComparison.Ordinal)).ToList();
            Assert.All(OptimizerChoices.All, choice => Assert.Matches($@"^{choice.Name} +\S+ +5 +\d\.\d{{3}} +\d", Assert.Single(digits, line => line.StartsWith(choice.Name + " ", StringComparison.Ordinal))));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
