using System;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Whether a function of one float never falls where its argument rises, as far as its form shows: clamps and kinks such as Relu's and
/// sums and positive multiples of these.
/// </summary>
internal sealed class IsNondecreasing
{
    private readonly ScalarFunction function;

    private IsNondecreasing(ScalarFunction function) => this.function = function;

    public static bool Of(ScalarFunction function) =>
        function.Parameters.Count == 1 && function.Parameters[0].Type == ScalarType.Float32 && function.Results.Count == 1 &&
        new IsNondecreasing(function).Rises(function.Results[0].Value);

    private ScalarInstruction? Instruction(int value) => value < function.Parameters.Count ? null : function.Body[value - function.Parameters.Count];

    private double? Constant(int value) => Instruction(value) is { Opcode: ScalarOpcode.Constant, Type: ScalarType.Float32 } constant
        ? BitConverter.Int64BitsToDouble(constant.Constant)
        : null;

    private bool Rises(int value)
    {
        if (Instruction(value) is not { } instruction)
        {
            return true;
        }

        bool Operand(int index) => Rises(instruction.Operands[index]);
        return instruction.Opcode switch
        {
            ScalarOpcode.Constant => true,
            ScalarOpcode.Add or ScalarOpcode.Min or ScalarOpcode.Max => Operand(0) && Operand(1),
            ScalarOpcode.Subtract => Operand(0) && Constant(instruction.Operands[1]) is not null,
            ScalarOpcode.Multiply => (Constant(instruction.Operands[1]) >= 0 && Operand(0)) || (Constant(instruction.Operands[0]) >= 0 && Operand(1)),
            ScalarOpcode.Select => IsRisingChoice(instruction),
            _ => false,
        };
    }

    /// <summary>Of a choice at a bound: the argument itself above, and below a constant that is not above the bound, or a multiple of the argument if the bound is zero.</summary>
    private bool IsRisingChoice(ScalarInstruction choice)
    {
        if (Instruction(choice.Operands[0]) is not { Opcode: ScalarOpcode.LessThan or ScalarOpcode.LessThanOrEqual } condition)
        {
            return false;
        }

        var (left, right) = (condition.Operands[0], condition.Operands[1]);
        var (below, above) = (choice.Operands[1], choice.Operands[2]);
        if (Constant(right) is null)
        {
            (left, right, below, above) = (right, left, above, below); // bound < argument
        }

        return Constant(right) is { } bound && above == left && Rises(left) && (Constant(below) <= bound || (bound == 0 && Instruction(below) is { Opcode: ScalarOpcode.Multiply } && Rises(below)));
    }
}
