using System.Diagnostics;
using Pico.Examples.Digits;

namespace Pico.Examples.Tests.Commands;

/// <summary>A reader that goes away, as <c>head</c> does.</summary>
public class ClosedOutputTests
{
    [SkippableTheory]
    [InlineData("inspect gpt")]
    [InlineData("check activations")]
    [InlineData("train --help")]
    public void Closing_the_output_early_is_one_line(string arguments)
    {
        Skip.If(OperatingSystem.IsWindows(), "a shell makes the pipe");
        var pico = $"dotnet '{typeof(DrawnDigits).Assembly.Location}' {arguments}";

        // The reader is gone before the first byte is written.
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", $"set -o pipefail; {pico} | true"]) { RedirectStandardError = true })!;
        var error = shell.StandardError.ReadToEnd();
        shell.WaitForExit();
        Assert.Equal((1, "pico: Broken pipe\n"), (shell.ExitCode, error));
    }
}
