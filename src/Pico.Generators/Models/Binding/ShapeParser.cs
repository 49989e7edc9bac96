using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Models;

/// <summary>Reads the text of a <c>[Shape]</c>: dimensions separated by blanks, each an expression without blanks.</summary>
internal sealed class ShapeParser
{
    private readonly string text;
    private int position;

    private ShapeParser(string text) => this.text = text;

    /// <summary>Reads a shape, or says in <paramref name="problem"/> why it cannot be read.</summary>
    public static ShapeSpec? Parse(string shape, ScalarType element, out string? problem)
    {
        problem = null;
        var dimensions = new List<Dimension>();
        var hasEllipsis = false;
        var words = shape.Split(new[] { ' ' }, StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i] == "...")
            {
                if (i > 0)
                {
                    problem = "has '...' behind a dimension; it may only stand in front";
                    return null;
                }

                hasEllipsis = true;
                continue;
            }

            var dimension = ParseDimension(words[i]);
            if (dimension is null)
            {
                problem = "has the dimension '" + words[i] + "', which is not an expression of integers and names (without blanks)";
                return null;
            }

            if (dimension.Value is <= 0)
            {
                problem = "has the dimension '" + words[i] + "', which is not positive";
                return null;
            }

            dimensions.Add(dimension);
        }

        return new ShapeSpec(hasEllipsis, dimensions.ToEquatableArray(), element);
    }

    /// <summary>Reads one dimension, or null when it is malformed.</summary>
    public static Dimension? ParseDimension(string expression)
    {
        var parser = new ShapeParser(expression.Replace(" ", string.Empty));
        try
        {
            var value = parser.Sum(0);
            return parser.position == parser.text.Length ? value : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>
    /// The symbols that occur only inside larger expressions and are therefore neither a constructor parameter nor a
    /// dimension of their own.
    /// </summary>
    public static IEnumerable<string> UnknownSymbols(IReadOnlyList<ShapeSpec> shapes, ICollection<string> constants)
    {
        var named = new HashSet<string>(
            from shape in shapes
            from dimension in shape.Dimensions
            where IsLoneSymbol(dimension)
            select dimension.Symbols.First());
        return shapes.SelectMany(shape => shape.Dimensions).SelectMany(dimension => dimension.Symbols)
            .Where(symbol => !constants.Contains(symbol) && !named.Contains(symbol)).Distinct();
    }

    /// <summary>Whether the dimension is just a name.</summary>
    public static bool IsLoneSymbol(Dimension dimension) =>
        dimension.Terms.Count == 1 && dimension.Terms[0] is { Coefficient: 1, Factors.Count: 1 } term && term.Factors[0].Numerator is null;

    private Dimension? Sum(int depth)
    {
        var left = Product(depth);
        while (left is not null && position < text.Length && text[position] is '+' or '-')
        {
            var minus = text[position++] == '-';
            var right = Product(depth);
            left = right is null ? null : minus ? left! - right : left! + right;
        }

        return left;
    }

    private Dimension? Product(int depth)
    {
        var left = Atom(depth);
        while (left is not null && position < text.Length && text[position] is '*' or '/')
        {
            var divide = text[position++] == '/';
            var right = Atom(depth);
            left = right is null || (divide && right.Value == 0) ? null
                : divide ? Dimension.Divide(left!, right, out _)
                : left! * right;
        }

        return left;
    }

    private Dimension? Atom(int depth)
    {
        const int deepest = 32;
        if (position == text.Length || depth > deepest)
        {
            return null;
        }

        var start = position;
        if (text[position] == '(')
        {
            position++;
            var inner = Sum(depth + 1);
            return inner is not null && position < text.Length && text[position++] == ')' ? inner : null;
        }

        if (text[position] == '-')
        {
            position++;
            return Atom(depth + 1) is { } operand ? Dimension.Constant(-1) * operand : null;
        }

        if (char.IsDigit(text[position]))
        {
            while (position < text.Length && char.IsDigit(text[position]))
            {
                position++;
            }

            return int.TryParse(text.Substring(start, position - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? Dimension.Constant(number) : null;
        }

        if (!char.IsLetter(text[position]) && text[position] != '_')
        {
            return null;
        }

        while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] == '_'))
        {
            position++;
        }

        return Dimension.Symbol(text.Substring(start, position - start));
    }
}
