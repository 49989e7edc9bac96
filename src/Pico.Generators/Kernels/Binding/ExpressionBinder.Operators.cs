using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>Operators and conversions. Roslyn has applied C#'s promotions: operands arrive in the type of the operation.</summary>
internal sealed partial class ExpressionBinder
{
    private const string Checked = "checked arithmetic can throw, which a lane cannot; write unchecked(…)";

    private ExpressionSpec? Conversion(ScalarType type, IConversionOperation conversion)
    {
        if (conversion.OperatorMethod is { } method)
        {
            return IsOf(conversion.Operand, method.Parameters[0]) && SymbolEqualityComparer.Default.Equals(method.ReturnType, conversion.Type)
                ? Invoke(conversion, method, null, Arguments(conversion.Operand), null)
                : Refuse(conversion, "a user-defined conversion of another type: convert first");
        }

        if (conversion.IsChecked && ScalarTypes.Of(conversion.Operand.Type) is { } from && from != type)
        {
            return Refuse(conversion, Checked);
        }

        return Bind(conversion.Operand) is { } operand ? Narrow(Convert(operand, type, Origin(conversion)), conversion.Type) : null;
    }

    private static ExpressionSpec Convert(ExpressionSpec operand, ScalarType type, int origin) =>
        operand.Type == type ? operand : new OperationSpec(type, ScalarOpcode.Convert, EquatableArray.Of(operand), origin);

    /// <summary>A value as a narrow integer type holds it, in 32 bits.</summary>
    private static ExpressionSpec Narrow(ExpressionSpec value, ITypeSymbol? type)
    {
        if (ScalarTypes.Element(type) is not { } element || !element.IsNarrow())
        {
            return value;
        }

        if (element is MemoryElement.UInt8 or MemoryElement.UInt16)
        {
            return Integer(ScalarOpcode.And, value, element == MemoryElement.UInt8 ? byte.MaxValue : ushort.MaxValue);
        }

        var unused = element == MemoryElement.Int8 ? 24 : 16;
        return Integer(ScalarOpcode.ShiftRight, Integer(ScalarOpcode.ShiftLeft, value, unused), unused);
    }

    private static OperationSpec Integer(ScalarOpcode opcode, ExpressionSpec value, long constant) => new(
        ScalarType.Int32, opcode, EquatableArray.Of(value, new ConstantSpec(ScalarType.Int32, constant, -1)), value.Origin);

    private ExpressionSpec? Unary(ScalarType type, IUnaryOperation unary)
    {
        if (unary.IsLifted)
        {
            return Refuse(unary, "an operator on what may be null");
        }

        if (unary.OperatorMethod is { } method)
        {
            return Invoke(unary, method, null, Arguments(unary.Operand), null);
        }

        if (unary.IsChecked && !type.IsFloat())
        {
            return Refuse(unary, Checked);
        }

        if (Bind(unary.Operand) is not { } operand)
        {
            return null;
        }

        return unary.OperatorKind switch
        {
            UnaryOperatorKind.Plus => operand,
            UnaryOperatorKind.Minus => Operation(type, ScalarOpcode.Negate, unary, operand),
            UnaryOperatorKind.Not or UnaryOperatorKind.BitwiseNegation => Operation(type, ScalarOpcode.Not, unary, operand),
            _ => Refuse(unary, "this operator"),
        };
    }

    private ExpressionSpec? Binary(ScalarType type, IBinaryOperation binary)
    {
        if (binary.IsLifted || (binary.OperatorMethod is not null && IsShortCircuit(binary)))
        {
            return Refuse(binary, binary.IsLifted ? "an operator on what may be null" : "a user-defined && or ||");
        }

        if (binary.OperatorMethod is { } method)
        {
            return method is { IsImplicitlyDeclared: true, ContainingType.IsRecord: true } ? RecordEquality(binary)
                : Invoke(binary, method, null, Arguments(binary.LeftOperand, binary.RightOperand), null);
        }

        if (binary.IsChecked && !type.IsFloat() && IsArithmetic(binary.OperatorKind))
        {
            return Refuse(binary, Checked);
        }

        var (left, right) = (Bind(binary.LeftOperand), Bind(binary.RightOperand));
        return left is null || right is null ? null : Apply(type, binary.OperatorKind, left, right, binary);
    }

