using System.IO.Compression;

namespace Pico.Examples.Tests.Packaging;

/// <summary>
/// Packs PicoLib from what this test run was built with, into a folder outside the repository, under a version that no
/// cache has ever seen.
/// </summary>
public sealed class PackageFixture : IDisposable
{
    public PackageFixture()
    {
        Folder = Directory.CreateTempSubdirectory("picolib-package-").FullName;
        Version = $"0.0.0-test{Guid.NewGuid():N}";
        var feed = Directory.CreateDirectory(Path.Combine(Folder, "feed")).FullName;
        var result = DotnetCli.Run(
            DotnetCli.RepositoryRoot, "pack", "PicoLib.sln", "--no-build", "-c", Configuration, "-o", feed, $"-p:PackageVersion={Version}");
        Assert.True(result.ExitCode == 0, result.Output);
        Packages = [.. Directory.EnumerateFiles(feed).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];
    }

    /// <summary>A temporary folder; the package source is its subfolder <c>feed</c>.</summary>
    public string Folder { get; }

    public string Version { get; }

    /// <summary>The file names that packing the whole solution made.</summary>
    public IReadOnlyList<string> Packages { get; }

    /// <summary>The configuration that these tests were built in, and so the one whose output is there to be packed.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public IReadOnlyList<string> Entries()
    {
        using var archive = ZipFile.OpenRead(Path.Combine(Folder, "feed", $"PicoLib.{Version}.nupkg"));
        return [.. archive.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal)];
    }

    public byte[] Read(string entry)
    {
        using var archive = ZipFile.OpenRead(Path.Combine(Folder, "feed", $"PicoLib.{Version}.nupkg"));
        using var content = archive.GetEntry(entry)!.Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>
    /// Makes a console project that refers to the package and to nothing else, with a package folder of its own.
    /// </summary>
    public string CreateConsumer(string name, string program, string properties = "")
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, name)).FullName;
        File.WriteAllText(Path.Combine(folder, "nuget.config"), """
            <configuration>
              <packageSources>
                <add key="picolib-under-test" value="../feed" />
              </packageSources>
            </configuration>
            """);
        File.WriteAllText(Path.Combine(folder, $"{name}.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NuGetAudit>false</NuGetAudit>
                <RestorePackagesPath>../packages</RestorePackagesPath>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="PicoLib" Version="{Version}" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), program);
        return folder;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
