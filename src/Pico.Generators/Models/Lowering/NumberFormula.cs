using System;
using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Models;

/// <summary>
/// Arithmetic on numbers that only construction knows: scalar functions of sizes and settings, which are computed at run
/// time, once, where they are needed. What turns out to be constant is folded.
/// </summary>
internal static class NumberFormula
{
    /// <summary>A size, or a constructor parameter that is no size, by itself.</summary>
    public static Value Of(Dimension size, ScalarType type)
    {
        var builder = new ScalarBuilder("number");
        return new Value.Formula(builder.Build(new ScalarResult("result", builder.Parameter(size.ToString(), type))), EquatableArray.Of(size));
    }

    /// <summary>A constructor parameter of the model: an int is a size.</summary>
    public static Value Symbol(string parameter, NumberKind kind) => kind == NumberKind.Int
        ? new Value.Int(Dimension.Symbol(parameter))
        : Of(Dimension.Symbol(parameter), TypeOf(kind));

    /// <summary>Whether the value is a number or a condition, known or not.</summary>
    public static bool IsNumber(Value value) => value is Value.Int or Value.Real or Value.Bool or Value.Formula;

    public static Value? Convert(Value value, NumberKind kind)
    {
        var type = TypeOf(kind);
        switch (value)
        {
            case Value.Int integer:
                return Of(integer.Size, type);
            case Value.Formula formula when formula.Type == type:
                return formula;
            case Value.Formula formula:
                var builder = new ScalarBuilder("convert");
                var x = builder.Parameter("x", formula.Type);
                return Apply(builder.Build(new ScalarResult("result", builder.Emit(ScalarOpcode.Convert, type, x))), formula);
            default:
                return null;
        }
    }

    public static Value? Negate(Value value)
    {
        if (value is not Value.Formula formula)
        {
            return null;
        }

        // Not of not is the condition itself, so that both are one question.
        var result = formula.Function.Results[0];
        if (result.Value >= formula.Function.Parameters.Count && formula.Function.Body[result.Value - formula.Function.Parameters.Count] is { Opcode: ScalarOpcode.Not } not)
        {
            var inner = formula.Function with { Results = EquatableArray.Of(result with { Value = not.Operands[0] }) };
            return formula with { Function = SimplifyScalar.Run(inner) };
        }

        var builder = new ScalarBuilder("negate");
        var x = builder.Parameter("x", formula.Type);
        var opcode = formula.Type == ScalarType.Bool ? ScalarOpcode.Not : ScalarOpcode.Negate;
        return Apply(builder.Build(new ScalarResult("result", builder.Emit(opcode, formula.Type, x))), formula);
    }

    /// <summary>An operator between numbers of one kind; null where it has no formula.</summary>
    public static Value? Binary(BinaryOperator op, NumberKind kind, Value left, Value right)
    {
        if (left is Value.Int a && right is Value.Int b)
        {
            return Comparison(op, a.Size - b.Size);
        }

        var type = TypeOf(kind);
        var (opcode, swaps) = op switch
        {
            BinaryOperator.Add => (ScalarOpcode.Add, false),
            BinaryOperator.Subtract => (ScalarOpcode.Subtract, false),
            BinaryOperator.Multiply => (ScalarOpcode.Multiply, false),
            BinaryOperator.Divide => (ScalarOpcode.Divide, false),
            BinaryOperator.Remainder => (ScalarOpcode.Remainder, false),
            BinaryOperator.Equal => (ScalarOpcode.Equal, false),
            BinaryOperator.NotEqual => (ScalarOpcode.NotEqual, false),
            BinaryOperator.LessThan => (ScalarOpcode.LessThan, false),
            BinaryOperator.LessThanOrEqual => (ScalarOpcode.LessThanOrEqual, false),
            BinaryOperator.GreaterThan => (ScalarOpcode.LessThan, true),
            BinaryOperator.GreaterThanOrEqual => (ScalarOpcode.LessThanOrEqual, true),
            _ => (ScalarOpcode.Constant, false),
        };
        var result = op >= BinaryOperator.Equal ? ScalarType.Bool : type;
        if (!ScalarSignatures.Accepts(opcode, result, new[] { type, type }))
        {
            return null;
        }

        var builder = new ScalarBuilder(op.ToString());
        var x = builder.Parameter("x", type);
        var y = builder.Parameter("y", type);
        var value = swaps ? builder.Emit(opcode, result, y, x) : builder.Emit(opcode, result, x, y);
        return Apply(builder.Build(new ScalarResult("result", value)), left, right);
    }

