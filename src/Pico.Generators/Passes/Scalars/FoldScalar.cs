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
        if (type.IsFloat())
        {
            var (x, y) = (Number(bits[0]), Number(bits[1]));
            return opcode switch { Equal => x == y, NotEqual => x != y, LessThan => x < y, _ => x <= y };
        }

        if (type == ScalarType.UInt64)
        {
            bits = bits.Select(value => value ^ long.MinValue).ToArray(); // in the order of signed numbers
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

        // In 64 bits two's complement makes one of sum, product and bits; what depends on the sign stands apart.
        var mask = type.IsLong() ? 63 : 31;
        long? result = unchecked(opcode switch
        {
            Add => v[0] + v[1],
            Subtract => v[0] - v[1],
            Multiply => v[0] * v[1],
            Negate => -v[0],
            Abs => v[0] < 0 ? -v[0] : v[0],
            And => v[0] & v[1],
            Or => v[0] | v[1],
            Xor => v[0] ^ v[1],
            Not => ~v[0],
            ShiftLeft => v[0] << (int)(v[1] & mask),
            ShiftRight => type == ScalarType.UInt64 ? (long)((ulong)v[0] >> (int)(v[1] & mask)) : v[0] >> (int)(v[1] & mask),
            ShiftRightUnsigned => Unsigned(type, v[0], (int)(v[1] & mask)),
            RotateLeft => (v[0] << (int)(v[1] & mask)) | Unsigned(type, v[0], (int)(-v[1] & mask)),
            RotateRight => Unsigned(type, v[0], (int)(v[1] & mask)) | (v[0] << (int)(-v[1] & mask)),
            _ when type == ScalarType.UInt64 => (long?)Unsigned(opcode, (ulong)v[0], (ulong)v[1]),
            Divide => v[1] == -1 ? -v[0] : v[0] / v[1],
            Remainder => v[1] == -1 ? 0 : v[0] % v[1],
            Min => Math.Min(v[0], v[1]),
            Max => Math.Max(v[0], v[1]),
            _ => null,
        });
        return result is { } value ? Wrap(type, value) : null;
    }

    private static ulong? Unsigned(ScalarOpcode opcode, ulong a, ulong b) => opcode switch
    {
        Divide => a / b,
        Remainder => a % b,
        Min => Math.Min(a, b),
        Max => Math.Max(a, b),
        _ => null,
    };

    /// <summary>A logical shift to the right.</summary>
    private static long Unsigned(ScalarType type, long value, int count) =>
        unchecked(type.IsLong() ? (long)((ulong)value >> count) : (uint)value >> count);

    private static long? ConvertTo(ScalarType type, ScalarType from, long bits)
    {
        if (type.IsInteger())
        {
            return from.IsFloat() ? Saturate(type, Number(bits)) : Wrap(type, bits);
        }

        // Through double, a long would be rounded twice on its way to float.
        return type switch
        {
            ScalarType.Float32 when from == ScalarType.UInt64 => Bits(unchecked((ulong)bits) is var number && number <= long.MaxValue ? (float)(long)number : 2 * (float)(long)((number >> 1) | (number & 1))),
            ScalarType.Float32 => Bits(from.IsFloat() ? (float)Number(bits) : (float)bits),
            ScalarType.Float64 when from == ScalarType.UInt64 => Bits(unchecked((ulong)bits) is var number && number <= long.MaxValue ? (double)(long)number : 2 * (double)(long)((number >> 1) | (number & 1))),
            ScalarType.Float64 => Bits(from.IsFloat() ? Number(bits) : (double)bits),
            _ => null,
        };
    }

    private static long Saturate(ScalarType type, double value) => type switch
    {
        _ when double.IsNaN(value) => 0,
        ScalarType.Int32 => Saturate(value, int.MinValue, int.MaxValue),
        ScalarType.UInt32 => Saturate(value, uint.MinValue, uint.MaxValue),
        ScalarType.Int64 => Saturate(value, long.MinValue, long.MaxValue),
        _ => value < 1 ? 0 : value >= 18446744073709551616d ? -1 : value < 9223372036854775808d ? (long)value : (long)(value - 9223372036854775808d) ^ long.MinValue,
    };

    private static long Saturate(double value, long least, long greatest) =>
        value <= least ? least : value >= greatest ? greatest : (long)value;

    private static long Wrap(ScalarType type, long value) => type switch
    {
        ScalarType.Int32 => unchecked((int)value),
        ScalarType.UInt32 => unchecked((uint)value),
        _ => value,
    };

    private static double Number(long bits) => BitConverter.Int64BitsToDouble(bits);

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
