using System.Diagnostics;
using System.Text.Json;

namespace Pico.Benchmarks;

/// <summary>What MSBuild would hand to the C# compiler for a project: its sources, references, analyzers and options.</summary>
internal sealed class CompilerArguments
{
    private const string Generators = "Pico.Generators.dll";

    private CompilerArguments(string project, string compiler, IReadOnlyList<string> all) => (Project, Compiler, All) = (project, compiler, all);

    /// <summary>The project's folder, to which paths among the arguments are relative.</summary>
    public string Project { get; }

    /// <summary>The folder of the compiler that the build uses.</summary>
    public string Compiler { get; }

    /// <summary>The arguments, without those that say where to write.</summary>
    public IReadOnlyList<string> All { get; }

    /// <summary>The arguments without PicoLib's generators and analyzers.</summary>
    public IEnumerable<string> WithoutGenerators => All.Where(argument => !IsGenerators(argument));

    /// <summary>The path of PicoLib's generators.</summary>
    public string GeneratorPath => All.Single(IsGenerators)["/analyzer:".Length..];

    /// <summary>Asks MSBuild, which compiles nothing for it. The project has to be built: its references are.</summary>
    public static CompilerArguments Of(string project)
    {
        string[] arguments =
        [
            "msbuild", project, "-p:Configuration=Release", "-t:Compile", "-p:ProvideCommandLineArgs=true", "-p:SkipCompilerExecution=true", "-p:DesignTimeBuild=true",
            "-p:BuildProjectReferences=false", "-p:NonExistentFile=none", "-getItem:CscCommandLineArgs", "-getProperty:RoslynTargetsPath",
        ];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(output);
        }

        using var answer = JsonDocument.Parse(output);
        string[] places = ["/out:", "/refout:", "/doc:", "/generatedfilesout:", "/noconfig"];
        var all = answer.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!);
        var compiler = Path.Combine(answer.RootElement.GetProperty("Properties").GetProperty("RoslynTargetsPath").GetString()!, "bincore");
        return new CompilerArguments(Path.GetFullPath(project), Path.GetFullPath(compiler), [.. all.Where(argument => !places.Any(argument.StartsWith))]);
    }

    /// <summary>The same with other generators.</summary>
    public CompilerArguments WithGenerators(string path) => new(Project, Compiler, [.. All.Select(argument => IsGenerators(argument) ? "/analyzer:" + Path.GetFullPath(path) : argument)]);

    private static bool IsGenerators(string argument) => argument.StartsWith("/analyzer:", StringComparison.Ordinal) && Path.GetFileName(argument) == Generators;
}
