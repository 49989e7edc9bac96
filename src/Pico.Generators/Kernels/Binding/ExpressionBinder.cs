using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Pico.Generators.Diagnostics;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>Binds the expressions of one method. What is not listed here is refused; null means that something was.</summary>
internal sealed partial class ExpressionBinder
{
    private const int MaximumDepth = 300;

    private readonly BindingSession session;
    private readonly MethodScope scope;
    private int depth;

    public ExpressionBinder(BindingSession session, MethodScope scope)
    {
        this.session = session;
        this.scope = scope;
    }

    public ExpressionSpec? Bind(IOperation operation, bool isStatement = false)
    {
        if (++depth > MaximumDepth)
        {
            depth--;
            session.Report(KernelDiagnostics.TooLarge, operation.Syntax.GetLocation(), "the expression",
                "it is nested more than " + MaximumDepth + " deep; give a part of it a name");
            return null;
        }

        var bound = BindCore(operation, isStatement);
        depth--;
        return bound;
    }

    private ExpressionSpec? BindCore(IOperation operation, bool isStatement)
    {
        if (operation is IInvalidOperation || operation.Type?.TypeKind == TypeKind.Error)
        {
            session.HasCompilerErrors = true;
            return null;
        }

        if (isStatement && LaneStruct.Of(operation.Type) is { IsComplete: true })
        {
            return BindStruct(operation) is { } unused ? unused.First ?? unused.Parts[0] : null;
        }

        var isVoidCall = isStatement && operation is IInvocationOperation && operation.Type?.SpecialType == SpecialType.System_Void;
        if (ScalarTypes.Of(operation.Type) is not { } type)
        {
            if (!isVoidCall)
            {
                return RefuseType(operation);
            }

            type = ScalarType.Bool;
        }

        if (operation.ConstantValue is { HasValue: true, Value: { } constant } && ScalarTypes.Bits(constant) is { } bits)
        {
            return new ConstantSpec(type, bits, Origin(operation));
        }

        switch (operation)
        {
            case ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation when Place(operation) is { } place:
                return new SlotSpec(type, place.First, Origin(operation));
            case ILocalReferenceOperation { IsDeclaration: false }:
                return null; // its declaration has been refused
            case IParameterReferenceOperation parameter:
                return RefuseParameter(parameter);
            case IFieldReferenceOperation field:
                return Member(operation, field.Field, field.Instance);
            case IPropertyReferenceOperation { Arguments.Length: 1 } element when Memory(element.Instance) is var (memory, _, _):
                return Bind(element.Arguments[0].Value) is { } index ? new LoadSpec(type, memory, index, Origin(operation)) : null;
            case IPropertyReferenceOperation { Arguments.Length: 0, Property.Name: "Length" } length when Memory(length.Instance) is var (memory, _, _):
                return new LengthSpec(memory, Origin(operation));
            case IPropertyReferenceOperation { Arguments.Length: 0 } property:
                return Member(operation, property.Property, property.Instance);
            case IParenthesizedOperation parenthesized:
                return Bind(parenthesized.Operand);
            case IConversionOperation conversion:
                return Conversion(type, conversion);
            case IUnaryOperation unary:
                return Unary(type, unary);
            case IBinaryOperation binary:
                return Binary(type, binary);
            case IConditionalOperation { IsRef: false, WhenFalse: { } whenFalse } choice:
                var (test, first, second) = (Bind(choice.Condition), Bind(choice.WhenTrue), Bind(whenFalse));
                return test is null || first is null || second is null ? null
                    : new ConditionalSpec(type, test, first, second, Origin(operation));
            case ISimpleAssignmentOperation { IsRef: false } assignment:
                return Bind(assignment.Value) is { } assigned ? Assign(type, assignment, assignment.Target, _ => assigned, yieldsOldValue: false) : null;
            case ICompoundAssignmentOperation compound:
                return Compound(type, compound);
            case IIncrementOrDecrementOperation step:
                return Step(type, step);
            case IInvocationOperation call:
                return Call(type, call);
            case IIsPatternOperation pattern:
                return IsPattern(pattern);
            case ISwitchExpressionOperation choice:
                return Switch(type, choice, arm => Bind(arm));
            default:
                return Refuse(operation, ExpressionNames.Of(operation));
        }
    }

    private ExpressionSpec? RefuseType(IOperation operation)
    {
        // The operand of a widening that the user did not write is the better place: `i * u` is computed as long.
        var name = operation.Type?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) ?? "null";
        session.Report(KernelDiagnostics.UnsupportedType, operation.Syntax.GetLocation(), name, ScalarTypes.WhyNot(operation.Type));
        return null;
    }

    private ExpressionSpec? Refuse(IOperation operation, string why)
    {
        session.Report(KernelDiagnostics.UnsupportedExpression, operation.Syntax.GetLocation(), why);
        return null;
    }

    internal static string? IntrinsicName(IMethodSymbol method) =>
        method.Parameters.Length > 0 && ScalarTypes.Of(method.Parameters[0].Type) is { } first && !ScalarTypes.Element(method.Parameters[0].Type)!.Value.IsNarrow() &&
        method.Parameters.All(parameter => parameter.RefKind == RefKind.None && ScalarTypes.Of(parameter.Type) is not null) &&
        Intrinsics.Contains(method.ContainingType.ToDisplayString(), method.Name, method.Parameters.Length, first)
            ? method.Name
            : null;

    /// <summary>As <see cref="Bind"/>, converted as an assignment to that type converts.</summary>
    public ExpressionSpec? BindAs(IOperation operation, ScalarType type) =>
        Bind(operation) is { } value ? Convert(value, type, Origin(operation)) : null;

    private int Origin(IOperation operation) => session.OriginOf(operation.Syntax);
}
