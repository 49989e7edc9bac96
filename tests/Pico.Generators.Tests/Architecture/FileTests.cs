using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Pico.Generators.Tests.Architecture;

/// <summary>
/// Files stay small and have one subject. A file holds at most one class, struct or interface that does something (an arity
/// variant or a static companion of the same name counts as the same one). Types that only carry data may keep it company,
/// or share a file as a closed family: records, enums, delegates, attributes, exceptions and structs of nothing but fields.
/// File-local types do not count.
/// </summary>
public class FileTests
{
    private const int MaximumLines = 350;

    [Fact]
    public void No_file_is_longer_than_350_lines()
    {
        var files = Repository.SourceFiles("src");
        Assert.NotEmpty(files);
        var offenders =
            from file in files
            let lines = File.ReadLines(Repository.PathOf(file)).Count()
            where lines > MaximumLines
            select $"{file}: {lines} lines";
        Offenders.AssertNone(offenders);
    }

    [Fact]
    public void A_file_has_one_subject()
    {
        var offenders =
            from file in Repository.SourceFiles("src")
            let subjects = Subjects(File.ReadAllText(Repository.PathOf(file)))
            where subjects.Count > 1
            select $"{file}: {string.Join(", ", subjects)}";
        Offenders.AssertNone(offenders);
    }

    [Theory]
    [InlineData("class A; class B;", 2)]
    [InlineData("namespace N; class A { class Inner; } record B; enum C { }", 1)]
    [InlineData("record A; record B; abstract record C;", 0)]
    [InlineData("struct A<T> { int P => 0; } static class A;", 1)]
    [InlineData("class AAttribute : Attribute; class BAttribute(int x) : Attribute;", 0)]
    [InlineData("struct A { public int X; } struct B { public int X; void M() { } }", 1)]
    [InlineData("class A; interface IB { }", 2)]
    public void Subjects_are_counted_by_the_rule(string text, int expected) => Assert.Equal(expected, Subjects(text).Count);

    private static HashSet<string> Subjects(string text) =>
        [.. CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot()
            .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<TypeDeclarationSyntax>()
            .Where(type => type is ClassDeclarationSyntax or StructDeclarationSyntax or InterfaceDeclarationSyntax)
            .Where(type => !type.Modifiers.Any(SyntaxKind.FileKeyword))
            .Where(type => type is not StructDeclarationSyntax || !type.Members.All(member => member is FieldDeclarationSyntax))
            .Where(type => !type.Identifier.ValueText.EndsWith("Attribute", StringComparison.Ordinal))
            .Where(type => !type.Identifier.ValueText.EndsWith("Exception", StringComparison.Ordinal))
            .Select(type => type.Identifier.ValueText)];
}
