using System;
using System.Globalization;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>Constants of the scalar IR as C# literals: the shortest text that reads back to the same bits.</summary>
internal static class ScalarLiteral
{
    public static string Of(ScalarInstruction constant) => constant.Type switch
    {
        ScalarType.Float32 => Float((float)BitConverter.Int64BitsToDouble(constant.Constant)),
        ScalarType.Float64 => Double(BitConverter.Int64BitsToDouble(constant.Constant)),
        ScalarType.Int32 => constant.Constant == int.MinValue ? "int.MinValue" : constant.Constant.ToString(CultureInfo.InvariantCulture),
        ScalarType.UInt32 => constant.Constant.ToString(CultureInfo.InvariantCulture) + "u",
        ScalarType.Int64 => constant.Constant == long.MinValue ? "long.MinValue" : constant.Constant.ToString(CultureInfo.InvariantCulture) + "L",
        ScalarType.UInt64 => unchecked((ulong)constant.Constant).ToString(CultureInfo.InvariantCulture) + "UL",
        _ => constant.Constant != 0 ? "true" : "false",
    };

    private static string Float(float value)
    {
        if (Special(value, "float") is { } name)
        {
            return name;
        }

        for (var digits = 6; ; digits++)
        {
            var text = value.ToString("G" + digits, CultureInfo.InvariantCulture);
            if (digits == 9 || float.Parse(text, CultureInfo.InvariantCulture).Equals(value))
            {
                return Sign(text, value) + "f";
            }
        }
    }

    private static string Double(double value)
    {
        if (Special(value, "double") is { } name)
        {
            return name;
        }

        for (var digits = 6; ; digits++)
        {
            var text = value.ToString("G" + digits, CultureInfo.InvariantCulture);
            if (digits == 17 || double.Parse(text, CultureInfo.InvariantCulture).Equals(value))
            {
                return Sign(text, value) + "d";
            }
        }
    }

    /// <summary>.NET Framework, on which a compiler may run, loses the sign of -0.</summary>
    private static string Sign(string text, double value) =>
        value == 0 && BitConverter.DoubleToInt64Bits(value) != 0 && text[0] != '-' ? "-" + text : text;

    private static string? Special(double value, string type) =>
        double.IsNaN(value) ? type + ".NaN"
        : double.IsPositiveInfinity(value) ? type + ".PositiveInfinity"
        : double.IsNegativeInfinity(value) ? type + ".NegativeInfinity"
        : null;
}
