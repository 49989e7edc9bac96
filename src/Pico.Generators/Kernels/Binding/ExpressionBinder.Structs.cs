using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>Structs as values: what makes one, and what reads a part of one.</summary>
internal sealed partial class ExpressionBinder
{
    public StructValue? BindStruct(IOperation operation)
    {
        if (operation is IInvalidOperation || operation.Type?.TypeKind == TypeKind.Error)
        {
            session.HasCompilerErrors = true;
            return null;
        }

        if (LaneStruct.Of(operation.Type) is not { } structure)
        {
            RefuseType(operation);
            return null;
        }

        if (Place(operation) is { } place)
        {
            return Slots(place, null);
        }

        if (!structure.IsComplete)
        {
            RefuseType(operation);
            return null;
        }

        switch (operation)
        {
            case ILocalReferenceOperation { IsDeclaration: false }:
                return null; // its declaration has been refused
            case IParenthesizedOperation parenthesized:
                return BindStruct(parenthesized.Operand);
            case IDefaultValueOperation:
                return Zeros(structure);
            case IConversionOperation { OperatorMethod: null } conversion when SymbolEqualityComparer.Default.Equals(conversion.Operand.Type, conversion.Type):
                return BindStruct(conversion.Operand);
            case IConversionOperation { OperatorMethod: { } method } conversion when IsOf(conversion.Operand, method.Parameters[0]):
                return Made(structure, made => Invoke(conversion, method, null, Arguments(conversion.Operand), made));
            case IUnaryOperation { OperatorMethod: { } method, IsLifted: false } unary:
                return Made(structure, made => Invoke(unary, method, null, Arguments(unary.Operand), made));
            case IBinaryOperation { OperatorMethod: { } method, IsLifted: false } binary when !IsShortCircuit(binary):
                return Made(structure, made => Invoke(binary, method, null, Arguments(binary.LeftOperand, binary.RightOperand), made));
            case IInvocationOperation call:
                return Made(structure, made => Invoke(call, made));
            case IObjectCreationOperation creation:
                return Create(structure, creation);
            case IWithOperation copy:
                return Initialize(structure, made => Assigning(made, default, copy.Operand), copy.Initializer);
            case IConditionalOperation { IsRef: false, WhenFalse: { } whenFalse } choice:
                return Made(structure, made => (Bind(choice.Condition), Assigning(made, default, choice.WhenTrue), Assigning(made, default, whenFalse)) is ({ } test, { } first, { } second)
                    ? new ConditionalSpec(first.Type, test, first, second, Origin(choice))
                    : null);
            case ISwitchExpressionOperation choice:
                return Made(structure, made => Switch(structure.Parts[structure.Parts.Count - 1].Type, choice, arm => Assigning(made, default, arm)));
            case ISimpleAssignmentOperation { IsRef: false } assignment:
                return AssignStruct(assignment.Target, target => Assigning(target, default, assignment.Value));
            case ICompoundAssignmentOperation { OperatorMethod: { IsStatic: true } method, IsLifted: false, InConversion.IsIdentity: true, OutConversion.IsIdentity: true } compound:
                return AssignStruct(compound.Target, target =>
                    Made(structure, made => Invoke(compound, method, null, Arguments(compound.Target, compound.Value), made)) is { } sum ? Assigning(target, sum) : null);
            case IFieldReferenceOperation field:
                return MemberStruct(structure, operation, field.Field, field.Instance);
            case IPropertyReferenceOperation { Arguments.Length: 0 } property:
                return MemberStruct(structure, operation, property.Property, property.Instance);
            case IParameterReferenceOperation parameter:
                RefuseParameter(parameter);
                return null;
            default:
                Refuse(operation, ExpressionNames.Of(operation));
                return null;
        }
    }

    /// <summary>An assignment of a value to slots; of a scalar, of the type given.</summary>
    public ExpressionSpec? Assigning(SlotRange target, ScalarType scalar, IOperation value) => target.Struct is not null
        ? BindStruct(value) is { } structure ? Assigning(target, structure) : null
        : Bind(value) is { } bound ? new AssignmentSpec(scalar, target.First, bound, YieldsOldValue: false, Origin(value)) : null;

    private static ExpressionSpec Assigning(SlotRange target, StructValue value)
    {
        var steps = value.Parts.Select((part, i) => (ExpressionSpec)new AssignmentSpec(part.Type, target.First + i, part, YieldsOldValue: false, part.Origin));
        return Sequence(value.First is null ? steps.ToArray() : new[] { value.First }.Concat(steps).ToArray());
    }

    /// <summary>Steps one after the other, as a tree that is not deeper than it must be.</summary>
    private static ExpressionSpec Sequence(IReadOnlyList<ExpressionSpec> steps)
    {
        return Part(0, steps.Count);

        ExpressionSpec Part(int start, int count)
        {
            if (count == 1)
            {
                return steps[start];
            }

            var second = Part(start + (count / 2), count - (count / 2));
            return new SequenceSpec(second.Type, Part(start, count / 2), second, second.Origin);
        }
    }

    private static ExpressionSpec After(ExpressionSpec? first, ExpressionSpec second) =>
        first is null ? second : new SequenceSpec(second.Type, first, second, second.Origin);

    private static StructValue Slots(SlotRange place, ExpressionSpec? first) => new(
        place.Struct!, first, place.Struct!.Parts.Select((part, i) => (ExpressionSpec)new SlotSpec(part.Type, place.First + i, -1)).ToEquatableArray());

