using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>Makes the double twin of a float function: the same computation with every float a double.</summary>
internal static class PromoteScalar
{
    /// <returns>Null when the function looks at the bits of a float, which a double has in other places.</returns>
    public static ScalarFunction? ToDouble(ScalarFunction function) =>
        function.Body.Any(instruction => instruction.Opcode == ScalarOpcode.BitCast)
            ? null
            : SimplifyScalar.Run(function with
            {
                Parameters = function.Parameters.Select(parameter => parameter with { Type = Promote(parameter.Type) }).ToEquatableArray(),
                Body = function.Body.Select(instruction => instruction with { Type = Promote(instruction.Type) }).ToEquatableArray(),
            });

    private static ScalarType Promote(ScalarType type) => type == ScalarType.Float32 ? ScalarType.Float64 : type;
}
