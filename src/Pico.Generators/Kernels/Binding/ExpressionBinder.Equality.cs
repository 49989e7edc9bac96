using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>What a record struct compares when it is compared: every field, as <c>Equals</c> does it.</summary>
internal sealed partial class ExpressionBinder
{
    /// <summary>A comparison that the compiler has written: <c>==</c> or <c>!=</c> of a record struct.</summary>
    private ExpressionSpec? RecordEquality(IBinaryOperation binary)
    {
        if (LaneStruct.Of(binary.LeftOperand.Type) is not { IsComplete: true } structure)
        {
            return RefuseType(binary.LeftOperand);
        }

        if (Incomparable(structure.Type) is { } field)
        {
            return Refuse(binary, "'" + field + "' is compared by code that has no source here; define == yourself");
        }

        var (left, right) = (scope.AddTemporaries(structure), scope.AddTemporaries(structure));
        if (Assigning(left, default, binary.LeftOperand) is not { } first || Assigning(right, default, binary.RightOperand) is not { } second)
        {
            return null;
        }

        var equal = structure.Parts
            .Select((part, i) => Equal(binary, new SlotSpec(part.Type, left.First + i, -1), new SlotSpec(part.Type, right.First + i, -1)))
            .Aggregate((a, b) => Operation(ScalarType.Bool, ScalarOpcode.And, binary, a, b));
        return Sequence(new[] { first, second, binary.OperatorKind == BinaryOperatorKind.NotEquals ? Operation(ScalarType.Bool, ScalarOpcode.Not, binary, equal) : equal });
    }

    /// <summary>Of floating-point numbers, <c>Equals</c> holds for two NaN as well.</summary>
    private ExpressionSpec Equal(IOperation at, SlotSpec a, SlotSpec b)
    {
        var same = Operation(ScalarType.Bool, ScalarOpcode.Equal, at, a, b);
        return !a.Type.IsFloat() ? same : Operation(
            ScalarType.Bool, ScalarOpcode.Or, at, same,
            Operation(ScalarType.Bool, ScalarOpcode.And, at, Operation(ScalarType.Bool, ScalarOpcode.NotEqual, at, a, a), Operation(ScalarType.Bool, ScalarOpcode.NotEqual, at, b, b)));
    }

    /// <summary>A record, or a field inside it, that is not compared field by field; null where all are.</summary>
    private static string? Incomparable(ITypeSymbol type) =>
        !type.IsRecord || type.GetMembers("Equals").OfType<IMethodSymbol>().Any(method => !method.IsImplicitlyDeclared) ? type.Name
        : type.GetMembers().OfType<IFieldSymbol>()
            .Where(field => !field.IsStatic && ScalarTypes.Of(field.Type) is null)
            .Select(field => Incomparable(field.Type))
            .FirstOrDefault(name => name is not null);
}
