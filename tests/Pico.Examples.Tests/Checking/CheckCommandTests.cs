using Pico.Examples.Catalog;
using Pico.Examples.Checking;
using Pico.Examples.Checking.Subjects;
using Pico.Examples.Commands;
using Pico.Examples.Tests.Commands;

namespace Pico.Examples.Tests.Checking;

[Collection(nameof(AloneCollection))]
public class CheckCommandTests
{
    /// <summary>Every model of the program, at every size and width.</summary>
    [Fact]
    public async Task All_models_agree_with_their_oracles()
    {
        var run = await CommandRun.Of("check");
        Assert.True(run.Code == 0, run.Error + run.Output);
        foreach (var model in ModelCatalog.Models) Assert.Matches($@"(?m)^check {model.Name}: all \d+ comparisons agree$", run.Output);
        Assert.DoesNotContain("wrong", run.Output, StringComparison.Ordinal);
        Assert.Contains("allowed: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_line_for_each_entry_point_and_width()
    {
        var run = await CommandRun.Of("check", "block");
        foreach (var entry in new[] { "Predict", "Loss", "LossAndGradient" })
        {
            foreach (var width in CompiledRun.Widths.Select(CompiledRun.NameOf))
            {
                Assert.Single(run.Lines, line => line.StartsWith($"  ok     {entry,-16} {width,-8}", StringComparison.Ordinal));
            }
        }

        Assert.Single(run.Lines, line => line.Contains("central differences", StringComparison.Ordinal));
        Assert.Equal(3, run.Lines.Count(line => line.Contains("equal bits at every width, with 1 and 2 threads", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_wrong_model_fails_the_command_and_is_located()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var broken = new CatalogModel("broken", "has a fault", () => new BrokenModel(new NormalizedBlock(7, 5), entry => entry with
        {
            Run = (workspace, inputs, sizes) =>
            {
                var norm = workspace.Parameters.Segment("norm.bias");
                norm[2] += 1;
                var result = entry.Run(workspace, inputs, sizes);
                norm[2] -= 1;
                return result;
            },
        }));
        var failure = Assert.Throws<UserErrorException>(() => CheckCommand.Check([broken], Terminal.Open(output), CancellationToken.None));
        Assert.Equal("check: the generated code of broken is wrong; the lines above say where", failure.Message);
        var text = output.ToString().ReplaceLineEndings(" ");
        Assert.Contains("  wrong  Predict ", text, StringComparison.Ordinal);
        Assert.Contains("in layer 'norm'", text, StringComparison.Ordinal);
        Assert.Matches(@"check broken: \d+ of \d+ comparisons failed", text);
    }
}
