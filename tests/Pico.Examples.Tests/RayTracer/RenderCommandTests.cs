using Pico.Examples.Tests.Commands;

namespace Pico.Examples.Tests.RayTracer;

public sealed class RenderCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pico-render-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("cornell --spp 0", 2, "pico: --spp 0: expected a whole number, from 1 to 1000000; see 'pico render --help'")]
    [InlineData("cornell --seed -1", 2, "pico: --seed -1: expected a whole number, 0 or more; see 'pico render --help'")]
    [InlineData("cornell --size 0x10", 2, "pico: --size 0x10: expected a width and a height from 1 to 16384, such as 640x360; see 'pico render --help'")]
    [InlineData("cornell --size big", 2, "pico: --size big: expected a width and a height from 1 to 16384, such as 640x360; see 'pico render --help'")]
    [InlineData("cornell --size 99999x1", 2, "pico: --size 99999x1: expected a width and a height from 1 to 16384, such as 640x360; see 'pico render --help'")]
    [InlineData("nowhere", 1, "pico: no scene is called 'nowhere': there are one-weekend, cornell, knot, showroom, and no such file")]
    [InlineData("cornell --tone bright", 2, "pico: --tone bright: there are srgb, reinhard, aces; see 'pico render --help'")]
    [InlineData("cornell --exposure 1000", 2, "pico: --exposure 1000: expected a number from -100 to 100; see 'pico render --help'")]
    [InlineData("cornell --out -", 1, "pico: --out -: a picture's name ends in .png, .ppm, .pfm")]
    [InlineData("cornell --out a.gif", 1, "pico: --out a.gif: a picture's name ends in .png, .ppm, .pfm")]
    public async Task A_wrong_command_line_is_refused_in_one_line(string arguments, int code, string line)
    {
        var run = await CommandRun.Of(["render", .. arguments.Split(' ')]);
        Assert.Equal((code, "", line + "\n"), (run.Code, run.Output, run.Error));
    }

    [Fact]
    public async Task The_text_of_a_scene_is_a_scene()
    {
        var shown = await CommandRun.Of("render", "one-weekend", "--show");
        Assert.Equal((0, ""), (shown.Code, shown.Error));
        Assert.Equal(486, RenderedScene.Read(shown.Output).Count);
    }

    [Fact]
    public async Task What_cannot_be_written_is_said_before_the_work()
    {
        var run = await CommandRun.Of("render", "cornell", "--spp", "1000000", "--out", Path.Combine(folder, "none", "a.png"));
        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Matches(@"^pico: --out .*a\.png cannot be written: [^\n]+\n$", run.Error);
    }

    [Fact]
    public async Task A_scene_of_a_file_is_rendered_with_files_beside_it()
    {
        File.WriteAllText(Path.Combine(folder, "a.obj"), "v -1 -1 0\nv 1 -1 0\nv 0 1 0\nf 1 2 3\nf 1 1 2\n");
        var scene = Path.Combine(folder, "a.scene");
        File.WriteAllText(scene, "camera from (0, 0, 3) at (0, 0, 0) sky (0, 0, 0)\nmaterial lamp light (1, 1, 1)\nobj \"a.obj\" of lamp\n");
        var output = Path.Combine(folder, "a.ppm");
        var run = await CommandRun.Of("render", scene, "--size", "20x10", "--spp", "3", "--threads", "1", "--out", output, "--preview");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.StartsWith($"{scene}: 1 shapes, 1 nodes, 1 lamps; 20x10, 3 spp, 1 threads, ", run.Lines[0], StringComparison.Ordinal);
        Assert.Equal("1 shapes skipped: no area, or a coordinate that is no number", run.Lines[1]);
        Assert.Equal(output, run.Lines[^2]);
        Assert.Matches(@"^final: mrays_per_s=\d+\.\d{3} seconds=\d+\.\d\d$", run.Lines[^1]);
        Assert.Contains(run.Lines, line => line.Contains("@@", StringComparison.Ordinal)); // the preview: white in the middle
        var file = File.ReadAllBytes(output);
        Assert.Equal("P6\n20 10\n255\n".Length + (20 * 10 * 3), file.Length);
        Assert.Contains((byte)255, file);
    }

    [Fact]
    public async Task A_mistake_in_a_scene_is_shown_with_a_caret()
    {
        var scene = Path.Combine(folder, "bad.scene");
        File.WriteAllText(scene, "camera from (0, 0, 3) at (0, 0, 0)\nsphere (0, 0, 0) radius 1 of gold\n");
        var run = await CommandRun.Of("render", scene, "--out", Path.Combine(folder, "bad.png"));
        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Equal($"{scene}(2,30): no material is called gold: there are none\nsphere (0, 0, 0) radius 1 of gold\n{new string(' ', 29)}^^^^\n", run.Error);
        Assert.False(File.Exists(Path.Combine(folder, "bad.png")));
    }

    [Fact]
    public async Task A_failed_render_leaves_nothing_behind_and_a_good_one_replaces_the_picture()
    {
        var (scene, output) = (Path.Combine(folder, "a.scene"), Path.Combine(folder, "a.ppm"));
        File.WriteAllText(scene, "camera from (0, 0, 3) at (0, 0, 0) material m lambert paint texture paint \"none.png\" sphere (0, 0, 0) radius 1 of m");
        Assert.Equal(1, (await CommandRun.Of("render", scene, "--out", output)).Code);
        Assert.Equal([scene], Directory.GetFiles(folder));

        File.WriteAllText(output, "old");
        Assert.Equal(0, (await CommandRun.Of("render", "cornell", "--size", "4x4", "--spp", "1", "--out", output)).Code);
        Assert.StartsWith("P6", File.ReadAllText(output), StringComparison.Ordinal);
        Assert.Equal([scene, output], Directory.GetFiles(folder).OrderDescending(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_folder_and_a_file_that_is_read_only_are_refused_before_the_work()
    {
        var (inner, locked) = (Path.Combine(folder, "a.png"), Path.Combine(folder, "b.png"));
        Directory.CreateDirectory(inner);
        File.WriteAllText(locked, "old");
        File.SetAttributes(locked, FileAttributes.ReadOnly);
        foreach (var (path, why) in new[] { (inner, "it is a folder"), (locked, "it is read-only") })
        {
            var run = await CommandRun.Of("render", "cornell", "--spp", "1000000", "--out", path);
            Assert.Equal((1, "", $"pico: --out {path} cannot be written: {why}\n"), (run.Code, run.Output, run.Error));
        }

        File.SetAttributes(locked, FileAttributes.Normal);
        Assert.Equal("old", File.ReadAllText(locked));
    }

    /// <summary>A lamp that fills the picture: tones by hand, and none in a file of light itself.</summary>
    [Theory]
    [InlineData("a.ppm", "", 255)]
    [InlineData("a.ppm", "--exposure -3", 188)] // 4 / 8
    [InlineData("a.ppm", "--tone reinhard", 231)] // 4 / 5
    [InlineData("a.ppm", "--tone aces --exposure -2", 232)] // (2.51 + 0.03) / (2.43 + 0.59 + 0.14) = 0.804
    [InlineData("a.pfm", "--tone aces --exposure -2", 0)]
    public async Task Tones_are_for_screens(string name, string options, int expected)
    {
        var (scene, output) = (Path.Combine(folder, "a.scene"), Path.Combine(folder, name));
        File.WriteAllText(scene, "camera from (0, 0, 3) at (0, 0, 0) material m light (4, 4, 4) sphere (0, 0, 0) radius 2 of m");
        var run = await CommandRun.Of(["render", scene, "--size", "2x2", "--spp", "1", "--out", output, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal((0, ""), (run.Code, run.Error));
        var file = File.ReadAllBytes(output);
        Assert.Equal(expected == 0 ? 4 : expected, expected == 0 ? BitConverter.ToSingle(file.AsSpan(^4..)) : file[^1]);
    }

    [SkippableFact]
    public void Ctrl_C_writes_what_is_there()
    {
        Skip.If(OperatingSystem.IsWindows(), "signals are sent with kill");
        var output = Path.Combine(folder, "a.ppm");
        using var pico = new PicoProcess("render", "cornell", "--spp", "1000000", "--size", "32x32", "--out", output);
        Assert.StartsWith("cornell: 13 shapes", pico.ReadLine());
        Thread.Sleep(TimeSpan.FromSeconds(2)); // some of it must be there
        pico.Interrupt();
        var (code, text, error) = pico.WaitForExit();
        Assert.Equal((130, "pico: interrupted\n"), (code, error));
        Assert.Matches(@"a\.ppm\nfinal: mrays_per_s=\d+\.\d+ seconds=\d+\.\d+\n$", text);
        var file = File.ReadAllBytes(output);
        Assert.Equal("P6\n32 32\n255\n".Length + (32 * 32 * 3), file.Length);
        Assert.Contains(file[20..], value => value > 50);
    }
}
