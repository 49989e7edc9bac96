using System;
using System.Linq;
using Pico.Generators.Ir;
using static Pico.Generators.Ir.ScalarOpcode;

namespace Pico.Generators.Passes;

/// <summary>
/// Evaluates an instruction over constants exactly as .NET does at run time, whatever runtime hosts the compiler. Functions
/// with an error of their own (Exp, Tanh, …) are not folded: their last bit would depend on that host.
/// </summary>
internal static class FoldScalar
{
    /// <returns>The bits of the constant, or null.</returns>
    public static long? Fold(ScalarInstruction instruction, ScalarInstruction?[] operands)
    {
        if (operands.Length == 0 || operands.Any(operand => operand is not { Opcode: Constant }))
        {
            return null;
        }

        var bits = operands.Select(operand => operand!.Constant).ToArray();
        var from = operands[0]!.Type;
        if (instruction.Opcode is Equal or NotEqual or LessThan or LessThanOrEqual)
        {
            return Compare(instruction.Opcode, from, bits) ? 1 : 0;
        }

        return instruction.Opcode switch
        {
            ScalarOpcode.Convert => ConvertTo(instruction.Type, from, bits[0]),
            _ => instruction.Type switch
            {
                ScalarType.Float32 => Float(instruction.Opcode, bits.Select(x => (float)Number(x)).ToArray()) is { } single ? Bits(single) : null,
                ScalarType.Float64 => Double(instruction.Opcode, bits.Select(Number).ToArray()) is { } number ? Bits(number) : null,
                ScalarType.Bool => Bool(instruction.Opcode, bits),
                _ => Integer(instruction.Opcode, instruction.Type, bits),
            },
        };
    }

    private static bool Compare(ScalarOpcode opcode, ScalarType type, long[] bits)
    {
        if (type is ScalarType.Float32 or ScalarType.Float64)
        {
            var (x, y) = (Number(bits[0]), Number(bits[1]));
            return opcode switch { Equal => x == y, NotEqual => x != y, LessThan => x < y, _ => x <= y };
        }

        return opcode switch { Equal => bits[0] == bits[1], NotEqual => bits[0] != bits[1], LessThan => bits[0] < bits[1], _ => bits[0] <= bits[1] };
    }

    private static float? Float(ScalarOpcode opcode, float[] v) => opcode switch
    {
        Add => v[0] + v[1],
        Subtract => v[0] - v[1],
        Multiply => v[0] * v[1],
        Divide => v[0] / v[1],
        Negate => -v[0],
        Abs => Math.Abs(v[0]),
        Sqrt => (float)Math.Sqrt(v[0]),
        Floor => (float)Math.Floor(v[0]),
        Ceiling => (float)Math.Ceiling(v[0]),
        _ => null,
    };

    private static double? Double(ScalarOpcode opcode, double[] v) => opcode switch
    {
        Add => v[0] + v[1],
        Subtract => v[0] - v[1],
        Multiply => v[0] * v[1],
        Divide => v[0] / v[1],
        Negate => -v[0],
        Abs => Math.Abs(v[0]),
        Sqrt => Math.Sqrt(v[0]),
        Floor => Math.Floor(v[0]),
        Ceiling => Math.Ceiling(v[0]),
        _ => null,
    };

    private static long? Bool(ScalarOpcode opcode, long[] v) => opcode switch
    {
        And => v[0] & v[1],
        Or => v[0] | v[1],
        Xor => v[0] ^ v[1],
        Not => v[0] == 0 ? 1 : 0,
        _ => null,
    };

    private static long? Integer(ScalarOpcode opcode, ScalarType type, long[] v)
    {
        if (opcode is Divide or Remainder && v[1] == 0)
        {
            return 0; // a lane divides by zero without a trap
        }

        long? result = opcode switch
        {
            Add => v[0] + v[1],
            Subtract => v[0] - v[1],
            Multiply => unchecked(v[0] * v[1]),
            Divide => v[0] / v[1],
            Remainder => v[0] % v[1],
            Negate => -v[0],
            Abs => Math.Abs(v[0]),
            Min => Math.Min(v[0], v[1]),
            Max => Math.Max(v[0], v[1]),
            And => v[0] & v[1],
            Or => v[0] | v[1],
            Xor => v[0] ^ v[1],
            Not => ~v[0],
            ShiftLeft => v[0] << (int)(v[1] & 31),
            ShiftRight => v[0] >> (int)(v[1] & 31),
            ShiftRightUnsigned => (uint)v[0] >> (int)(v[1] & 31),
            RotateLeft => (v[0] << (int)(v[1] & 31)) | ((uint)v[0] >> (int)(-v[1] & 31)),
            RotateRight => ((uint)v[0] >> (int)(v[1] & 31)) | (v[0] << (int)(-v[1] & 31)),
            _ => null,
        };
        return result is { } value ? Wrap(type, value) : null;
    }

    private static long? ConvertTo(ScalarType type, ScalarType from, long bits)
    {
        var isFloat = from is ScalarType.Float32 or ScalarType.Float64;
        var number = isFloat ? Number(bits) : bits;
        return type switch
        {
            ScalarType.Float32 => Bits(isFloat ? (float)number : (float)bits),
            ScalarType.Float64 => Bits(number),
            ScalarType.Int32 => isFloat ? Saturate(number, int.MinValue, int.MaxValue) : Wrap(type, bits),
            ScalarType.UInt32 => isFloat ? Saturate(number, uint.MinValue, uint.MaxValue) : Wrap(type, bits),
            _ => null,
        };
    }

    private static long Saturate(double value, long least, long greatest) =>
        double.IsNaN(value) ? 0 : value <= least ? least : value >= greatest ? greatest : (long)value;

    private static long Wrap(ScalarType type, long value) => type == ScalarType.Int32 ? unchecked((int)value) : unchecked((uint)value);

    private static double Number(long bits) => BitConverter.Int64BitsToDouble(bits);

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
