using System.Diagnostics;
using System.Runtime;
using System.Text.Json;

namespace Pico.Benchmarks;

/// <summary>
/// How the compiler's process collects garbage, which decides a third of what an edit costs: the SDK's compiler collects as servers do.
/// <c>DOTNET_gcServer</c>, when it is set, says what is wanted instead.
/// </summary>
internal static class CompilerRuntime
{
    private const string Variable = "DOTNET_gcServer";

    /// <summary>Whether the compiler in a folder would run otherwise than this process does, and nobody has asked for it.</summary>
    public static bool DiffersFrom(string folder)
    {
        using var settings = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "csc.runtimeconfig.json")));
        var isServer = settings.RootElement.GetProperty("runtimeOptions").TryGetProperty("configProperties", out var properties) &&
            properties.TryGetProperty("System.GC.Server", out var server) && server.GetBoolean();
        return isServer && !GCSettings.IsServerGC && Environment.GetEnvironmentVariable(Variable) is null;
    }

    /// <summary>Runs this program once more, as the compiler runs.</summary>
    public static int RunAgain(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Environment.GetCommandLineArgs()[0], .. arguments]);
        start.Environment[Variable] = "1";
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
