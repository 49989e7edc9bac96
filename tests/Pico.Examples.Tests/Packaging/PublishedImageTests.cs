using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Pico.Examples.Tests.Packaging;

/// <summary>What a publish with ReadyToRun compiles ahead, seen by what it leaves to the JIT.</summary>
[Trait("Duration", "Long")]
public class PublishedImageTests
{
    private const string Compiled = "JIT compiled ";

    /// <summary>A minute, and a download of what compiles images: when the environment variable <c>PICO_LONG_TESTS</c> is 1.</summary>
    [SkippableFact]
    public void First_step_of_a_gpt_needs_no_code_of_ours_from_the_JIT()
    {
        Skip.If(Environment.GetEnvironmentVariable("PICO_LONG_TESTS") is not { } wanted || wanted == "0", "set PICO_LONG_TESTS=1 to run this");
        Skip.IfNot(OperatingSystem.IsLinux() && Avx512F.IsSupported, "the image is for processors with AVX-512");
        var folder = Directory.CreateTempSubdirectory("picolib-published-").FullName;
        try
        {
            var publish = DotnetCli.Run(
                DotnetCli.RepositoryRoot, "publish", "src/Pico.Examples", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "false", "-p:PublishReadyToRun=true", "-o", folder);
            Assert.True(publish.ExitCode == 0, publish.Output);

            var methods = MethodsCompiledBy(Path.Combine(folder, "pico"), Path.Combine(folder, "jit.txt"));
            Assert.Contains(methods, method => method.StartsWith("System.", StringComparison.Ordinal)); // instances of the framework's generics; so the list is one
            Assert.DoesNotContain(methods, method => method.StartsWith("Pico.", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Each line: "  12: JIT compiled Type:Method(arguments) [Tier0, IL size=91, code size=193]".
    private static List<string> MethodsCompiledBy(string program, string list)
    {
        var start = new ProcessStartInfo(program, ["bench", "start", "gpt-small"]) { RedirectStandardOutput = true };
        start.Environment["DOTNET_JitStdOutFile"] = list;
        start.Environment["DOTNET_JitDisasmSummary"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
        return [.. File.ReadLines(list).Select(line => line[(line.IndexOf(Compiled, StringComparison.Ordinal) + Compiled.Length)..])];
    }
}
