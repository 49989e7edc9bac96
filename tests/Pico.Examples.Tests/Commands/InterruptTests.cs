namespace Pico.Examples.Tests.Commands;

/// <summary>The program as its own process, interrupted as by Ctrl-C.</summary>
public class InterruptTests
{
    [SkippableFact]
    public void Ctrl_C_ends_a_run_with_one_line()
    {
        Skip.If(OperatingSystem.IsWindows(), "signals are sent with kill");
        using var pico = new PicoProcess("train", "digits", "--epochs", "10000");
        Assert.StartsWith("digits:", pico.ReadLine());
        Assert.StartsWith("epoch 1/10000", pico.ReadLine());
        pico.Interrupt();
        var (code, _, error) = pico.WaitForExit();
        Assert.Equal((130, "pico: interrupted\n"), (code, error));
    }
}
