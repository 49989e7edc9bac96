using System.Numerics;

namespace Pico.Runtime.Tests.Simd;

/// <summary>
/// Elementary functions in fixed point with 200 bits behind the point, from their power series: the yardstick of the double
/// functions. Results carry a power of two besides, so that large and small ones keep their bits.
/// </summary>
internal static class HighPrecision
{
    private const int Bits = 200;
    private static readonly BigInteger one = BigInteger.One << Bits;
    private static readonly BigInteger ln2 = 2 * AtanhSeries(one / 3);
    private static readonly BigInteger ln10 = (3 * ln2) + (2 * AtanhSeries(one / 9)); // 10 = 8 * 1.25
    private static readonly BigInteger pi = 4 * ((4 * AtanSeries(one / 5)) - AtanSeries(one / 239)); // Machin

    internal readonly record struct Real(BigInteger Value, int Exponent);

    /// <summary>The error of <paramref name="actual"/> in units of the last place of the exact value.</summary>
    internal static double UlpError(Real exact, double actual)
    {
        if (!double.IsFinite(actual)) return double.PositiveInfinity;

        var (mantissa, exponent) = Split(actual);
        var shift = exponent + Bits - exact.Exponent;
        var scaled = shift >= 0 ? mantissa << shift : mantissa >> -shift;
        var leading = (int)BigInteger.Abs(exact.Value).GetBitLength() - 1 + exact.Exponent - Bits;
        return Math.Abs(Math.ScaleB((double)(scaled - exact.Value), exact.Exponent - Bits - Math.Max(leading, -1022) + 52));
    }

    internal static Real Evaluate(string name, double x)
    {
        var a = Fixed(x);
        return name switch
        {
            "Exp" => Exp(a),
            "Exp2" => Exp(Multiply(a, ln2)),
            "ExpM1" => x > 60 ? Exp(a) : new(Plain(Exp(a)) - one, 0),
            "Log" => new(Log(x), 0),
            "Log2" => new(Divide(Log(x), ln2), 0),
            "Log10" => new(Divide(Log(x), ln10), 0),
            "LogP1" => new(Log(one + a, 0), 0),
            "Cbrt" => Cbrt(x),
            "Sin" => new(SinCos(a).Sin, 0),
            "Cos" => new(SinCos(a).Cos, 0),
            "Tan" => new(Divide(SinCos(a).Sin, SinCos(a).Cos), 0),
            "Asin" => new(Atan(a, Sqrt(one - Multiply(a, a))), 0),
            "Acos" => new(Atan(Sqrt(one - Multiply(a, a)), a), 0),
            "Atan" => new(Atan(a, one), 0),
            "Sinh" => Hyperbolic(x, (p, m) => (p - m) / 2),
            "Cosh" => Hyperbolic(x, (p, m) => (p + m) / 2),
            "Tanh" => Math.Abs(x) > 60 ? new(Math.Sign(x) * one, 0) : new(Divide(Plain(Exp(a)) - Plain(Exp(-a)), Plain(Exp(a)) + Plain(Exp(-a))), 0),
            "Erf" => new(Erf(a), 0),
            _ => throw new ArgumentException(name),
        };
    }

    internal static Real Pow(double x, double y)
    {
        var (mantissa, exponent) = Split(y);
        var product = Log(x) * mantissa;
        return Exp(exponent >= 0 ? product << exponent : product >> -exponent);
    }

    internal static Real Atan2(double y, double x) => new(Atan(Fixed(y), Fixed(x)), 0);

    private static (BigInteger Mantissa, int Exponent) Split(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var biased = (int)((bits >> 52) & 0x7FF);
        var mantissa = (bits & 0xFFFFFFFFFFFFF) | (biased == 0 ? 0 : 1L << 52);
        return (bits < 0 ? -mantissa : mantissa, Math.Max(biased, 1) - 1075);
    }

    private static BigInteger Fixed(double x)
    {
        var (mantissa, exponent) = Split(x);
        var shift = exponent + Bits;
        return shift >= 0 ? mantissa << shift : mantissa >> -shift;
    }

    private static BigInteger Plain(Real x) => x.Exponent >= 0 ? x.Value << x.Exponent : x.Value >> -x.Exponent;

    private static BigInteger Multiply(BigInteger a, BigInteger b) => (a * b) >> Bits;

    private static BigInteger Divide(BigInteger a, BigInteger b) => (a << Bits) / b;

