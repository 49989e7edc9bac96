using System.Diagnostics;
using Pico.Examples.Digits;

namespace Pico.Examples.Tests.Commands;

/// <summary><c>pico</c> as a process of its own, which ends with the test.</summary>
internal sealed class PicoProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process process;

    public PicoProcess(params string[] arguments)
        : this([], arguments)
    {
    }

    public PicoProcess((string Name, string Value)[] environment, params string[] arguments)
    {
        process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [typeof(DrawnDigits).Assembly.Location, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        foreach (var (name, value) in environment) process.StartInfo.Environment[name] = value;
        process.Start();
    }

    public string? ReadLine() => process.StandardOutput.ReadLine();

    /// <summary>Ctrl-C.</summary>
    public void Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public (int Code, string Output, string Error) WaitForExit()
    {
        var output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(Patience), $"still running after {Patience}");
        return (process.ExitCode, output, process.StandardError.ReadToEnd());
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.Dispose();
    }
}
