using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>Writes sizes as C# expressions.</summary>
internal static class DimensionText
{
    /// <summary>Over symbols that are reached through a prefix, such as <c>frame-&gt;</c>.</summary>
    public static string Of(Dimension dimension, string prefix) => Of(dimension, name => prefix + NameScope.Identifier(name));

    /// <summary>Over symbols written in any way.</summary>
    public static string Of(Dimension dimension, Func<string, string> symbol) => dimension.Terms.Count == 0 ? "0"
        : dimension.Terms.Count == 1 ? Term(dimension.Terms[0], symbol)
        : string.Join(" + ", dimension.Terms.Select(term => Term(term, symbol))).Replace("+ -", "- ");

    /// <summary>As a factor of a product: in parentheses where it is a sum.</summary>
    public static string Factor(Dimension dimension, string prefix) => Factor(dimension, name => prefix + NameScope.Identifier(name));

    /// <summary>As the operand of a cast, a division or a remainder: in parentheses unless it is one name or number.</summary>
    public static string Operand(Dimension dimension, string prefix) => Operand(dimension, name => prefix + NameScope.Identifier(name));

    private static string Operand(Dimension dimension, Func<string, string> symbol) =>
        Of(dimension, symbol) is var text && text.IndexOf(' ') < 0 ? text : "(" + text + ")";

    private static string Factor(Dimension dimension, Func<string, string> symbol) =>
        dimension.Terms.Count > 1 ? "(" + Of(dimension, symbol) + ")" : Of(dimension, symbol);

    private static string Term(DimensionTerm term, Func<string, string> symbol)
    {
        if (term is { Coefficient: 1, Factors.Count: 1 } && term.Factors[0] is { Numerator: null } only)
        {
            return symbol(only.Name);
        }

        var factors = new List<string>();
        if (term.Coefficient != 1 || term.Factors.Count == 0)
        {
            factors.Add(term.Coefficient.ToString(CultureInfo.InvariantCulture));
        }

        factors.AddRange(term.Factors.Select(factor => factor.Numerator is null
            ? symbol(factor.Name)
            : "(" + Factor(factor.Numerator, symbol) + " / " + Operand(factor.Denominator!, symbol) + ")"));
        return string.Join(" * ", factors);
    }
}