    private static StructValue Zeros(LaneStruct structure) =>
        new(structure, null, structure.Parts.Select(part => (ExpressionSpec)new ConstantSpec(part.Type, 0, -1)).ToEquatableArray());

    /// <summary>A struct in slots of its own, which something fills.</summary>
    private StructValue? Made(LaneStruct structure, Func<SlotRange, ExpressionSpec?> fill)
    {
        var made = scope.AddTemporaries(structure);
        return fill(made) is { } filled ? Slots(made, filled) : null;
    }

    private StructValue? AssignStruct(IOperation target, Func<SlotRange, ExpressionSpec?> assign)
    {
        if (Place(target) is not { Struct: not null } place)
        {
            Refuse(target, "only locals, parameters and their fields can be assigned a struct");
            return null;
        }

        return assign(place) is { } assignment ? Slots(place, assignment) : null;
    }

    private StructValue? Create(LaneStruct structure, IObjectCreationOperation creation)
    {
        if (creation.Constructor is not { } constructor)
        {
            session.HasCompilerErrors = true;
            return null;
        }

        return Initialize(
            structure,
            made => constructor is { IsImplicitlyDeclared: true, Parameters.Length: 0 }
                ? Assigning(made, Zeros(structure))
                : Invoke(creation, constructor, null, creation.Arguments.ToDictionary(argument => argument.Parameter!.Ordinal, argument => (IOperation)argument), made),
            creation.Initializer);
    }

    /// <summary>Fills slots, then assigns what stands between the braces.</summary>
    private StructValue? Initialize(LaneStruct structure, Func<SlotRange, ExpressionSpec?> fill, IObjectOrCollectionInitializerOperation? initializer) => Made(structure, made =>
    {
        var steps = new List<ExpressionSpec?> { fill(made) };
        scope.BeginInitializer(made);
        steps.AddRange((initializer?.Initializers ?? Enumerable.Empty<IOperation>()).Select(step =>
            step is ISimpleAssignmentOperation ? Bind(step, isStatement: true) : Refuse(step, "an initializer other than an assignment")));
        scope.EndInitializer();
        return steps.Contains(null) ? null : Sequence(steps.OfType<ExpressionSpec>().ToArray());
    });

    private StructValue? MemberStruct(LaneStruct structure, IOperation operation, ISymbol member, IOperation? instance)
    {
        if (member is IPropertySymbol { GetMethod: { } getter } property && IsComputed(property, getter))
        {
            return Made(structure, made => Invoke(operation, getter, instance, Arguments(), made));
        }

        if (Owner(operation, member, instance) is not var (owner, part))
        {
            return null;
        }

        return new StructValue(structure, owner.First, owner.Parts.Skip(part.First).Take(part.Count).ToEquatableArray());
    }

    /// <summary>A scalar in a struct, or what a property computes.</summary>
    private ExpressionSpec? Member(IOperation operation, ISymbol member, IOperation? instance)
    {
        if (member is IPropertySymbol { GetMethod: { } getter } property && IsComputed(property, getter))
        {
            return Invoke(operation, getter, instance, Arguments(), null);
        }

        return Owner(operation, member, instance) is var (owner, part) ? After(owner.First, owner.Parts[part.First]) : null;
    }

    /// <summary>The struct that has a member, computed, and which of its parts the member is.</summary>
    private (StructValue Value, LaneMember Part)? Owner(IOperation operation, ISymbol member, IOperation? instance)
    {
        if (instance is null)
        {
            Refuse(operation, "'" + member.Name + "' can change between calls; make it const or pass it as a [Uniform] parameter");
            return null;
        }

        if (instance is ILocalReferenceOperation local && scope.Variable(local.Local) is null)
        {
            return null; // its declaration has been refused
        }

        if (LaneStruct.Of(instance.Type) is not { } structure)
        {
            Refuse(operation, "a member of something that is not a struct that lanes can hold");
            return null;
        }

        if (structure.Member(member) is not { } part)
        {
            Refuse(operation, structure.IsComplete
                ? "'" + member.Name + "' is neither a field nor a property with a body"
                : "the generated code cannot read '" + member.Name + "', which is not public or internal, or not a scalar");
            return null;
        }

        return BindStruct(instance) is { } value ? (value, part) : null;
    }

    private ExpressionSpec? RefuseParameter(IParameterReferenceOperation parameter) => Refuse(parameter,
        "'" + parameter.Parameter.Name + "' is a parameter of the struct's constructor, which a method cannot read; keep it in a field");

    /// <summary>Whether a property is a method: it has a body, here or (then it may travel in metadata) where its struct was built.</summary>
    private bool IsComputed(IPropertySymbol property, IMethodSymbol getter) => getter.DeclaringSyntaxReferences.Length == 0
        ? LaneStruct.Of(property.ContainingType) is { IsComplete: true } structure && structure.Member(property) is null
        : getter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(session.Cancellation) is
        ArrowExpressionClauseSyntax or AccessorDeclarationSyntax { Body: not null } or AccessorDeclarationSyntax { ExpressionBody: not null };

    private static bool IsOf(IOperation operand, IParameterSymbol parameter) => SymbolEqualityComparer.Default.Equals(operand.Type, parameter.Type);

    private static IReadOnlyDictionary<int, IOperation> Arguments(params IOperation[] operands) =>
        operands.Select((operand, i) => (operand, i)).ToDictionary(pair => pair.i, pair => pair.operand);
}
