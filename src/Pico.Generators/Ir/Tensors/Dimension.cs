using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;

namespace Pico.Generators.Ir;

/// <summary>
/// The size of one dimension: a polynomial with integer coefficients over symbols (constructor parameters, named
/// dimensions) and exact quotients. Kept in a canonical form, so that equal sizes are equal records.
/// </summary>
internal sealed record Dimension
{
    private int hash; // 0: not computed yet. Sizes are keys of many tables and parts of every spec
    private string? text; // remarks and descriptions say the same sizes again and again

    private Dimension(EquatableArray<DimensionTerm> terms) => Terms = terms;

    /// <summary>The terms, sorted by their factors; none for zero.</summary>
    public EquatableArray<DimensionTerm> Terms { get; }

    public static Dimension One { get; } = Constant(1);

    private static Dimension MinusOne { get; } = Constant(-1);

    public static Dimension Constant(long value) =>
        Canonical(new[] { new DimensionTerm(value, EquatableArray<DimensionFactor>.Empty) });

    public static Dimension Symbol(string name) =>
        new(EquatableArray.Of(new DimensionTerm(1, EquatableArray.Of(new DimensionFactor(name, null, null)))));

    /// <summary>The value, when no symbol occurs.</summary>
    public long? Value => Terms.Count == 0 ? 0 : Terms.Count == 1 && Terms[0].Factors.Count == 0 ? Terms[0].Coefficient : null;

    public bool IsOne => Value == 1;

    /// <summary>The symbols that occur, in order of first occurrence.</summary>
    public IEnumerable<string> Symbols => Terms.SelectMany(term => term.Factors).SelectMany(factor => factor.Symbols).Distinct();

    public static Dimension operator +(Dimension a, Dimension b) =>
        a.Terms.Count == 0 ? b : b.Terms.Count == 0 ? a : Canonical(a.Terms.Concat(b.Terms));

    public static Dimension operator -(Dimension a, Dimension b) => a + (MinusOne * b);

    public static Dimension operator *(Dimension a, Dimension b)
    {
        if (a.IsOne || b.IsOne)
        {
            return a.IsOne ? b : a;
        }

        // Nearly all sizes are one product, and products of them are what planning asks for most.
        if (a.Terms.Count == 1 && b.Terms.Count == 1 && DimensionTerm.Multiply(a.Terms[0], b.Terms[0]) is { Coefficient: not 0 } product && product.Cancel() is null)
        {
            return new Dimension(EquatableArray.Of(product));
        }

        return Canonical(
            from x in a.Terms
            from y in b.Terms
            from term in Cancelled(DimensionTerm.Multiply(x, y))
            select term);
    }

    /// <summary>
    /// The exact quotient. Where the division cannot be done symbolically the result holds a quotient factor, and
    /// <paramref name="isCertain"/> is false: that the denominator divides must then be checked at construction.
    /// </summary>
    public static Dimension Divide(Dimension numerator, Dimension denominator, out bool isCertain)
    {
        isCertain = true;
        if (numerator == denominator)
        {
            return One;
        }

        if (denominator.IsOne)
        {
            return numerator;
        }

        if (denominator.Terms.Count == 1)
        {
            var divided = numerator.Terms.Select(term => DimensionTerm.TryDivide(term, denominator.Terms[0])).ToList();
            if (divided.All(term => term is not null))
            {
                return Canonical(divided!);
            }
        }

        isCertain = false;
        return Quotient(numerator, denominator, truncates: false);
    }

    /// <summary>
    /// The quotient as C# computes it, towards zero. What need not be exact is kept apart from exact quotients, because
    /// <c>a / b * b</c> is then not <c>a</c>; <see cref="Exact"/> turns it into one that is.
    /// </summary>
    public static Dimension Truncate(Dimension numerator, Dimension denominator)
    {
        if (numerator.Value is { } a && denominator.Value is { } b and not 0)
        {
            return Constant(a / b);
        }

        var exact = Divide(numerator, denominator, out var isCertain);
        return isCertain ? exact : Quotient(numerator, denominator, truncates: true);
    }

    private static string Operand(Dimension size) => size.Terms.Count == 1 && size.Terms[0] is { Coefficient: 1, Factors.Count: 1 } ? size.ToString() : "(" + size + ")";

    /// <summary>The product of all.</summary>
    public static Dimension Product(IEnumerable<Dimension> dimensions) => dimensions.Aggregate(One, (product, next) => product * next);

    /// <summary>The size when all its divisions are exact; each one that is not so by itself is given to the caller, to be checked.</summary>
    public Dimension Exact(Action<Dimension, Dimension> require) => Terms
        .Select(term => term.Factors.Aggregate(Constant(term.Coefficient), (product, factor) => product * factor.Exact(require)))
        .Aggregate(Constant(0), (sum, next) => sum + next);

    /// <summary>Replaces symbols by other sizes; symbols without an entry stay.</summary>
    public Dimension Substitute(Func<string, Dimension?> replacement) => Terms
        .Select(term => term.Factors.Aggregate(Constant(term.Coefficient), (product, factor) => product * factor.Substitute(replacement)))
        .Aggregate(Constant(0), (sum, next) => sum + next);

    public bool Equals(Dimension? other) =>
        ReferenceEquals(this, other) || (other is not null && GetHashCode() == other.GetHashCode() && Terms.Equals(other.Terms));

    public override int GetHashCode()
    {
        if (hash == 0)
        {
            hash = Terms.GetHashCode() is var computed and not 0 ? computed : 1;
        }

        return hash;
    }

    /// <summary>As a C# expression over the symbols.</summary>
    public override string ToString() => text ??= Terms.Count switch
    {
        0 => "0",
        1 => Terms[0].ToString(),
        _ => string.Join(" + ", Terms.Select(term => term.ToString())).Replace("+ -", "- "),
    };

