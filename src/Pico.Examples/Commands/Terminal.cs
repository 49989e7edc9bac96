using Spectre.Console;

namespace Pico.Examples.Commands;

/// <summary>Makes consoles: with colours and live parts at a terminal, plain text anywhere else.</summary>
internal static class Terminal
{
    private const int WidthOfFiles = 500; // wide enough that no cell of a table is folded

    /// <summary>Whether the writer ends at a person's terminal.</summary>
    public static bool IsLive(TextWriter output) => ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;

    public static IAnsiConsole Open(TextWriter output)
    {
        if (IsLive(output)) return AnsiConsole.Console;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = WidthOfFiles;
        return console;
    }
}
