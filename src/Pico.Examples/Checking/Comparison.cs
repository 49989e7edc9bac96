using System.Globalization;

namespace Pico.Examples.Checking;

/// <summary>A quantity of one case against what it should be.</summary>
/// <param name="Quantity">What was compared: "result" or "gradient of 0.weight".</param>
/// <param name="Case">The sizes of the named dimensions.</param>
/// <param name="Error">The difference, relative to the largest expected value.</param>
/// <param name="Allowed">The largest difference that passes.</param>
/// <param name="Cause">Where a failure starts, in the user's words; null for what passed.</param>
internal sealed record Comparison(string Quantity, string Case, double Error, double Allowed, string? Cause = null)
{
    public bool Passed => Error <= Allowed;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Quantity} at {Case} differs by {Error:0.0e+0}, allowed {Allowed:0.0e+0}{(Cause is null ? "" : $"; {Cause}")}");
}