    /// <summary>
    /// A comparison of a difference of sizes with zero, written as one of a size with a constant by ==, &lt; or &lt;=, so that
    /// comparisons of the same size with other constants can be seen to belong together.
    /// </summary>
    private static Value? Comparison(BinaryOperator op, Dimension difference)
    {
        var constant = difference.Substitute(_ => Dimension.Constant(0)).Value ?? 0;
        var (size, bound) = (difference - Dimension.Constant(constant), -constant);
        if (size.Terms.Count > 0 && size.Terms[0].Coefficient < 0)
        {
            (size, bound) = (Dimension.Constant(-1) * size, -bound);
            op = op switch
            {
                BinaryOperator.LessThan => BinaryOperator.GreaterThan,
                BinaryOperator.LessThanOrEqual => BinaryOperator.GreaterThanOrEqual,
                BinaryOperator.GreaterThan => BinaryOperator.LessThan,
                BinaryOperator.GreaterThanOrEqual => BinaryOperator.LessThanOrEqual,
                _ => op,
            };
        }

        if (op < BinaryOperator.Equal || op > BinaryOperator.GreaterThanOrEqual || bound is <= int.MinValue or >= int.MaxValue)
        {
            return null;
        }

        var opcode = op switch
        {
            BinaryOperator.Equal or BinaryOperator.NotEqual => ScalarOpcode.Equal,
            BinaryOperator.LessThan or BinaryOperator.GreaterThanOrEqual => ScalarOpcode.LessThan,
            _ => ScalarOpcode.LessThanOrEqual,
        };
        var builder = new ScalarBuilder("condition");
        var x = builder.Parameter(size.ToString(), ScalarType.Int32);
        var holds = builder.Emit(opcode, ScalarType.Bool, x, builder.Constant(ScalarType.Int32, bound));
        var condition = new Value.Formula(builder.Build(new ScalarResult("result", holds)), EquatableArray.Of(size));
        return op is BinaryOperator.NotEqual or BinaryOperator.GreaterThan or BinaryOperator.GreaterThanOrEqual ? Negate(condition) : condition;
    }

    /// <summary>
    /// A scalar function of numbers; null where it does not apply to them. An int result is known, or it has no formula:
    /// sizes are polynomials.
    /// </summary>
    public static Value? Apply(ScalarFunction function, params Value[] arguments)
    {
        if (arguments.Length != function.Parameters.Count || function.Results.Count != 1)
        {
            return null;
        }

        // First the sizes that occur anywhere, then the body: a formula's parameters come before its instructions.
        var inputs = new List<(Dimension Size, ScalarType Type)>();
        for (var i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case Value.Formula formula:
                    inputs.AddRange(formula.Inputs.Select((size, index) => (size, formula.Function.Parameters[index].Type)));
                    break;
                case Value.Int { Size: { Value: null } size }:
                    inputs.Add((size, function.Parameters[i].Type));
                    break;
            }
        }

        inputs = inputs.Distinct().ToList();
        var builder = new ScalarBuilder(function.Name);
        foreach (var (size, type) in inputs)
        {
            builder.Parameter(size.ToString(), type);
        }

        var values = new int[arguments.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var wanted = function.Parameters[i].Type;
            values[i] = arguments[i] switch
            {
                Value.Formula formula => builder.Inline(
                    formula.Function, formula.Inputs.Select((size, index) => inputs.IndexOf((size, formula.Function.Parameters[index].Type))).ToArray())[0],
                Value.Int { Size: { Value: null } size } => inputs.IndexOf((size, wanted)),
                Value.Int { Size.Value: { } known } => builder.Constant(wanted, (double)known),
                Value.Real real => builder.Constant(wanted, real.Number),
                Value.Bool condition => builder.Constant(wanted, condition.IsTrue ? 1L : 0L),
                _ => -1,
            };
            if (values[i] < 0 || builder.TypeOf(values[i]) != wanted)
            {
                return null;
            }
        }

        var composed = SimplifyScalar.Run(builder.Build(new ScalarResult("result", builder.Inline(function, values)[0])));
        return Folded(composed, inputs.Select(input => input.Size).ToList());
    }

    public static ScalarType TypeOf(NumberKind kind) => kind switch
    {
        NumberKind.Int => ScalarType.Int32,
        NumberKind.Float => ScalarType.Float32,
        NumberKind.Double => ScalarType.Float64,
        _ => ScalarType.Bool,
    };

    private static Value? Folded(ScalarFunction function, List<Dimension> sizes)
    {
        var result = function.Results[0].Value;
        var type = function.TypeOf(result);
        if (result < function.Parameters.Count)
        {
            return type == ScalarType.Int32 ? new Value.Int(sizes[result]) : new Value.Formula(function, sizes.ToEquatableArray());
        }

        var last = function.Body[result - function.Parameters.Count];
        if (last.Opcode != ScalarOpcode.Constant)
        {
            return type is ScalarType.Int32 or ScalarType.UInt32 ? null : new Value.Formula(function, sizes.ToEquatableArray());
        }

        return type switch
        {
            ScalarType.Float32 or ScalarType.Float64 => new Value.Real(BitConverter.Int64BitsToDouble(last.Constant), type == ScalarType.Float64),
            ScalarType.Bool => new Value.Bool(last.Constant != 0),
            _ => new Value.Int(Dimension.Constant(last.Constant)),
        };
    }
}