    private static Real Exp(BigInteger x)
    {
        var n = (int)((x + (ln2 / 2)) / ln2);
        var r = x - (n * ln2);
        BigInteger sum = one, term = one;
        for (var k = 1; !term.IsZero; k++) sum += term = Multiply(term, r) / k;
        return new(sum, n);
    }

    private static BigInteger Log(double x)
    {
        var (mantissa, exponent) = Split(x);
        return Log(mantissa << Bits, exponent);
    }

    // ln(value * 2^exponent)
    private static BigInteger Log(BigInteger value, int exponent)
    {
        var shift = (int)value.GetBitLength() - Bits - 1;
        value = shift >= 0 ? value >> shift : value << -shift;
        exponent += shift;
        if (value > one * 7 / 5) (value, exponent) = (value / 2, exponent + 1);
        return (2 * AtanhSeries(Divide(value - one, value + one))) + (exponent * ln2);
    }

    private static Real Cbrt(double x)
    {
        var (mantissa, exponent) = Split(x);
        var remainder = ((exponent % 3) + 3) % 3;
        var radicand = BigInteger.Abs(mantissa) << (remainder + 600);
        BigInteger root = BigInteger.One << ((int)(radicand.GetBitLength() / 3) + 1), next;
        while ((next = ((2 * root) + (radicand / (root * root))) / 3) < root) root = next;
        return new(x < 0 ? -root : root, (exponent - remainder) / 3);
    }

    private static (BigInteger Sin, BigInteger Cos) SinCos(BigInteger x)
    {
        var n = BigInteger.Divide((2 * x) + (pi / 2 * x.Sign), pi);
        var r = x - (n * pi / 2);
        BigInteger sin = 0, cos = 0, term = one;
        for (var k = 1; !term.IsZero; k++)
        {
            if (k % 2 == 1) cos += k % 4 == 1 ? term : -term;
            else sin += k % 4 == 2 ? term : -term;
            term = Multiply(term, r) / k;
            if (BigInteger.Abs(term) <= 1) break;
        }

        return (int)(((n % 4) + 4) % 4) switch { 0 => (sin, cos), 1 => (cos, -sin), 2 => (-sin, -cos), _ => (-cos, sin) };
    }

    // The angle of the point (x, y), after two halvings within the fast part of the series.
    private static BigInteger Atan(BigInteger y, BigInteger x)
    {
        var length = Sqrt(Multiply(x, x) + Multiply(y, y));
        if (x < 0) return (y.Sign >= 0 ? pi : -pi) - Atan(y, -x);

        var half = Divide(y, length + x);
        var quarter = Divide(half, one + Sqrt(one + Multiply(half, half)));
        var eighth = Divide(quarter, one + Sqrt(one + Multiply(quarter, quarter)));
        return 8 * AtanSeries(eighth);
    }

    private static Real Hyperbolic(double x, Func<BigInteger, BigInteger, BigInteger> combine)
    {
        var a = Fixed(Math.Abs(x));
        if (Math.Abs(x) <= 60) return new(combine(Plain(Exp(Fixed(x))), Plain(Exp(-Fixed(x)))), 0);

        var (value, exponent) = Exp(a);
        var sign = combine(0, one).Sign; // odd functions are negative at minus infinity
        return new(x < 0 ? value * sign : value, exponent - 1);
    }

    // The all-positive series 2/sqrt(pi) e^-x² sum 2^k x^(2k+1) / (1·3···(2k+1))
    private static BigInteger Erf(BigInteger x)
    {
        var square = Multiply(x, x);
        BigInteger sum = x, term = x;
        for (var k = 1; BigInteger.Abs(term) > 1; k++) sum += term = Multiply(term, 2 * square) / ((2 * k) + 1);
        return Divide(2 * Multiply(Plain(Exp(-square)), sum), Sqrt(pi));
    }

    private static BigInteger Sqrt(BigInteger x)
    {
        if (x.IsZero) return x;

        var radicand = x << Bits;
        BigInteger root = BigInteger.One << ((int)(radicand.GetBitLength() / 2) + 1), next;
        while ((next = (root + (radicand / root)) / 2) < root) root = next;
        return root;
    }

    private static BigInteger AtanhSeries(BigInteger x) => OddSeries(x, Multiply(x, x));

    private static BigInteger AtanSeries(BigInteger x) => OddSeries(x, -Multiply(x, x));

    private static BigInteger OddSeries(BigInteger x, BigInteger ratio)
    {
        BigInteger sum = x, power = x;
        for (var k = 3; BigInteger.Abs(power) > 1; k += 2) sum += (power = Multiply(power, ratio)) / k;
        return sum;
    }
}
