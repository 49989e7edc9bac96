using System.Globalization;

namespace Pico.Examples.Checking;

/// <summary>One comparison: an entry point at one size and width against its oracle.</summary>
/// <param name="EntryPoint">The compiled method.</param>
/// <param name="Size">The size of every named dimension.</param>
/// <param name="Width">Bits of the vectors it ran on; 0 is scalar code; null where no compiled code ran.</param>
/// <param name="Quantity">What was compared: "result" or "gradient of 0.weight".</param>
/// <param name="Error">The difference, relative to the largest expected value.</param>
/// <param name="Allowed">The largest difference that passes.</param>
/// <param name="Cause">Where a failure starts, in the user's words; null for what passed.</param>
internal sealed record CheckResult(
    string EntryPoint, int Size, int? Width, string Quantity, double Error, double Allowed, string? Cause = null)
{
    public bool Passed => Error <= Allowed;

    public override string ToString()
    {
        var width = Width switch { null => "float64 differences", 0 => "scalar", _ => string.Create(CultureInfo.InvariantCulture, $"{Width} bits") };
        var line = string.Create(CultureInfo.InvariantCulture, $"{EntryPoint} (size {Size}, {width}): {Quantity} differs by {Error:0.0e+0}, allowed {Allowed:0.0e+0}");
        return Cause is null ? line : $"{line}; {Cause}";
    }
}
