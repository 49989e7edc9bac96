using System.Text.RegularExpressions;

namespace Pico.Generators.Tests.Architecture;

/// <summary>What the README promises is what the continuous integration runs.</summary>
public partial class CommandTests
{
    [Fact]
    public void Ci_runs_exactly_the_test_command_of_the_README()
    {
        var promised = CommandsOf(File.ReadAllText(Repository.PathOf("README.md"))).Where(command => command.StartsWith("dotnet test", StringComparison.Ordinal));
        var run = DotnetCalls().Matches(File.ReadAllText(Repository.PathOf(".ci/run"))).Select(match => match.Groups[1].Value.Trim());
        Assert.Equal(["dotnet test -c Release"], promised.Distinct());
        Assert.Equal(["dotnet test -c Release"], run);
    }

    [Fact]
    public void Every_project_that_the_README_runs_exists()
    {
        var projects = CommandsOf(File.ReadAllText(Repository.PathOf("README.md")))
            .Select(command => ProjectOption().Match(command))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value);
        Assert.All(projects, project => Assert.True(Directory.Exists(Repository.PathOf(project)), $"{project} does not exist"));
    }

    private static IEnumerable<string> CommandsOf(string markdown) =>
        Fences().Matches(markdown)
            .SelectMany(fence => fence.Groups[1].Value.Split('\n'))
            .Select(line => Comment().Replace(line, "").Trim())
            .Where(line => line.StartsWith("dotnet ", StringComparison.Ordinal));

    [GeneratedRegex("```(?:sh|bash)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fences();

    [GeneratedRegex(@"\s#.*$")]
    private static partial Regex Comment();

    [GeneratedRegex("^(dotnet [^|>\n]*?)(?:\\s*(?:2>&1|\\||>).*)?$", RegexOptions.Multiline)]
    private static partial Regex DotnetCalls();

    [GeneratedRegex(@"--project (\S+)")]
    private static partial Regex ProjectOption();
}
