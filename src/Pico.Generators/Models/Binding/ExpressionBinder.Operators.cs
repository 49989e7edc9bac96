using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>Operators and conversions, between numbers and between tensors.</summary>
internal sealed partial class ExpressionBinder
{
    private Expression? BindConversion(IConversionOperation operation)
    {
        if (operation.OperatorMethod is { } user)
        {
            return calls.PrimitiveOf(user) is not { } primitive ? Unsupported(operation, "this conversion is not a tensor operation")
                : Bind(operation.Operand) is { } operand ? new Expression.Primitive(sources.Add(operation.Syntax), primitive, EquatableArray.Of(operand))
                : null;
        }

        if (operation.Operand.Type?.TypeKind == TypeKind.Error || operation.Operand is IInvalidOperation)
        {
            return Invalid();
        }

        return Marks.Number(operation.Type) is not (NumberKind.Float or NumberKind.Double) || Marks.Number(operation.Operand.Type) is null
            ? Unsupported(operation, "numbers can be converted to float or double only")
            : Bind(operation.Operand) is { } number
            ? new Expression.Convert(sources.Add(operation.Syntax), Marks.Number(operation.Type)!.Value, number)
            : null;
    }

    private Expression? BindUnary(IUnaryOperation operation)
    {
        if (operation.Operand is IInvalidOperation || operation.Type?.TypeKind == TypeKind.Error)
        {
            return Invalid();
        }

        var origin = sources.Add(operation.Syntax);
        if (Bind(operation.Operand) is not { } operand)
        {
            return null;
        }

        if (operation.OperatorMethod is { } user)
        {
            return calls.PrimitiveOf(user) is { } primitive
                ? new Expression.Primitive(origin, primitive, EquatableArray.Of(operand))
                : Unsupported(operation, "this operator is not a tensor operation");
        }

        return operation.OperatorKind is UnaryOperatorKind.Minus or UnaryOperatorKind.Not ? new Expression.Negate(origin, operand)
            : operation.OperatorKind == UnaryOperatorKind.Plus ? operand
            : Unsupported(operation, "the operators over numbers are + - * / %, comparisons, !, && and ||");
    }

    private Expression? BindBinary(IBinaryOperation operation)
    {
        if (operation.Type?.TypeKind == TypeKind.Error)
        {
            return Invalid();
        }

        var isEquality = operation.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals;
        var absent = isEquality ? IsNullLiteral(operation.RightOperand) ? operation.LeftOperand
            : IsNullLiteral(operation.LeftOperand) ? operation.RightOperand : null : null;
        var origin = sources.Add(operation.Syntax);
        if (absent is not null)
        {
            return BindIsNull(absent, origin, operation.OperatorKind == BinaryOperatorKind.NotEquals);
        }

        var left = Bind(operation.LeftOperand);
        var right = Bind(operation.RightOperand);
        return left is null || right is null ? null
            : BindOperator(operation, operation.OperatorMethod, operation.OperatorKind, operation.LeftOperand.Type, origin, left, right);
    }

    private Expression? BindOperator(
        IOperation operation, IMethodSymbol? user, BinaryOperatorKind kind, ITypeSymbol? operandType, int origin, Expression left, Expression right)
    {
        if (user is not null)
        {
            return calls.PrimitiveOf(user) is { } primitive
                ? new Expression.Primitive(origin, primitive, EquatableArray.Of(left, right))
                : Unsupported(operation, "this operator is not a tensor operation");
        }

        BinaryOperator? number = kind switch
        {
            BinaryOperatorKind.Add => BinaryOperator.Add,
            BinaryOperatorKind.Subtract => BinaryOperator.Subtract,
            BinaryOperatorKind.Multiply => BinaryOperator.Multiply,
            BinaryOperatorKind.Divide => BinaryOperator.Divide,
            BinaryOperatorKind.Remainder => BinaryOperator.Remainder,
            BinaryOperatorKind.Equals => BinaryOperator.Equal,
            BinaryOperatorKind.NotEquals => BinaryOperator.NotEqual,
            BinaryOperatorKind.LessThan => BinaryOperator.LessThan,
            BinaryOperatorKind.LessThanOrEqual => BinaryOperator.LessThanOrEqual,
            BinaryOperatorKind.GreaterThan => BinaryOperator.GreaterThan,
            BinaryOperatorKind.GreaterThanOrEqual => BinaryOperator.GreaterThanOrEqual,
            BinaryOperatorKind.ConditionalAnd => BinaryOperator.And,
            BinaryOperatorKind.ConditionalOr => BinaryOperator.Or,
            _ => null,
        };
        return number is { } op && Marks.Number(operandType) is { } numberKind
            ? new Expression.Binary(origin, op, numberKind, left, right)
            : Unsupported(operation, "the operators over numbers are + - * / %, comparisons, !, && and ||");
    }

    private Expression? BindPattern(IIsPatternOperation operation)
    {
        var negated = operation.Pattern is INegatedPatternOperation;
        var pattern = operation.Pattern is INegatedPatternOperation not ? not.Pattern : operation.Pattern;
        return pattern is IConstantPatternOperation { Value: var value } && IsNullLiteral(value)
            ? BindIsNull(operation.Value, sources.Add(operation.Syntax), negated)
            : Unsupported(operation, "the only patterns are 'is null' and 'is not null'");
    }

    private Expression? BindIsNull(IOperation operand, int origin, bool negated) =>
        Bind(operand) is not { } value ? null
        : negated ? new Expression.Negate(origin, new Expression.IsNull(origin, value))
        : new Expression.IsNull(origin, value);

    private static bool IsNullLiteral(IOperation operation) => Strip(operation).ConstantValue is { HasValue: true, Value: null };
}
