using System.Globalization;
using System.Xml.Linq;
using Pico.Examples.Reporting;
using Pico.Training;

namespace Pico.Examples.Tests.Reporting;

public class LossCurveSvgTests
{
    [Fact]
    public void Both_curves_lie_between_the_axes_and_fall_with_the_loss()
    {
        var curve = Enumerable.Range(1, 20).Select(i => new LossPoint(i * 100, 4.2 / i, (4.2 / i) + 0.3)).ToList();
        var svg = XDocument.Parse(LossCurveSvg.Draw(curve));
        var train = Points(svg, "train");
        var validation = Points(svg, "validation");
        Assert.Equal((20, 20), (train.Count, validation.Count));
        Assert.All(train.Concat(validation), point => Assert.True(point.X is >= 64 and <= 736 && point.Y is >= 44 and <= 368, $"{point} lies outside"));
        Assert.Equal(train.OrderBy(point => point.X).ThenBy(point => point.Y), train);
        Assert.All(train.Zip(validation), pair => Assert.True(pair.First.Y > pair.Second.Y)); // the lower loss lies lower
        var texts = svg.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value).ToList();
        Assert.Contains("2,000", texts);
        Assert.Contains("loss", texts);
        Assert.Contains("validation", texts);
    }

    [Theory]
    [InlineData()]
    [InlineData(2.5)]
    [InlineData(2.5, 2.5, 2.5)]
    [InlineData(double.NaN, 1.0)]
    [InlineData(1e9, 1e-9)]
    public void Odd_curves_are_drawn_too(params double[] losses)
    {
        var text = LossCurveSvg.Draw([.. losses.Select((loss, i) => new LossPoint(i, loss, loss))]);
        Assert.Equal(losses.Count(double.IsFinite), Points(XDocument.Parse(text), "train").Count);
        Assert.DoesNotContain("NaN", text);
        Assert.DoesNotContain("Infinity", text);
    }

    // The curve is the second path of its class, after the line of the legend.
    private static List<(double X, double Y)> Points(XDocument svg, string series) =>
        [.. svg.Descendants()
            .Where(element => element.Attribute("class")?.Value == series)
            .Skip(1)
            .SelectMany(path => path.Attribute("d")!.Value.Replace("h0.01", "").Split('M', 'L'))
            .Where(point => point.Length > 0)
            .Select(point => point.Trim().Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray())
            .Select(pair => (pair[0], pair[1]))];
}
