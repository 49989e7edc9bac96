using System.Diagnostics;
using Pico.Examples.Digits;

namespace Pico.Examples.Tests.Commands;

/// <summary>The program as its own process, interrupted as by Ctrl-C.</summary>
public class InterruptTests
{
    [SkippableFact]
    public void Ctrl_C_ends_a_run_with_one_line()
    {
        Skip.If(OperatingSystem.IsWindows(), "signals are sent with kill");
        using var pico = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [typeof(DrawnDigits).Assembly.Location, "train", "digits", "--epochs", "10000"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        pico.Start();
        try
        {
            Assert.StartsWith("digits:", pico.StandardOutput.ReadLine());
            Assert.StartsWith("epoch 1/10000", pico.StandardOutput.ReadLine());
            using var kill = Process.Start("kill", ["-INT", $"{pico.Id}"]);
            Assert.True(pico.WaitForExit(20_000), "still running after 20 seconds");
            Assert.Equal((130, "pico: interrupted\n"), (pico.ExitCode, pico.StandardError.ReadToEnd()));
        }
        finally
        {
            if (!pico.HasExited) pico.Kill(entireProcessTree: true);
        }
    }
}
