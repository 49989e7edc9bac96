using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>A rough price of a scalar function, in units of one vector addition.</summary>
internal static class ScalarCost
{
    /// <summary>Below this price computing again is cheaper than a store and a load.</summary>
    public const int Cheap = 6;

    /// <summary>From this price on a store and a load are cheaper than computing again.</summary>
    public const int Dear = 15;

    public static int Of(ScalarFunction function) => Of(function.Body);

    public static int Of(IEnumerable<ScalarInstruction> instructions) => instructions.Sum(instruction => instruction.Opcode switch
    {
        ScalarOpcode.Constant => 0,
        ScalarOpcode.Divide or ScalarOpcode.Remainder or ScalarOpcode.Sqrt => 5,
        ScalarOpcode.RotateLeft or ScalarOpcode.RotateRight => 1,
        >= ScalarOpcode.Exp => 15,
        _ => 1,
    });
}
