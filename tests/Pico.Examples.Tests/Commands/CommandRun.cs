using Pico.Examples.Commands;

namespace Pico.Examples.Tests.Commands;

/// <summary>Runs <c>pico</c> inside this process.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Error">What it printed to the error stream.</param>
internal sealed record CommandRun(int Code, string Output, string Error)
{
    public static async Task<CommandRun> Of(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await ErrorBoundary.RunAsync(PicoCommands.Create(), arguments, output, error);
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    /// <summary>The lines of the output.</summary>
    public string[] Lines => Output.TrimEnd('\n').Split('\n');
}
