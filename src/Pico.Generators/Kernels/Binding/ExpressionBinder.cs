using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
            case ILocalReferenceOperation { IsDeclaration: false } local when scope.Scalar(local.Local) is { } slot:
                return new SlotSpec(type, slot, Origin(operation));
            case ILocalReferenceOperation { IsDeclaration: false }:
                return null; // its declaration has been refused
            case IParameterReferenceOperation parameter when scope.Scalar(parameter.Parameter) is { } slot:
                return new SlotSpec(type, slot, Origin(operation));
            case IFieldReferenceOperation field:
                return Member(type, operation, field.Field, field.Instance);
            case IPropertyReferenceOperation { Arguments.Length: 1 } element when Memory(element.Instance) is var (memory, _, _):
                return Bind(element.Arguments[0].Value) is { } index ? new LoadSpec(type, memory, index, Origin(operation)) : null;
            case IPropertyReferenceOperation { Arguments.Length: 0, Property.Name: "Length" } length when Memory(length.Instance) is var (memory, _, _):
                return new LengthSpec(memory, Origin(operation));
            case IPropertyReferenceOperation { Arguments.Length: 0 } property:
                return Member(type, operation, property.Property, property.Instance);
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
                return Switch(type, choice);
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

    private ExpressionSpec? Member(ScalarType type, IOperation operation, ISymbol member, IOperation? instance)
    {
        if (instance is IParameterReferenceOperation owner && scope.Scalar(owner.Parameter) is { } slot &&
            owner.Parameter.Type.TypeKind == TypeKind.Struct && ScalarTypes.Of(owner.Parameter.Type) is null)
        {
            return member.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal
                ? new FieldSpec(type, slot, member.Name, Origin(operation))
                : Refuse(operation, "the generated code cannot read '" + member.Name + "', which is not public or internal");
        }

        return Refuse(operation, member.IsStatic
            ? "'" + member.Name + "' can change between calls; make it const or pass it as a [Uniform] parameter"
            : "a member of something that is not a parameter");
    }

    private ExpressionSpec? Call(ScalarType type, IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var place = call.Syntax is InvocationExpressionSyntax { Expression: { } callee } ? callee.GetLocation() : call.Syntax.GetLocation();
        if (!method.IsStatic || method.MethodKind != MethodKind.Ordinary)
        {
            session.Report(KernelDiagnostics.UnsupportedCall, place, method.Name, "only static methods can be inlined");
            return null;
        }

        if (IntrinsicName(method) is { } intrinsic)
        {
            var operands = call.Arguments
                .OrderBy(argument => argument.Parameter!.Ordinal)
                .Select(argument => Bind(argument.Value))
                .ToArray();
            return operands.Any(operand => operand is null) ? null
                : new IntrinsicSpec(type, intrinsic, operands.OfType<ExpressionSpec>().ToEquatableArray(), Origin(call));
        }

        if (method.IsGenericMethod || method.ContainingType.IsGenericType)
        {
            session.Report(KernelDiagnostics.UnsupportedCall, place, method.Name, "generic methods cannot be inlined");
            return null;
        }

        if (method.ContainingNamespace is { Name: "System" } && method.DeclaringSyntaxReferences.Length == 0)
        {
            session.Report(KernelDiagnostics.UnsupportedCall, place, method.ContainingType.Name + "." + method.Name,
                "it has no SIMD form; docs/diagnostics/PICO2006.md lists the functions that have one");
            return null;
        }

        if (method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "GeneratedCodeAttribute"))
        {
            session.Report(KernelDiagnostics.UnsupportedCall, place, method.Name, "it is generated, and a generator does not see generated code");
            return null;
        }

        var arguments = new ArgumentSpec?[method.Parameters.Length];
        var references = new HashSet<int>();
        foreach (var argument in call.Arguments)
        {
            arguments[argument.Parameter!.Ordinal] = Argument(argument, references);
        }

        if (session.Bind(method, place) is null || arguments.Any(argument => argument is null))
        {
            return null;
        }

        var id = (method.PartialImplementationPart ?? method).GetDocumentationCommentId() ?? method.Name;
        return new CallSpec(type, id, arguments.OfType<ArgumentSpec>().ToEquatableArray(), Origin(call));
    }

    private ArgumentSpec? Argument(IArgumentOperation argument, HashSet<int> references)
    {
        var parameter = argument.Parameter!;
        if (argument.ArgumentKind == ArgumentKind.ParamArray)
        {
            Refuse(argument, "a params array");
            return null;
        }

        if (parameter.RefKind is RefKind.Ref or RefKind.Out)
        {
            if (TargetSlot(argument.Value) is not { } slot)
            {
                Refuse(argument.Value, "only locals and parameters can be passed by reference (declare an out variable beforehand)");
                return null;
            }

            if (!references.Add(slot))
            {
                session.Report(KernelDiagnostics.Passing, argument.Syntax.GetLocation(), parameter.Name,
                    "the same variable is passed by reference twice");
                return null;
            }

            return new ArgumentSpec(null, slot);
        }

        if (ScalarTypes.Span(parameter.Type) is var (wanted, isWritten))
        {
            if (Memory(argument.Value) is var (memory, element, isWritable) && element == wanted && (isWritable || !isWritten))
            {
                return new ArgumentSpec(null, memory);
            }

            Refuse(argument.Value, "only a span parameter or a local array can be handed on as a span");
            return null;
        }

        if (ScalarTypes.Of(parameter.Type) is null && parameter.Type.TypeKind == TypeKind.Struct)
        {
            if (argument.Value is IParameterReferenceOperation owner && scope.Scalar(owner.Parameter) is { } slot)
            {
                return new ArgumentSpec(null, slot);
            }

            if (argument.Value is not IInvalidOperation)
            {
                Refuse(argument.Value, "only a struct parameter of the kernel can be handed on as a struct");
            }

            return null;
        }

        return Bind(argument.Value) is { } value ? new ArgumentSpec(value, -1) : null;
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

    private int Origin(IOperation operation)
    {
        session.Origins.Add(operation.Syntax.GetLocation());
        return session.Origins.Count - 1;
    }
}
