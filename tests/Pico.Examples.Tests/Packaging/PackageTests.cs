namespace Pico.Examples.Tests.Packaging;

/// <summary>The packed file, and what a project outside the repository gets from it.</summary>
[Trait("Duration", "Long")]
public class PackageTests(PackageFixture package) : IClassFixture<PackageFixture>
{
    [Fact]
    public void Packing_the_solution_makes_one_package() =>
        Assert.Equal([$"PicoLib.{package.Version}.nupkg"], package.Packages);

    [Fact]
    public void Package_holds_the_runtime_the_compiler_extensions_and_nothing_else()
    {
        string[] content =
        [
            "LICENSE",
            "README.md",
            "analyzers/dotnet/cs/Pico.CodeFixes.dll",
            "analyzers/dotnet/cs/Pico.Generators.dll",
            "build/PicoLib.props",
            "buildTransitive/PicoLib.props",
            "lib/net10.0/Pico.Runtime.dll",
            "lib/net10.0/Pico.Runtime.xml",
        ];
        string[] envelope = ["PicoLib.nuspec", "[Content_Types].xml", "_rels/.rels"];
        var entries = package.Entries().Where(entry => !entry.StartsWith("package/", StringComparison.Ordinal));
        Assert.Equal(content.Concat(envelope).Order(StringComparer.Ordinal), entries);
    }

    /// <summary>No using directive and no property: the package's props supply both.</summary>
    [Fact]
    public void Consumer_outside_the_repository_builds_and_runs()
    {
        var folder = package.CreateConsumer("Consumer", """
            Console.WriteLine(Kernels.Halve(84f));

            static unsafe partial class Kernels
            {
                [Kernel]
                public static float Halve(float x) => x * 0.5f;
            }
            """);
        Assert.Equal("42", LastLine(DotnetCli.Run(folder, "run", "-c", "Release")));
    }

    private static string LastLine((int ExitCode, string Output) result)
    {
        Assert.True(result.ExitCode == 0, result.Output);
        return result.Output.TrimEnd().Split('\n')[^1].TrimEnd();
    }
}
