using System;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Which values of a function are never above 0, or never below, as far as its form shows; NaN is neither. The sign of a zero is not
/// known, so that nothing follows for quotients.
/// </summary>
internal sealed class ScalarSigns
{
    private readonly ScalarFunction function;
    private readonly Func<int, int, bool> isAtLeast;

    /// <param name="function">The function.</param>
    /// <param name="isAtLeast">Whether the second of two values is known to be at least the first.</param>
    public ScalarSigns(ScalarFunction function, Func<int, int, bool> isAtLeast)
    {
        this.function = function;
        this.isAtLeast = isAtLeast;
    }

    public bool IsAtMostZero(int value)
    {
        if (Instruction(value) is not { } instruction)
        {
            return false;
        }

        int Operand(int index) => instruction.Operands[index];
        return instruction.Opcode switch
        {
            ScalarOpcode.Constant => Constant(instruction) <= 0,
            ScalarOpcode.Negate => IsAtLeastZero(Operand(0)),
            ScalarOpcode.Add => IsAtMostZero(Operand(0)) && IsAtMostZero(Operand(1)),
            ScalarOpcode.Subtract => isAtLeast(Operand(0), Operand(1)) || (IsAtMostZero(Operand(0)) && IsAtLeastZero(Operand(1))),
            ScalarOpcode.Multiply => (IsAtMostZero(Operand(0)) && IsAtLeastZero(Operand(1))) || (IsAtLeastZero(Operand(0)) && IsAtMostZero(Operand(1))),
            _ => false,
        };
    }

    private bool IsAtLeastZero(int value)
    {
        if (Instruction(value) is not { } instruction)
        {
            return false;
        }

        int Operand(int index) => instruction.Operands[index];
        return instruction.Opcode switch
        {
            ScalarOpcode.Constant => Constant(instruction) >= 0,
            ScalarOpcode.Abs => true,
            ScalarOpcode.Negate => IsAtMostZero(Operand(0)),
            ScalarOpcode.Add => IsAtLeastZero(Operand(0)) && IsAtLeastZero(Operand(1)),
            ScalarOpcode.Multiply => Operand(0) == Operand(1) || (IsAtLeastZero(Operand(0)) && IsAtLeastZero(Operand(1))),
            _ => false,
        };
    }

    private static double Constant(ScalarInstruction constant) => BitConverter.Int64BitsToDouble(constant.Constant);

    /// <summary>The instruction of floats behind a value; null for a parameter.</summary>
    private ScalarInstruction? Instruction(int value) =>
        value >= function.Parameters.Count && function.Body[value - function.Parameters.Count] is { Type: ScalarType.Float32 } instruction ? instruction : null;
}
