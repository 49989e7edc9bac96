using Microsoft.Win32.SafeHandles;
using Spectre.Console;

namespace Pico.Examples.Commands;

/// <summary>Makes consoles: with colours and live parts at a terminal, plain text anywhere else.</summary>
internal static class Terminal
{
    private const int WidthOfFiles = 500; // wide enough that no cell of a table is folded

    /// <summary>Whether the writer ends at a person's terminal.</summary>
    public static bool IsLive(TextWriter output) => ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;

    /// <summary>
    /// The standard output, which tells when a pipe's reader has gone away: .NET's own console goes on writing into nothing, so
    /// that <c>pico sample | head -1</c> would compute to its end.
    /// </summary>
    public static TextWriter StandardOutput()
    {
        if (!OperatingSystem.IsWindows() && Console.IsOutputRedirected)
        {
            var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            if (!stream.CanSeek) Console.SetOut(new StreamWriter(stream, Console.Out.Encoding) { AutoFlush = true }); // a file keeps the console's, which shares its place with the error stream
        }

        return Console.Out;
    }

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
