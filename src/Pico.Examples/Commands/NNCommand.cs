using System.CommandLine;

namespace Pico.Examples.Commands;

/// <summary><c>pico nn</c>: layers, what they hold and what they cost.</summary>
internal static class NNCommand
{
    public static Command Create() => new("nn", "Modules: exports models to other runtimes.")
    {
        ExportCommand.Create(),
    };
}