    private static IEnumerable<DimensionTerm> Cancelled(DimensionTerm product) => product.Cancel() is var (rest, numerator)
        ? (new Dimension(EquatableArray.Of(rest)) * numerator).Terms
        : new[] { product };

    private static Dimension Quotient(Dimension numerator, Dimension denominator, bool truncates)
    {
        var quotient = new DimensionFactor(Operand(numerator) + "/" + Operand(denominator), numerator, denominator, truncates);
        return Canonical(new[] { new DimensionTerm(1, EquatableArray.Of(quotient)) });
    }

    private static Dimension Canonical(IEnumerable<DimensionTerm> terms)
    {
        var merged = new List<DimensionTerm>();
        foreach (var term in terms)
        {
            var same = merged.FindIndex(other => other.Factors.Equals(term.Factors));
            if (same < 0)
            {
                merged.Add(term);
            }
            else
            {
                merged[same] = new DimensionTerm(checked(merged[same].Coefficient + term.Coefficient), term.Factors);
            }
        }

        merged.RemoveAll(term => term.Coefficient == 0);
        return new Dimension(merged.Count <= 1 ? merged.ToEquatableArray() : merged
            .OrderByDescending(term => term.Factors.Count)
            .ThenBy(term => string.Join("*", term.Factors), StringComparer.Ordinal)
            .ToEquatableArray());
    }
}

/// <summary>One product of a <see cref="Dimension"/>: a coefficient and sorted factors.</summary>
internal sealed record DimensionTerm(long Coefficient, EquatableArray<DimensionFactor> Factors)
{
    public static DimensionTerm Multiply(DimensionTerm a, DimensionTerm b) => new(
        checked(a.Coefficient * b.Coefficient),
        a.Factors.Count == 0 ? b.Factors : b.Factors.Count == 0 ? a.Factors : Merged(a.Factors.Items, b.Factors.Items));

    /// <summary>Both lists are sorted by name; of equal names those of the first come first.</summary>
    private static EquatableArray<DimensionFactor> Merged(ImmutableArray<DimensionFactor> a, ImmutableArray<DimensionFactor> b)
    {
        var all = ImmutableArray.CreateBuilder<DimensionFactor>(a.Length + b.Length);
        for (int i = 0, j = 0; i < a.Length || j < b.Length;)
        {
            var isFirst = j == b.Length || (i < a.Length && string.CompareOrdinal(a[i].Name, b[j].Name) <= 0);
            all.Add(isFirst ? a[i++] : b[j++]);
        }

        return all.MoveToImmutable();
    }

    /// <summary>(n/d)·d as its parts, what remains and n: what the checked division promises. Null where nothing cancels.</summary>
    public (DimensionTerm Remaining, Dimension Numerator)? Cancel()
    {
        foreach (var quotient in Factors)
        {
            if (quotient is { Truncates: false, Numerator: { } numerator, Denominator: { Terms: { Count: 1 } terms } } && terms[0].Coefficient != 0 &&
                Coefficient % terms[0].Coefficient == 0)
            {
                var rest = Factors.ToList();
                rest.Remove(quotient);
                if (terms[0].Factors.All(rest.Remove))
                {
                    return (new DimensionTerm(Coefficient / terms[0].Coefficient, rest.ToEquatableArray()), numerator);
                }
            }
        }

        return null;
    }

    /// <summary>The quotient when it is exact whatever the symbols are, or null.</summary>
    public static DimensionTerm? TryDivide(DimensionTerm numerator, DimensionTerm denominator)
    {
        if (denominator.Coefficient == 0 || numerator.Coefficient % denominator.Coefficient != 0)
        {
            return null;
        }

        var factors = numerator.Factors.ToList();
        return denominator.Factors.All(factors.Remove)
            ? new DimensionTerm(numerator.Coefficient / denominator.Coefficient, factors.ToEquatableArray())
            : null;
    }

    public override string ToString()
    {
        var factors = string.Join("*", Factors.Select(factor => factor.ToString()));
        return Factors.Count == 0 ? Coefficient.ToString(CultureInfo.InvariantCulture)
            : Coefficient == 1 ? factors
            : Coefficient.ToString(CultureInfo.InvariantCulture) + "*" + factors;
    }
}

/// <summary>
/// A symbol, or a quotient of two sizes (then <see cref="Name"/> is its text): an exact one, or with
/// <see cref="Truncates"/> one that is rounded towards zero.
/// </summary>
internal sealed record DimensionFactor(string Name, Dimension? Numerator, Dimension? Denominator, bool Truncates = false)
{
    public Dimension Exact(Action<Dimension, Dimension> require)
    {
        if (Numerator is null)
        {
            return Dimension.Symbol(Name);
        }

        var (numerator, denominator) = (Numerator.Exact(require), Denominator!.Exact(require));
        var quotient = Dimension.Divide(numerator, denominator, out var isCertain);
        if (Truncates && !isCertain)
        {
            require(numerator, denominator);
        }

        return quotient;
    }

    public IEnumerable<string> Symbols => Numerator is null ? new[] { Name } : Numerator.Symbols.Concat(Denominator!.Symbols);

    public Dimension Substitute(Func<string, Dimension?> replacement) => Numerator is null
        ? replacement(Name) ?? Dimension.Symbol(Name)
        : Truncates ? Dimension.Truncate(Numerator.Substitute(replacement), Denominator!.Substitute(replacement))
        : Dimension.Divide(Numerator.Substitute(replacement), Denominator!.Substitute(replacement), out _);

    public override string ToString() => Numerator is null ? Name : "(" + Name + ")";
}
