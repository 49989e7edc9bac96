using System.Globalization;
using System.Xml.Linq;
using Pico.Examples.Tests.Commands;

namespace Pico.Examples.Tests.RayTracer;

public sealed class RenderFitCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pico-fit-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("--steps 0", 2, "pico: --steps 0: expected a whole number, from 1 to 100000; see 'pico render fit --help'")]
    [InlineData("--lr 0", 2, "pico: --lr 0: expected a number from 1E-06 to 10; see 'pico render fit --help'")]
    [InlineData("--lr NaN", 2, "pico: --lr NaN: expected a number from 1E-06 to 10; see 'pico render fit --help'")]
    [InlineData("--seed -1", 2, "pico: --seed -1: expected a whole number, 0 or more; see 'pico render fit --help'")]
    [InlineData("--spheres 17", 2, "pico: --spheres 17: expected a whole number, from 1 to 16; see 'pico render fit --help'")]
    [InlineData("--spp no", 2, "pico: --spp no: expected a whole number, from 1 to 100000; see 'pico render fit --help'")]
    [InlineData("--size 8x8", 2, "pico: --size 8x8: expected a width and a height from 16 to 2048, such as 160x120; see 'pico render fit --help'")]
    [InlineData("--size 16x200 --spheres 16", 1, "pico: a picture of 16x200 has no room for 16 spheres; make it wider or --spheres smaller")]
    public async Task A_wrong_command_line_is_refused_in_one_line(string arguments, int code, string line)
    {
        var run = await CommandRun.Of(["render", "fit", .. arguments.Split(' ')]);
        Assert.Equal((code, "", line + "\n"), (run.Code, run.Output, run.Error));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_said_before_the_work()
    {
        var file = Path.Combine(folder, "file");
        File.WriteAllText(file, "");
        var run = await CommandRun.Of("render", "fit", "--out", Path.Combine(file, "out"));
        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Matches(@"^pico: --out [^\n]+ cannot be made: [^\n]+\n$", run.Error);
    }

    [Fact]
    public async Task Pictures_a_curve_and_a_scene_are_written()
    {
        var run = await CommandRun.Of("render", "fit", "--spheres", "3", "--steps", "40", "--size", "48x36", "--spp", "4", "--threads", "2", "--out", folder);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.StartsWith("target: 3 spheres, 48x36, path traced with 4 spp; 2 threads, ", run.Lines[0], StringComparison.Ordinal);
        Assert.Equal(10, run.Lines.Count(line => line.StartsWith("step ", StringComparison.Ordinal)));
        var end = System.Text.RegularExpressions.Regex.Match(run.Lines[^1], @"^final: loss=(\d\.\d{3}E-\d+) position_error=(\d+\.\d{4}) colour_error=(0\.\d{4}) seconds=\d+\.\d\d$");
        Assert.True(end.Success, run.Lines[^1]);
        Assert.True(double.Parse(end.Groups[1].Value, CultureInfo.InvariantCulture) < 0.01);
        foreach (var picture in new[] { "target.png", "before.png", "after.png" }) Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(Path.Combine(folder, picture))[..4]);
        Assert.NotEqual(File.ReadAllBytes(Path.Combine(folder, "before.png")), File.ReadAllBytes(Path.Combine(folder, "after.png")));
        var curve = XDocument.Load(Path.Combine(folder, "loss.svg")).Descendants().Where(element => element.Attribute("class")?.Value is "train" or "validation").ToList();
        Assert.Equal(2, curve.Count); // the line of the legend, the curve; nothing is validated
        Assert.Equal(40, curve[1].Attribute("d")!.Value.Count(character => character is 'M' or 'L'));
        Assert.Equal(4, RenderedScene.Read(File.ReadAllText(Path.Combine(folder, "found.scene"))).Count); // and the lamp
    }
}
