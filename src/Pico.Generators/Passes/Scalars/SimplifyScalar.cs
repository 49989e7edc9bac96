using System;
using System.Linq;
using Pico.Generators.Ir;
using static Pico.Generators.Ir.ScalarOpcode;

namespace Pico.Generators.Passes;

/// <summary>
/// Folds constants, removes what changes nothing and drops what nobody reads. Every rewrite is exact in every bit of every
/// result, zeros' signs included (only the payload of a NaN may differ): <c>x + 0</c> stays, since -0 + 0 is +0.
/// </summary>
internal static class SimplifyScalar
{
    private const int MaximumRounds = 16; // each shortens the function; three do for anything a person writes

    public static ScalarFunction Run(ScalarFunction function)
    {
        if (function.IsSimple)
        {
            return function;
        }

        for (var round = 0; round < MaximumRounds; round++)
        {
            var next = RemoveUnused(Rewrite(function));
            if (next.Equals(function))
            {
                function.IsSimple = true;
                break;
            }

            function = next;
        }

        return function;
    }

    private static ScalarFunction Rewrite(ScalarFunction function)
    {
        var builder = new ScalarBuilder(function.Name);
        var map = new int[function.Parameters.Count + function.Body.Count];
        for (var i = 0; i < function.Parameters.Count; i++)
        {
            var parameter = function.Parameters[i];
            map[i] = builder.Parameter(parameter.Name, parameter.Type, parameter.IsUniform);
        }

        for (var i = 0; i < function.Body.Count; i++)
        {
            var instruction = function.Body[i];
            var operands = instruction.Operands.Select(operand => map[operand]).ToArray();
            builder.Origin = instruction.Origin;
            var value = instruction.Opcode == Constant ? builder.Constant(instruction.Type, instruction.Constant)
                : FoldScalar.Fold(instruction, operands.Select(builder.Definition).ToArray()) is { } bits ? builder.Constant(instruction.Type, bits)
                : Reduce(builder, instruction, operands) is >= 0 and var same ? same
                : builder.Emit(instruction with { Operands = operands.ToEquatableArray(), Name = null });
            if (instruction.Name is not null && builder.Definition(value) is { Opcode: not Constant })
            {
                builder.SetName(value, instruction.Name);
            }

            map[function.Parameters.Count + i] = value;
        }

        builder.Origin = -1;
        return builder.Build(function.Results.Select(result => result with { Value = map[result.Value] }).ToArray());
    }

    /// <summary>A value that equals the instruction, or -1.</summary>
    private static int Reduce(ScalarBuilder b, ScalarInstruction instruction, int[] v)
    {
        var type = instruction.Type;
        var (first, second) = (v[0], v.Length > 1 ? v[1] : -1);
        switch (instruction.Opcode)
        {
            case Add when Negated(b, second) is >= 0 and var subtrahend && type.IsFloat():
                return b.Emit(Subtract, type, first, subtrahend);
            case Add when Negated(b, first) is >= 0 and var subtrahend && type.IsFloat():
                return b.Emit(Subtract, type, second, subtrahend);
            case Add when IsZero(b, second, negative: true):
                return first;
            case Add when IsZero(b, first, negative: true):
                return second;
            case Xor when IsZero(b, second, negative: false):
            case ShiftLeft or ShiftRight or ShiftRightUnsigned or RotateLeft or RotateRight when IsZero(b, second, negative: false):
                return first;
            case Xor when IsZero(b, first, negative: false):
                return second;
            case Subtract or Xor when first == second && !type.IsFloat():
            case Multiply or And when type.IsInteger() && (IsZero(b, first, negative: false) || IsZero(b, second, negative: false)):
                return b.Constant(type, 0L);
            case Subtract when IsZero(b, second, negative: false):
                return first;
            case Subtract when Negated(b, second) is >= 0 and var addend && type.IsFloat():
                return b.Emit(Add, type, first, addend);
            case Multiply or Divide when Is(b, second, 1):
                return first;
            case Multiply when Is(b, first, 1):
                return second;
            case Multiply or Divide when Is(b, second, -1) && type.IsFloat():
                return b.Emit(Negate, type, first);
            case Multiply when Is(b, first, -1) && type.IsFloat():
                return b.Emit(Negate, type, second);
            case Pow when Is(b, second, 1):
                return first;
            case Pow when IsZero(b, second, negative: false):
                return b.Constant(type, 1.0);
            case Negate when Negated(b, first) is >= 0 and var inner:
                return inner;
            case Not when b.Definition(first) is { Opcode: Not } inner:
                return inner.Operands[0];
            case And when first == second || IsAllOnes(b, second):
            case Or when first == second || IsZero(b, second, negative: false):
                return first;
            case And when IsAllOnes(b, first):
            case Or when IsZero(b, first, negative: false):
                return second;
            case And when type == ScalarType.Bool && (IsZero(b, first, negative: false) || IsZero(b, second, negative: false)):
                return b.Constant(type, 0L);
            case Or when type == ScalarType.Bool && (IsAllOnes(b, first) || IsAllOnes(b, second)):
                return b.Constant(type, 1L);
            case ScalarOpcode.Convert when b.TypeOf(first) == type: // after a promotion
                return first;
            case Select:
                return ReduceSelect(b, type, v);
            default:
                return -1;
        }
    }

