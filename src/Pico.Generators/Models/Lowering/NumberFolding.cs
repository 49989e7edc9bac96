using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>C#'s arithmetic on what is known while a model is lowered. Integers may be symbolic.</summary>
internal static class NumberFolding
{
    public static Value Number(Expression.Number number) => number.Kind switch
    {
        NumberKind.Int => new Value.Int(Dimension.Constant((long)number.Value)),
        NumberKind.Bool => new Value.Bool(number.Value != 0),
        var kind => new Value.Real(number.Value, kind == NumberKind.Double),
    };

    /// <summary>A constructor's argument or default as a value of the parameter's type.</summary>
    public static Value Number(NumberKind kind, double value) => Number(new Expression.Number(-1, kind, value));

    public static Value? Negate(Value operand) => operand switch
    {
        Value.Int integer => new Value.Int(Dimension.Constant(-1) * integer.Size),
        Value.Real real => real with { Number = -real.Number },
        Value.Bool condition => new Value.Bool(!condition.IsTrue),
        _ => null,
    };

    public static Value? Convert(Value operand, NumberKind kind) => (operand, kind) switch
    {
        (Value.Int { Size.Value: { } value }, NumberKind.Float) => new Value.Real((float)value, false),
        (Value.Int { Size.Value: { } value }, NumberKind.Double) => new Value.Real(value, true),
        (Value.Real real, NumberKind.Float) => new Value.Real((float)real.Number, false),
        (Value.Real real, NumberKind.Double) => new Value.Real(real.Number, true),
        _ => null,
    };

    /// <summary>The result, or null when it is not known (then the operands are symbolic sizes).</summary>
    public static Value? Binary(BinaryOperator op, NumberKind kind, Value left, Value right) =>
        (left, right) switch
        {
            (Value.Bool a, Value.Bool b) => Bools(op, a.IsTrue, b.IsTrue),
            (Value.Int a, Value.Int b) => Ints(op, a.Size, b.Size),
            (Value.Real a, Value.Real b) => Reals(op, kind == NumberKind.Double, a.Number, b.Number),
            _ => null,
        };

    private static Value? Bools(BinaryOperator op, bool a, bool b) => op switch
    {
        BinaryOperator.And => new Value.Bool(a && b),
        BinaryOperator.Or => new Value.Bool(a || b),
        BinaryOperator.Equal => new Value.Bool(a == b),
        BinaryOperator.NotEqual => new Value.Bool(a != b),
        _ => null,
    };

    private static Value? Ints(BinaryOperator op, Dimension a, Dimension b)
    {
        switch (op)
        {
            case BinaryOperator.Add: return new Value.Int(a + b);
            case BinaryOperator.Subtract: return new Value.Int(a - b);
            case BinaryOperator.Multiply: return new Value.Int(a * b);
            case BinaryOperator.Divide or BinaryOperator.Remainder when b.Value == 0: return null;
            case BinaryOperator.Divide: return new Value.Int(Dimension.Truncate(a, b));
            case BinaryOperator.Remainder: return new Value.Int(a - (b * Dimension.Truncate(a, b)));
            default:
                return (a - b).Value is { } difference ? Compare(op, difference) : null;
        }
    }

    private static Value? Reals(BinaryOperator op, bool isDouble, double a, double b)
    {
        double? result = op switch
        {
            BinaryOperator.Add => a + b,
            BinaryOperator.Subtract => a - b,
            BinaryOperator.Multiply => a * b,
            BinaryOperator.Divide => a / b,
            BinaryOperator.Remainder => a % b,
            _ => null,
        };

        // float arithmetic on floats, done in double and rounded once, is exact for + - * /.
        return result is { } number ? new Value.Real(isDouble ? number : (float)number, isDouble)
            : double.IsNaN(a) || double.IsNaN(b) ? new Value.Bool(op == BinaryOperator.NotEqual)
            : Compare(op, a.CompareTo(b));
    }

    private static Value? Compare(BinaryOperator op, long difference) => op switch
    {
        BinaryOperator.Equal => new Value.Bool(difference == 0),
        BinaryOperator.NotEqual => new Value.Bool(difference != 0),
        BinaryOperator.LessThan => new Value.Bool(difference < 0),
        BinaryOperator.LessThanOrEqual => new Value.Bool(difference <= 0),
        BinaryOperator.GreaterThan => new Value.Bool(difference > 0),
        BinaryOperator.GreaterThanOrEqual => new Value.Bool(difference >= 0),
        _ => null,
    };
}
