using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>What can be assigned: locals, parameters, fields of both, elements of spans and local arrays.</summary>
internal sealed partial class ExpressionBinder
{
    /// <summary>The span or local array that an expression names.</summary>
    public (int Slot, MemoryElement Element, bool IsWritable)? Memory(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => scope.Memory(local.Local),
        IParameterReferenceOperation parameter => scope.Memory(parameter.Parameter),
        IConversionOperation conversion when ScalarTypes.Span(conversion.Type) is not null => Memory(conversion.Operand),
        _ => null,
    };

    /// <param name="type">The type of the place.</param>
    /// <param name="operation">The assignment.</param>
    /// <param name="target">The place.</param>
    /// <param name="value">The new value, from the old one; null when it could not be bound.</param>
    /// <param name="yieldsOldValue">Whether the value of the assignment is the old one, as of <c>x++</c>.</param>
    private ExpressionSpec? Assign(
        ScalarType type, IOperation operation, IOperation target, Func<ExpressionSpec, ExpressionSpec?> value, bool yieldsOldValue)
    {
        if (Place(target) is { Struct: null } place)
        {
            return value(new SlotSpec(type, place.First, Origin(target))) is { } assigned
                ? new AssignmentSpec(type, place.First, assigned, yieldsOldValue, Origin(operation))
                : null;
        }

        if (target is not IPropertyReferenceOperation { Arguments.Length: 1 } element || Memory(element.Instance) is not var (memory, _, isWritable))
        {
            return Refuse(target, "only locals, parameters, their fields and elements of spans can be assigned");
        }

        if (!isWritable)
        {
            session.HasCompilerErrors = true; // an element of a ReadOnlySpan
            return null;
        }

        return Bind(element.Arguments[0].Value) is { } index && value(new ElementSpec(type, Origin(target))) is { } stored
            ? new StoreSpec(type, memory, index, stored, yieldsOldValue, Origin(operation))
            : null;
    }

    /// <summary>The slots that an expression names: of a variable, or of a field inside one.</summary>
    private SlotRange? Place(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation { IsDeclaration: false } local => scope.Variable(local.Local),
        IParameterReferenceOperation parameter => scope.Variable(parameter.Parameter),
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } => scope.Initialized,
        IInstanceReferenceOperation => scope.Receiver,
        IFieldReferenceOperation { Instance: { } owner } field => Part(Place(owner), field.Field),
        IPropertyReferenceOperation { Instance: { } owner, Arguments.Length: 0 } property => Part(Place(owner), property.Property),
        IParenthesizedOperation parenthesized => Place(parenthesized.Operand),
        _ => null,
    };

    private static SlotRange? Part(SlotRange? owner, ISymbol member) => owner?.Struct?.Member(member) is { } part
        ? new SlotRange(owner.First + part.First, part.Count, part.Struct)
        : null;

    /// <summary>Whether a place is handed on as it is by <c>in</c>, and not as a copy of its value.</summary>
    private static bool IsVariable(IOperation place) => place switch
    {
        IFieldReferenceOperation { Instance: { } owner } => IsVariable(owner),
        IParenthesizedOperation parenthesized => IsVariable(parenthesized.Operand),
        _ => place is not IPropertyReferenceOperation,
    };

    /// <summary>Whether C# lets a method that changes its receiver change a copy only.</summary>
    private bool IsReadOnly(IOperation place) => place switch
    {
        IParameterReferenceOperation parameter => parameter.Parameter.RefKind is RefKind.In or RefKind.RefReadOnlyParameter,
        IInstanceReferenceOperation => scope.IsReceiverReadOnly,
        IFieldReferenceOperation { Instance: { } owner } field =>
            (field.Field.IsReadOnly && !(scope.IsConstructor && owner is IInstanceReferenceOperation)) || IsReadOnly(owner),
        IPropertyReferenceOperation => true,
        IParenthesizedOperation parenthesized => IsReadOnly(parenthesized.Operand),
        _ => false,
    };
}
