using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>What can be assigned: locals, parameters, elements of spans and local arrays.</summary>
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
        if (TargetSlot(target) is { } slot)
        {
            return value(new SlotSpec(type, slot, Origin(target))) is { } assigned
                ? new AssignmentSpec(type, slot, assigned, yieldsOldValue, Origin(operation))
                : null;
        }

        if (target is not IPropertyReferenceOperation { Arguments.Length: 1 } element || Memory(element.Instance) is not var (memory, _, isWritable))
        {
            return Refuse(target, "only locals, parameters and elements of spans can be assigned");
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

    private int? TargetSlot(IOperation target) => target switch
    {
        ILocalReferenceOperation local => scope.Scalar(local.Local),
        IParameterReferenceOperation parameter => scope.Scalar(parameter.Parameter),
        _ => null,
    };
}
