using System.Globalization;

namespace Pico.Examples.Interpreter.Runtime;

/// <summary>Prints numbers as C's <c>%g</c> does: six significant digits, without zeros at the end, with an exponent where it is below -4 or above 5.</summary>
internal static class LoxNumber
{
    private const int Digits = 6, Exact = 24; // of so many digits that what lies between two of six shows

    private static readonly double Larger = Math.Pow(10, Digits); // than any integer of so many digits

    public static string Format(double number)
    {
        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? (double.IsNegative(number) ? "-nan" : "nan") : number > 0 ? "inf" : "-inf";
        }

        if (number == 0)
        {
            return double.IsNegative(number) ? "-0" : "0";
        }

        if (Math.Abs(number) < Larger && (int)number == number)
        {
            return ((int)number).ToString(CultureInfo.InvariantCulture);
        }

        // The exponent after rounding to six digits decides which form C takes.
        var (digits, exponent) = Round(Math.Abs(number));
        var sign = number < 0 ? "-" : "";
        if (exponent is < -4 or >= Digits)
        {
            var power = Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
            return $"{sign}{Trim($"{digits[0]}.{digits[1..]}")}e{(exponent < 0 ? '-' : '+')}{power}";
        }

        return sign + Trim(exponent < 0 ? $"0.{new string('0', -exponent - 1)}{digits}" : $"{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}");
    }

    /// <summary>The six digits nearest to a number, and the power of ten of the first one. Exactly between two, .NET takes the larger, but C the even one.</summary>
    private static (string Digits, int Exponent) Round(double number)
    {
        var exact = number.ToString("E" + Exact, CultureInfo.InvariantCulture); // "d.ddd…E+ddd"
        var isEven = ((exact[Digits] - '0') & 1) == 0;
        var isTie = exact[Digits + 1] == '5' && exact.AsSpan(Digits + 2, Exact - Digits).TrimEnd('0').IsEmpty;
        var rounded = isTie && isEven ? string.Concat(exact.AsSpan(0, Digits + 1), exact.AsSpan(Exact + 2)) : number.ToString("E" + (Digits - 1), CultureInfo.InvariantCulture);
        return (rounded[0] + rounded[2..(Digits + 1)], int.Parse(rounded.AsSpan(Digits + 2), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    }

    private static string Trim(string digits) => digits.TrimEnd('0').TrimEnd('.');
}
