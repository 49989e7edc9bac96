namespace Pico.Models;

/// <summary>The size of a dimension as a formula over constructor parameters and named dimensions. Built with the operators of numbers; what is known folds.</summary>
public abstract record SizeFormula
{
    private SizeFormula()
    {
    }

    /// <summary>A number.</summary>
    /// <param name="Size">Its value.</param>
    public sealed record Number(long Size) : SizeFormula;

    /// <summary>A constructor parameter, or a dimension that each call gives.</summary>
    /// <param name="Name">Its name.</param>
    public sealed record Named(string Name) : SizeFormula;

    /// <summary>The sum of two.</summary>
    /// <param name="Left">The one.</param>
    /// <param name="Right">The other.</param>
    public sealed record Sum(SizeFormula Left, SizeFormula Right) : SizeFormula;

    /// <summary>The product of two.</summary>
    /// <param name="Left">The one.</param>
    /// <param name="Right">The other.</param>
    public sealed record Product(SizeFormula Left, SizeFormula Right) : SizeFormula;

    /// <summary>The quotient of two, towards zero where it is not exact.</summary>
    /// <param name="Left">What is divided.</param>
    /// <param name="Right">What it is divided by.</param>
    public sealed record Quotient(SizeFormula Left, SizeFormula Right) : SizeFormula;

    /// <summary>The value, where no name takes part.</summary>
    public long? Value => (this as Number)?.Size;

    /// <summary>The formula with names replaced by their values; names without one stay.</summary>
    /// <param name="values">Values by name.</param>
    public SizeFormula With(IReadOnlyDictionary<string, long> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return this switch
        {
            Named named when values.TryGetValue(named.Name, out var value) => value,
            Sum sum => sum.Left.With(values) + sum.Right.With(values),
            Product product => product.Left.With(values) * product.Right.With(values),
            Quotient quotient => quotient.Left.With(values) / quotient.Right.With(values),
            _ => this,
        };
    }

    /// <summary>As a person reads it.</summary>
    public sealed override string ToString() => this switch
    {
        Number number => number.Size.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Named named => named.Name,
        Sum sum => $"{sum.Left} + {sum.Right}",
        Product product => $"{Factor(product.Left)} * {Factor(product.Right)}",
        Quotient quotient => $"{Factor(quotient.Left)} / {(quotient.Right is Number or Named ? $"{quotient.Right}" : $"({quotient.Right})")}",
        _ => "",
    };

    /// <summary>A number as a formula.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator SizeFormula(long value) => new Number(value);

#pragma warning disable CS1591, CA1062 // arithmetic
    public static SizeFormula operator +(SizeFormula left, SizeFormula right) => (left.Value, right.Value) switch
    {
        (long a, long b) => a + b,
        (0, _) => right,
        (_, 0) => left,
        _ => new Sum(left, right),
    };

    public static SizeFormula operator -(SizeFormula left, SizeFormula right) => left + (-1 * right);

    public static SizeFormula operator *(SizeFormula left, SizeFormula right) => (left.Value, right.Value) switch
    {
        (long a, long b) => a * b,
        (1, _) => right,
        (_, 1) => left,
        _ => new Product(left, right),
    };

    public static SizeFormula operator /(SizeFormula left, SizeFormula right) => (left.Value, right.Value) switch
    {
        (long a, long b and not 0) => a / b,
        (_, 1) => left,
        _ => new Quotient(left, right),
    };
#pragma warning restore CS1591, CA1062

    private static string Factor(SizeFormula formula) => formula is Sum ? $"({formula})" : $"{formula}";
}
