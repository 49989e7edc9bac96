using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// What a function is near a point as far as its user's rules are concerned: every value whose derivative is given (<see cref="ScalarOpcode.WithDerivative"/>) is
/// that at the point plus the given derivatives times how far its operands have moved; where none are given, it stays. Differences of this function then
/// obey rules and stops of gradients, and use no other derivative.
/// </summary>
internal static class LinearizeGiven
{
    /// <returns>A function of the parameters, then of the point.</returns>
    public static ScalarFunction Run(ScalarFunction function)
    {
        var builder = new ScalarBuilder(function.Name);
        var here = new int[function.Parameters.Count + function.Body.Count];
        var there = new int[here.Length];
        for (var i = 0; i < function.Parameters.Count; i++)
        {
            here[i] = builder.Parameter(function.Parameters[i].Name, function.Parameters[i].Type);
        }

        for (var i = 0; i < function.Parameters.Count; i++)
        {
            there[i] = builder.Parameter(function.Parameters[i].Name + "At", function.Parameters[i].Type);
        }

        for (var i = 0; i < function.Body.Count; i++)
        {
            var (instruction, value) = (function.Body[i], function.Parameters.Count + i);
            if (instruction.Opcode != ScalarOpcode.WithDerivative)
            {
                here[value] = Copy(here);
                there[value] = Copy(there);
                continue;
            }

            here[value] = there[value] = there[instruction.Operands[0]];
            for (var pair = 1; pair < instruction.Operands.Count; pair += 2)
            {
                var (operand, slope) = (instruction.Operands[pair], instruction.Operands[pair + 1]);
                var moved = builder.Emit(ScalarOpcode.Subtract, instruction.Type, here[operand], there[operand]);
                here[value] = builder.Emit(ScalarOpcode.Add, instruction.Type, here[value], builder.Emit(ScalarOpcode.Multiply, instruction.Type, there[slope], moved));
            }

            int Copy(int[] map) => builder.Emit(instruction with { Operands = instruction.Operands.Select(operand => map[operand]).ToEquatableArray(), Name = null });
        }

        return SimplifyScalar.Run(builder.Build(function.Results.Select(result => result with { Value = here[result.Value] }).ToArray()));
    }
}
