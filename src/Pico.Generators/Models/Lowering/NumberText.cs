using System.Globalization;

namespace Pico.Generators.Models;

/// <summary>Numbers as C# writes them.</summary>
internal static class NumberText
{
    public static string Of(Expression.Number number) => Of(number.Kind, number.Value);

    public static string Of(NumberKind kind, double value) => kind switch
    {
        NumberKind.Int => ((long)value).ToString(CultureInfo.InvariantCulture),
        NumberKind.Bool => value != 0 ? "true" : "false",
        NumberKind.Float => Real((float)value, "float", ((float)value).ToString("R", CultureInfo.InvariantCulture) + "f"),
        _ => Real(value, "double", value.ToString("R", CultureInfo.InvariantCulture) + "d"),
    };

    /// <summary>The keyword of the type.</summary>
    public static string TypeOf(NumberKind kind) => kind switch
    {
        NumberKind.Int => "int",
        NumberKind.Float => "float",
        NumberKind.Double => "double",
        _ => "bool",
    };

    private static string Real(double value, string type, string text) => double.IsNaN(value) ? type + ".NaN"
        : double.IsPositiveInfinity(value) ? type + ".PositiveInfinity"
        : double.IsNegativeInfinity(value) ? type + ".NegativeInfinity"
        : text;
}