    private static int ReduceSelect(ScalarBuilder b, ScalarType type, int[] v)
    {
        if (v[1] == v[2])
        {
            return v[1];
        }

        if (b.Definition(v[0]) is { Opcode: Constant } condition)
        {
            return condition.Constant != 0 ? v[1] : v[2];
        }

        if (b.Definition(v[0]) is { Opcode: Not } not)
        {
            return b.Emit(Select, type, not.Operands[0], v[2], v[1]);
        }

        if (b.Definition(v[1]) is { Opcode: Select } whenTrue && whenTrue.Operands[0] == v[0])
        {
            return b.Emit(Select, type, v[0], whenTrue.Operands[1], v[2]);
        }

        if (b.Definition(v[2]) is { Opcode: Select } whenFalse && whenFalse.Operands[0] == v[0])
        {
            return b.Emit(Select, type, v[0], v[1], whenFalse.Operands[2]);
        }

        if (type != ScalarType.Bool)
        {
            return -1;
        }

        // `a && b` and `a || b` arrive as selections
        return IsZero(b, v[2], negative: false) ? b.Emit(And, type, v[0], v[1])
            : IsAllOnes(b, v[1]) ? b.Emit(Or, type, v[0], v[2])
            : IsAllOnes(b, v[2]) && IsZero(b, v[1], negative: false) ? b.Emit(Not, type, v[0])
            : -1;
    }

    private static ScalarFunction RemoveUnused(ScalarFunction function)
    {
        var count = function.Parameters.Count;
        var used = new bool[count + function.Body.Count];
        foreach (var result in function.Results)
        {
            used[result.Value] = true;
        }

        for (var i = function.Body.Count - 1; i >= 0; i--)
        {
            if (used[count + i])
            {
                foreach (var operand in function.Body[i].Operands)
                {
                    used[operand] = true;
                }
            }
        }

        var map = Enumerable.Range(0, used.Length).ToArray();
        var next = count;
        for (var i = count; i < used.Length; i++)
        {
            map[i] = used[i] ? next++ : -1;
        }

        return function with
        {
            Body = function.Body.Where((_, i) => used[count + i]).Select(instruction => instruction with
            {
                Operands = instruction.Operands.Select(operand => map[operand]).ToEquatableArray(),
            }).ToEquatableArray(),
            Results = function.Results.Select(result => result with { Value = map[result.Value] }).ToEquatableArray(),
        };
    }

    private static int Negated(ScalarBuilder b, int value) =>
        value >= 0 && b.Definition(value) is { Opcode: Negate } negation ? negation.Operands[0] : -1;

    private static bool Is(ScalarBuilder b, int value, double number) =>
        b.Definition(value) is { Opcode: Constant } constant && constant.Type != ScalarType.Bool &&
        constant.Constant == (constant.Type.IsFloat() ? BitConverter.DoubleToInt64Bits(number) : (long)number);

    private static bool IsZero(ScalarBuilder b, int value, bool negative) =>
        b.Definition(value) is { Opcode: Constant } constant &&
        constant.Constant == (negative && constant.Type.IsFloat() ? BitConverter.DoubleToInt64Bits(-0.0) : 0);

    private static bool IsAllOnes(ScalarBuilder b, int value) =>
        b.Definition(value) is { Opcode: Constant } constant && constant.Type switch
        {
            ScalarType.Bool => constant.Constant != 0,
            ScalarType.Int32 or ScalarType.Int64 or ScalarType.UInt64 => constant.Constant == -1,
            ScalarType.UInt32 => constant.Constant == uint.MaxValue,
            _ => false,
        };
}
