using System.Text.RegularExpressions;
using Pico.Generators.Tests.Architecture;

namespace Pico.Generators.Tests.Models;

/// <summary>The page that documents the language shows code that compiles.</summary>
public sealed class LanguagePageTests
{
    [Fact]
    public void ItsExamplesCompileWithoutAWord()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "language.md"));
        var examples = Regex.Matches(page, "```csharp\n(.*?)```", RegexOptions.Singleline).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.Empty(ModelHarness.Diagnose(example)));
    }
}
