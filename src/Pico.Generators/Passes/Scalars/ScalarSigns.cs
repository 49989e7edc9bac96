using System;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Which values of a function are never above 0, or never below, as far as its form shows; NaN is neither. The sign of a zero is not
/// known, so that nothing follows for quotients. Each value is looked at once, after those it is made of.
/// </summary>
internal sealed class ScalarSigns
{
    private readonly bool[] atMostZero;
    private readonly bool[] atLeastZero;

    /// <param name="function">The function.</param>
    /// <param name="isAtLeast">Whether the second of two values is known to be at least the first.</param>
    public ScalarSigns(ScalarFunction function, Func<int, int, bool> isAtLeast)
    {
        var parameters = function.Parameters.Count; // of which nothing is known
        atMostZero = new bool[parameters + function.Body.Count];
        atLeastZero = new bool[atMostZero.Length];
        for (var i = 0; i < function.Body.Count; i++)
        {
            if (function.Body[i] is { Type: ScalarType.Float32 } instruction)
            {
                (atMostZero[parameters + i], atLeastZero[parameters + i]) = SignsOf(instruction, isAtLeast);
            }
        }
    }

    public bool IsAtMostZero(int value) => atMostZero[value];

    private (bool AtMostZero, bool AtLeastZero) SignsOf(ScalarInstruction instruction, Func<int, int, bool> isAtLeast)
    {
        if (instruction.Opcode == ScalarOpcode.Constant)
        {
            var constant = BitConverter.Int64BitsToDouble(instruction.Constant);
            return (constant <= 0, constant >= 0);
        }

        var operands = instruction.Operands;
        bool AreAtMostZero(int a, int b) => atMostZero[operands[a]] && atMostZero[operands[b]];
        bool AreAtLeastZero(int a, int b) => atLeastZero[operands[a]] && atLeastZero[operands[b]];
        bool AreOpposite(int low, int high) => atMostZero[operands[low]] && atLeastZero[operands[high]];
        return instruction.Opcode switch
        {
            ScalarOpcode.Abs => (false, true),
            ScalarOpcode.Negate => (atLeastZero[operands[0]], atMostZero[operands[0]]),
            ScalarOpcode.Add => (AreAtMostZero(0, 1), AreAtLeastZero(0, 1)),
            ScalarOpcode.Subtract => (isAtLeast(operands[0], operands[1]) || AreOpposite(0, 1), false),
            ScalarOpcode.Multiply => (AreOpposite(0, 1) || AreOpposite(1, 0), operands[0] == operands[1] || AreAtLeastZero(0, 1)),
            _ => (false, false),
        };
    }
}
