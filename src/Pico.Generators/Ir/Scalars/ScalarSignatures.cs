using System.Linq;
using static Pico.Generators.Ir.ScalarOpcode;

namespace Pico.Generators.Ir;

/// <summary>How many operands an operation of the scalar IR has, and of which types.</summary>
internal static class ScalarSignatures
{
    public static int Arity(ScalarOpcode opcode) => opcode switch
    {
        Constant => 0,
        Select or FusedMultiplyAdd => 3,
        Add or Subtract or Multiply or Divide or Remainder or Min or Max or Pow or Atan2 or CopySign => 2,
        And or Or or Xor or ShiftLeft or ShiftRight or ShiftRightUnsigned or RotateLeft or RotateRight => 2,
        Equal or NotEqual or LessThan or LessThanOrEqual => 2,
        _ => 1,
    };

    public static bool Accepts(ScalarOpcode opcode, ScalarType type, ScalarType[] operands) => operands.Length == Arity(opcode) && opcode switch
    {
        Constant => true,
        Add or Subtract or Multiply or Divide or Remainder or Negate or Abs or Min or Max => type != ScalarType.Bool && All(operands, type),
        And or Or or Xor or Not => !type.IsFloat() && All(operands, type),
        ShiftLeft or ShiftRight or ShiftRightUnsigned => type.IsInteger() && operands[0] == type && operands[1] == ScalarType.Int32,
        RotateLeft or RotateRight => type.IsUnsigned() && operands[0] == type && operands[1] == ScalarType.Int32,
        Equal or NotEqual => type == ScalarType.Bool && operands[0] == operands[1],
        LessThan or LessThanOrEqual => type == ScalarType.Bool && operands[0] == operands[1] && operands[0] != ScalarType.Bool,
        Select => operands[0] == ScalarType.Bool && operands[1] == type && operands[2] == type,
        Convert => type != ScalarType.Bool && operands[0] != ScalarType.Bool && operands[0] != type,
        BitCast => (Is32Bits(type) && Is32Bits(operands[0])) || (Is64Bits(type) && Is64Bits(operands[0])),
        Load => operands[0] == ScalarType.Int32,
        _ => type.IsFloat() && All(operands, type),
    };

    private static bool All(ScalarType[] operands, ScalarType type) => operands.All(operand => operand == type);

    private static bool Is32Bits(ScalarType type) => type is ScalarType.Int32 or ScalarType.UInt32 or ScalarType.Float32;

    private static bool Is64Bits(ScalarType type) => type.IsLong() || type == ScalarType.Float64;
}
