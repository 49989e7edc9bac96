using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Pico.Generators.Tests.Architecture;

/// <summary>
/// A diagnostic is a five-part change: descriptor, release row, page, test, and a fix where it is mechanical. These tests
/// hold the first four together.
/// </summary>
public partial class DiagnosticTests
{
    private static readonly IReadOnlyList<DiagnosticDescriptor> Descriptors = FindDescriptors();

    [Fact]
    public void Ids_are_unique_and_well_formed()
    {
        Assert.All(Descriptors, descriptor => Assert.Matches("^PICO[1-4][0-9]{3}$", descriptor.Id));
        Offenders.AssertNone(Descriptors.GroupBy(descriptor => descriptor.Id).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    [Fact]
    public void Every_diagnostic_has_a_page_that_opens_with_its_id()
    {
        Assert.All(Descriptors, descriptor =>
        {
            var page = Repository.PathOf($"docs/diagnostics/{descriptor.Id}.md");
            Assert.True(File.Exists(page), $"docs/diagnostics/{descriptor.Id}.md is missing");
            Assert.StartsWith($"# {descriptor.Id}", File.ReadLines(page).First());
        });
    }

    [Fact]
    public void Every_page_belongs_to_a_diagnostic_and_is_in_the_index()
    {
        var pages = Directory.EnumerateFiles(Repository.PathOf("docs/diagnostics"), "PICO*.md").Select(Path.GetFileNameWithoutExtension);
        Assert.Equal(Descriptors.Select(descriptor => descriptor.Id).Order(), pages.Order());
        var index = File.ReadAllText(Repository.PathOf("docs/diagnostics/README.md"));
        Offenders.AssertNone(Descriptors.Where(descriptor => !index.Contains($"({descriptor.Id}.md)", StringComparison.Ordinal)).Select(descriptor => descriptor.Id));
    }

    [Fact]
    public void Every_diagnostic_has_a_release_row()
    {
        var rows = new[] { "Shipped", "Unshipped" }
            .SelectMany(name => File.ReadLines(Repository.PathOf($"src/Pico.Generators/AnalyzerReleases.{name}.md")))
            .Select(line => ReleaseRow().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value);
        Assert.Equal(Descriptors.Select(descriptor => descriptor.Id).Order(), rows.Distinct().Order());
    }

    [Fact]
    public void Every_diagnostic_is_named_by_a_test()
    {
        var tests = string.Concat(Repository.SourceFiles("tests")
            .Where(file => !file.Contains("/Architecture/", StringComparison.Ordinal) && !file.EndsWith(".verified.cs", StringComparison.Ordinal))
            .Select(file => File.ReadAllText(Repository.PathOf(file))));
        Offenders.AssertNone(Descriptors.Where(descriptor => !tests.Contains(descriptor.Id, StringComparison.Ordinal)).Select(descriptor => descriptor.Id));
    }

    private static IReadOnlyList<DiagnosticDescriptor> FindDescriptors() =>
        [.. typeof(Ir.EquatableArray).Assembly.GetTypes()
            .Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType == typeof(DiagnosticDescriptor))
            .Select(field => (DiagnosticDescriptor)field.GetValue(null)!)
            .OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal)];

    [GeneratedRegex(@"^\s*(PICO\d{4})\s*\|")]
    private static partial Regex ReleaseRow();
}
