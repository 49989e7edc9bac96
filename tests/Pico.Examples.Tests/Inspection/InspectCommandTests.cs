using Pico.Examples.Commands;
using Pico.Examples.Inspection;
using Pico.Examples.Tests.Commands;
using Pico.Examples.Tests.Packaging;

namespace Pico.Examples.Tests.Inspection;

public class InspectCommandTests
{
    [Fact]
    public async Task Inspect_shows_parameters_work_memory_and_files()
    {
        var run = await CommandRun.Of("inspect", "digits", "--batch", "8");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.StartsWith("DigitsModel: 203,530 parameters", run.Lines[0]);
        Assert.Matches(@"0\.weight\s+\[256, 784\]\s+200,704", run.Output);
        Assert.Matches(@"2\.bias\s+\[10\]\s+10", run.Output);
        Assert.Contains("LossAndGradient(", run.Output);
        Assert.Contains("at batch = 8", run.Output);
        Assert.Matches(@"memory: \d+ temporaries in ", run.Output);
    }

    /// <summary>The two products of the forward pass alone: 2 * 8 * (784 * 256 + 256 * 10).</summary>
    [Fact]
    public async Task Work_counts_the_products()
    {
        var run = await CommandRun.Of("inspect", "--batch", "8");
        Assert.Matches(@"3,2\d\d,\d\d\d", run.Output);
    }

    /// <summary>From the program's own folder: that is where the build lays the generated files.</summary>
    [Fact]
    public void A_generated_file_is_shown_as_it_is()
    {
        var folder = Path.Combine(DotnetCli.RepositoryRoot, "src", "Pico.Examples", "bin", PackageFixture.Configuration, "net10.0");
        var (code, output) = DotnetCli.Run(folder, "pico.dll", "inspect", "--file", "DigitsModel.Logits");
        Assert.Equal(0, code);
        Assert.Equal(File.ReadAllText(Path.Combine(folder, "generated", "Pico.Examples.Digits.DigitsModel.Logits.g.cs")), output);
    }

    [Fact]
    public void A_file_is_found_by_a_part_of_its_name()
    {
        var folder = Directory.CreateTempSubdirectory("picolib-generated-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "A.Forward.g.cs"), "forward");
            File.WriteAllText(Path.Combine(folder, "A.Backward.g.cs"), "backward\n");
            var files = new GeneratedFiles(folder);
            Assert.Equal(["A.Backward.g.cs", "A.Forward.g.cs"], files.Names());
            Assert.Equal("forward", files.Read("forward"));
            Assert.Contains("several", Assert.Throws<UserErrorException>(() => files.Read("ward")).Message);
            Assert.Equal("no generated file is called 'x'; there are A.Backward.g.cs, A.Forward.g.cs", Assert.Throws<UserErrorException>(() => files.Read("x")).Message);
            Assert.Empty(new GeneratedFiles(Path.Combine(folder, "none")).Names());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
