using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>Patterns over scalars, and the switch expression.</summary>
internal sealed partial class ExpressionBinder
{
    /// <summary>The condition under which a value matches a pattern.</summary>
    public ExpressionSpec? Pattern(IPatternOperation pattern, SlotSpec value)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return new ConstantSpec(ScalarType.Bool, 1, -1);
            case IConstantPatternOperation { Value: { } constant } when !IsNaN(constant):
                return Comparison(BinaryOperatorKind.Equals, pattern, value, Bind(constant));
            case IRelationalPatternOperation { Value: { } constant } relation when !IsNaN(constant):
                return Comparison(relation.OperatorKind, pattern, value, Bind(constant));
            case INegatedPatternOperation negated:
                return Pattern(negated.Pattern, value) is { } inner ? Operation(ScalarType.Bool, ScalarOpcode.Not, pattern, inner) : null;
            case IBinaryPatternOperation both:
                var (left, right) = (Pattern(both.LeftPattern, value), Pattern(both.RightPattern, value));
                return left is null || right is null ? null : Apply(
                    ScalarType.Bool, both.OperatorKind == BinaryOperatorKind.And ? BinaryOperatorKind.ConditionalAnd : BinaryOperatorKind.ConditionalOr,
                    left, right, pattern);
            default:
                return Refuse(pattern, "a pattern other than constants and comparisons");
        }
    }

    /// <summary>A condition and a <c>when</c>, if there is one.</summary>
    public ExpressionSpec? Guarded(ExpressionSpec? condition, IOperation? guard) =>
        condition is null || guard is null ? condition
        : Bind(guard) is { } bound ? Apply(ScalarType.Bool, BinaryOperatorKind.ConditionalAnd, condition, bound, guard)
        : null;

    private ExpressionSpec? Comparison(BinaryOperatorKind kind, IOperation at, ExpressionSpec value, ExpressionSpec? constant) =>
        constant is null ? null : Apply(ScalarType.Bool, kind, value, constant, at);

    private static bool IsNaN(IOperation constant) => constant.ConstantValue is { HasValue: true, Value: float.NaN or double.NaN };

    private ExpressionSpec? IsPattern(IIsPatternOperation test)
    {
        if (LaneStruct.Of(test.Value.Type) is not null)
        {
            return Refuse(test.Pattern, "a pattern other than constants and comparisons");
        }

        if (Bind(test.Value) is not { } value)
        {
            return null;
        }

        var slot = new SlotSpec(value.Type, scope.AddTemporary(), value.Origin);
        return Pattern(test.Pattern, slot) is { } condition ? After(slot, value, condition) : null;
    }

    /// <param name="type">The type of the values.</param>
    /// <param name="choice">The expression.</param>
    /// <param name="bind">Binds the value of an arm.</param>
    private ExpressionSpec? Switch(ScalarType type, ISwitchExpressionOperation choice, System.Func<IOperation, ExpressionSpec?> bind)
    {
        if (choice.Arms.LastOrDefault() is not { Pattern: IDiscardPatternOperation, Guard: null })
        {
            return Refuse(choice, "a switch expression whose last arm is not '_', so that it could throw");
        }

        if (Bind(choice.Value) is not { } value)
        {
            return null;
        }

        var slot = new SlotSpec(value.Type, scope.AddTemporary(), value.Origin);
        ExpressionSpec? result = null;
        foreach (var arm in choice.Arms.Reverse())
        {
            if (bind(arm.Value) is not { } chosen || Guarded(Pattern(arm.Pattern, slot), arm.Guard) is not { } condition)
            {
                return null;
            }

            result = result is null ? chosen : new ConditionalSpec(type, condition, chosen, result, Origin(arm));
        }

        return After(slot, value, result!);
    }

    /// <summary>An expression that reads a slot, preceded by the slot's assignment.</summary>
    private static SequenceSpec After(SlotSpec slot, ExpressionSpec value, ExpressionSpec expression) =>
        new(expression.Type, new AssignmentSpec(value.Type, slot.Slot, value, YieldsOldValue: false, value.Origin), expression, expression.Origin);
}
