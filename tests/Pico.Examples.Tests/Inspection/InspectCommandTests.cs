using System.Globalization;
using Pico.Examples.Catalog;
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

    [Fact]
    public async Task Without_a_model_all_are_listed()
    {
        var run = await CommandRun.Of("inspect");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Matches(@"(?m)^digits +DigitsModel +203,530 +Logits, Loss, LossAndGradient ", run.Output);
        Assert.Equal(ModelCatalog.Models.Count + 2, run.Lines.Length);
    }

    /// <summary>Sizes of construction are shown by name and value, and each step with the expressions it computes.</summary>
    [Fact]
    public async Task A_body_is_shown_with_its_sizes_and_sources()
    {
        var run = await CommandRun.Of("inspect", "block", "--batch", "8");
        Assert.Contains("at width = 21, hidden = 18, batch = 8", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"up\.weight +\[36, 21\] +756", run.Output);
        Assert.Matches(@"\[batch, width\] · \[width, 2\*hidden\] +up: x\.MatMul\(weight\.Transpose\(\)\); y \+ bias +12,384 ", run.Output); // 2·8·21·36 + 8·36
        Assert.DoesNotContain("│", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_frozen_is_marked_and_counted_apart()
    {
        var run = await CommandRun.Of("inspect", "frozen", "--batch", "2");
        var trained = (2 * 2 * 3 * 18) + (5 * 18);
        var frozen = (13 * 18) + (2 * ((18 * 18) + 18)) + (2 * ((2 * 36 * 18) + 36 + 18)) + 18;
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"FrozenNetwork: {trained:N0} parameters, "), run.Lines[0]);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"; {frozen:N0} frozen, "), run.Lines[0]);
        Assert.Matches(@"(?m)^tokens\.weight +\[13, 18\] frozen +234", run.Output);
        Assert.Matches(@"(?m)^blocks\.1\.down +\[3, 18\] +54", run.Output);
        Assert.Matches(@"(?m)^blocks\.1\.inner\.bias +\[18\] frozen +18", run.Output);
    }

    /// <summary>What the memory table says adds up, and nothing reaches beyond the plan.</summary>
    [Fact]
    public async Task Memory_is_that_of_the_plan()
    {
        var run = await CommandRun.Of("inspect", "activations", "--batch", "8");
        var model = ModelCatalog.Find("activations").Create();
        var entry = model.Description.EntryPoints.Single(candidate => candidate.Name == "LossAndGradient");
        using var workspace = model.CreateWorkspace();
        entry.Run(workspace, SampleInputs.Draw(model, entry, [8], seed: 1).Single, [8]);
        var plan = workspace.MemoryOf(entry.Name);
        Assert.True(plan.Bytes < plan.UnsharedBytes);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"memory: {plan.Count} temporaries in {plan.Bytes / 1e3:N1} kB; {plan.UnsharedBytes / 1e3:N1} kB if none"), run.Output, StringComparison.Ordinal);
        for (var i = 0; i < plan.Count; i++)
        {
            Assert.Matches(string.Create(CultureInfo.InvariantCulture, $@"(?m)^{entry.Temporaries[i]} +{plan.Size(i):N0} +{plan.Offset(i):N0} +{plan.Offset(i) + plan.Size(i):N0} *$"), run.Output);
        }
    }

    /// <summary>The two products of the forward pass alone: 2 * 8 * (784 * 256 + 256 * 10).</summary>
    [Fact]
    public async Task Work_counts_the_products()
    {
        var run = await CommandRun.Of("inspect", "digits", "--batch", "8");
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
            File.WriteAllText(Path.Combine(folder, "A.ForwardTwice.g.cs"), "twice");
            Assert.Equal("forward", files.Read("Forward")); // the whole last part comes before a part of it
            Assert.Contains("several", Assert.Throws<UserErrorException>(() => files.Read("ward")).Message);
            Assert.Equal("no generated file is called 'x'; there are A.Backward.g.cs, A.Forward.g.cs, A.ForwardTwice.g.cs", Assert.Throws<UserErrorException>(() => files.Read("x")).Message);
            Assert.Empty(new GeneratedFiles(Path.Combine(folder, "none")).Names());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