    private ExpressionSpec? Apply(ScalarType type, BinaryOperatorKind kind, ExpressionSpec left, ExpressionSpec right, IOperation at)
    {
        switch (kind)
        {
            case BinaryOperatorKind.ConditionalAnd:
                return new ConditionalSpec(type, left, right, new ConstantSpec(ScalarType.Bool, 0, -1), Origin(at));
            case BinaryOperatorKind.ConditionalOr:
                return new ConditionalSpec(type, left, new ConstantSpec(ScalarType.Bool, 1, -1), right, Origin(at));
            case BinaryOperatorKind.GreaterThan: // a > b is b < a; both sides have been evaluated in the user's order
                return new OperationSpec(type, ScalarOpcode.LessThan, EquatableArray.Of(left, right), Origin(at)) { IsSwapped = true };
            case BinaryOperatorKind.GreaterThanOrEqual:
                return new OperationSpec(type, ScalarOpcode.LessThanOrEqual, EquatableArray.Of(left, right), Origin(at)) { IsSwapped = true };
        }

        return Opcode(kind) is { } opcode ? Operation(type, opcode, at, left, right) : Refuse(at, "this operator");
    }

    private static ScalarOpcode? Opcode(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => ScalarOpcode.Add,
        BinaryOperatorKind.Subtract => ScalarOpcode.Subtract,
        BinaryOperatorKind.Multiply => ScalarOpcode.Multiply,
        BinaryOperatorKind.Divide => ScalarOpcode.Divide,
        BinaryOperatorKind.Remainder => ScalarOpcode.Remainder,
        BinaryOperatorKind.And => ScalarOpcode.And,
        BinaryOperatorKind.Or => ScalarOpcode.Or,
        BinaryOperatorKind.ExclusiveOr => ScalarOpcode.Xor,
        BinaryOperatorKind.LeftShift => ScalarOpcode.ShiftLeft,
        BinaryOperatorKind.RightShift => ScalarOpcode.ShiftRight,
        BinaryOperatorKind.UnsignedRightShift => ScalarOpcode.ShiftRightUnsigned,
        BinaryOperatorKind.Equals => ScalarOpcode.Equal,
        BinaryOperatorKind.NotEquals => ScalarOpcode.NotEqual,
        BinaryOperatorKind.LessThan => ScalarOpcode.LessThan,
        BinaryOperatorKind.LessThanOrEqual => ScalarOpcode.LessThanOrEqual,
        _ => null,
    };

    private static bool IsShortCircuit(IBinaryOperation binary) => binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr;

    private static bool IsArithmetic(BinaryOperatorKind kind) =>
        kind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply or BinaryOperatorKind.Divide;

    /// <summary><c>x op= y</c>: x converts to the operator's type, the result back to x's.</summary>
    private ExpressionSpec? Compound(ScalarType type, ICompoundAssignmentOperation compound)
    {
        if (compound.OperatorMethod is not null || compound.IsLifted)
        {
            return Refuse(compound, "a user-defined operator whose result is a scalar; write x = x op y");
        }

        if (compound.IsChecked && !type.IsFloat() && IsArithmetic(compound.OperatorKind))
        {
            return Refuse(compound, Checked);
        }

        if (Bind(compound.Value) is not { } value)
        {
            return null;
        }

        var isShift = compound.OperatorKind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift;
        var operatorType = compound.InConversion.IsIdentity || isShift ? type : value.Type;
        return Assign(type, compound, compound.Target, old =>
            Apply(operatorType, compound.OperatorKind, Convert(old, operatorType, Origin(compound)), value, compound) is { } result
                ? Narrow(Convert(result, type, Origin(compound)), compound.Target.Type)
                : null,
            yieldsOldValue: false);
    }

    private ExpressionSpec? Step(ScalarType type, IIncrementOrDecrementOperation step)
    {
        if (step.OperatorMethod is not null || step.IsLifted)
        {
            return Refuse(step, "a user-defined operator");
        }

        if (step.IsChecked && !type.IsFloat())
        {
            return Refuse(step, Checked);
        }

        var one = new ConstantSpec(type, type.IsFloat() ? System.BitConverter.DoubleToInt64Bits(1) : 1, -1);
        var opcode = step.Kind == OperationKind.Increment ? ScalarOpcode.Add : ScalarOpcode.Subtract;
        return Assign(type, step, step.Target, old => Narrow(Operation(type, opcode, step, old, one), step.Target.Type), step.IsPostfix);
    }

    private OperationSpec Operation(ScalarType type, ScalarOpcode opcode, IOperation at, params ExpressionSpec[] operands) =>
        new(type, opcode, operands.ToEquatableArray(), Origin(at));
}
