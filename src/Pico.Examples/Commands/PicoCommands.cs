using System.CommandLine;

namespace Pico.Examples.Commands;

/// <summary>All commands of <c>pico</c>.</summary>
internal static class PicoCommands
{
    public static RootCommand Create() => new("PicoLib: declare it as a partial class, run it as machine code.")
    {
        TrainCommand.Create(),
        SampleCommand.Create(),
        InspectCommand.Create(),
        CheckCommand.Create(),
        KernelsCommand.Create(),
        ParseCommand.Create(),
        LoxCommand.Create(),
        OptimCommand.Create(),
        GradCommand.Create(),
        NNCommand.Create(),
        BenchCommand.Create(),
    };
}
