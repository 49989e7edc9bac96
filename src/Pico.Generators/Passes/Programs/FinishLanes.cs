using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>The recipe between vectorizing and writing: what does not change what is computed, only how memory is read and where it stands.</summary>
internal static class FinishLanes
{
    public static LaneProgram Run(LaneProgram program) => OutlineArms.Run(GatherRecords.Run(program));
}
