using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// A number for a size that only construction or a call knows, to compare costs with: every symbol counts the same, so that a matrix
/// is much more than a vector and a vector much more than a number.
/// </summary>
internal static class TypicalSize
{
    private const double Symbol = 64;

    public static double Of(Dimension size) => size.Terms.Sum(term => term.Factors.Aggregate((double)term.Coefficient, (product, factor) => product * Of(factor)));

    private static double Of(DimensionFactor factor) => factor.Numerator is null ? Symbol : Of(factor.Numerator) / System.Math.Max(Of(factor.Denominator!), 1);
}
