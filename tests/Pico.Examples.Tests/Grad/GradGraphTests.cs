using System.Globalization;
using System.Xml.Linq;
using Pico.Examples.Grad;
using Pico.Examples.Grad.Graph;
using Pico.Examples.Tests.Commands;

namespace Pico.Examples.Tests.Grad;

public class GradGraphTests
{
    public static TheoryData<string> Examples => [.. GradExamples.All.Select(example => example.Name)];

    [Theory, MemberData(nameof(Examples))]
    public void Every_value_has_a_box_of_its_own_with_value_and_gradient_right_of_its_operands(string name)
    {
        var graph = TapeGraph.Of(GradExamples.Find(name).RunTape(keepsAll: true).Result);
        var svg = XElement.Parse(TapeGraphSvg.Draw(graph, name));
        var boxes = svg.Descendants().Where(element => element.Name.LocalName == "g").ToList();
        Assert.Equal(graph.Nodes.Count, boxes.Count);
        var places = boxes.Select(box => box.Elements().First()).Select(box => (X: Number(box, "x"), Y: Number(box, "y"), W: Number(box, "width"), H: Number(box, "height"))).ToList();
        var (width, height) = (Number(svg, "width"), Number(svg, "height"));
        foreach (var node in graph.Nodes)
        {
            var place = places[node.Number];
            var texts = boxes[node.Number].Elements().Skip(1).Select(text => text.Value).ToList();
            Assert.Contains(node.Value.ItemDouble().ToString("0.####", CultureInfo.InvariantCulture), texts);
            Assert.Equal(node.Value.IsDifferentiable, texts.Exists(text => text.StartsWith("grad ", StringComparison.Ordinal)));
            Assert.All(node.Operands, operand => Assert.True(places[operand].X + places[operand].W < place.X));
            Assert.InRange(place.X + place.W, place.W, width);
            Assert.InRange(place.Y + place.H, place.H, height);
            Assert.All(places.Where((_, other) => other != node.Number), other =>
                Assert.True(other.X != place.X || Math.Abs(other.Y - place.Y) >= place.H, "boxes overlap"));
        }
    }

    [Fact]
    public async Task Graph_writes_the_picture()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".svg");
        try
        {
            var run = await CommandRun.Of("grad", "graph", "neuron", "--out", file);
            Assert.Equal((0, "", $"{file}: 10 values\n"), (run.Code, run.Error, run.Output));
            Assert.Contains(">o = tanh<", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
