namespace Pico.Examples.Kernels;

/// <summary>
/// Prices of European options in closed form (Black and Scholes, "The pricing of options and corporate liabilities", 1973).
/// </summary>
public static partial class BlackScholes
{
    private const float InverseSqrt2 = 0.70710678f;

    /// <summary>The fair prices of a call and a put.</summary>
    /// <param name="spot">The price of the stock today.</param>
    /// <param name="strike">The price agreed on.</param>
    /// <param name="years">The time until the option expires.</param>
    /// <param name="rate">The riskless rate of interest, for a year.</param>
    /// <param name="volatility">The standard deviation of the stock's logarithm after a year.</param>
    /// <param name="call">The price of the right to buy.</param>
    /// <param name="put">The price of the right to sell.</param>
    [Kernel]
    public static void Price(float spot, float strike, float years, [Uniform] float rate, [Uniform] float volatility, out float call, out float put)
    {
        var deviation = volatility * MathF.Sqrt(years);
        var d1 = (MathF.Log(spot / strike) + (rate + 0.5f * volatility * volatility) * years) / deviation;
        var d2 = d1 - deviation;
        var presentStrike = strike * MathF.Exp(-rate * years);
        call = spot * Normal(d1) - presentStrike * Normal(d2);
        put = call + presentStrike - spot; // put-call parity: both together are a forward
    }

    /// <summary>The cumulative standard normal distribution.</summary>
    private static float Normal(float x) => 0.5f + 0.5f * PicoMath.Erf(x * InverseSqrt2);
}
