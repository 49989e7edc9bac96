using System.Globalization;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>
/// Writes which operators may follow: those that bind as tightly as the caller asks, and, where some cannot stand in a row, not those that a row has ruled
/// out. The latter is a field, since the row may end deep in the operand on the right: in <c>a || -b &lt; c &lt; d</c> nobody may take the last operator.
/// </summary>
internal static class OperatorLimit
{
    /// <summary>The condition under which an operator is taken; null if it always is.</summary>
    public static string? Condition(Nonterminal nonterminal, Alternative tail) =>
        !nonterminal.HasPrecedence || tail.Precedence == int.MaxValue ? null
        : "minimum <= " + Number(tail.Precedence) + (nonterminal.IsLimited && tail.Kind == AlternativeKind.Infix ? " && " + Number(tail.Precedence) + " <= maximum" : "");

    /// <summary>The statement behind a production: one that ends with an operand passes on the operand's limit.</summary>
    public static string Behind(Alternative production) => production.Kind switch
    {
        AlternativeKind.Prefix => Lower(production.Precedence - 1),
        AlternativeKind.Infix => Lower(production.IsNonAssociative ? production.Precedence - 1 : production.Precedence),
        _ => "maximum = int.MaxValue;",
    };

    private static string Lower(int limit) => "maximum = Math.Min(maximum, " + Number(limit) + ");";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
