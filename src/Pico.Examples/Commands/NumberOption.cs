using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Pico.Examples.Commands;

/// <summary>Options that take a number within bounds, and say so when they get something else.</summary>
internal static class NumberOption
{
    public static Option<int> Create(string name, string description, int minimum, int maximum, int standard) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => standard,
        CustomParser = argument => Parse(argument, name, minimum, maximum),
    };

    /// <summary>A whole number that may be left out; then it is null.</summary>
    public static Option<int?> CreateOptional(string name, string description, int minimum, int maximum) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = argument => Parse(argument, name, minimum, maximum),
    };

    /// <summary>A number with a fraction.</summary>
    public static Option<double> Create(string name, string description, double minimum, double maximum, double standard) => new(name)
    {
        Description = description,
        HelpName = "X",
        DefaultValueFactory = _ => standard,
        CustomParser = argument => Parse(argument, name, minimum, maximum),
    };

    /// <summary>A number with a fraction that may be left out; then it is null.</summary>
    public static Option<double?> CreateOptional(string name, string description, double minimum, double maximum) => new(name)
    {
        Description = description,
        HelpName = "X",
        CustomParser = argument => Parse(argument, name, minimum, maximum),
    };

    private static double Parse(ArgumentResult argument, string name, double minimum, double maximum)
    {
        var text = argument.Tokens[0].Value;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum) return value;
        argument.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} {text}: expected a number from {minimum} to {maximum}"));
        return minimum;
    }

    private static int Parse(ArgumentResult argument, string name, int minimum, int maximum)
    {
        var text = argument.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum)
        {
            return value;
        }

        var bounds = maximum == int.MaxValue ? $"{minimum} or more" : $"from {minimum} to {maximum}";
        argument.AddError($"{name} {text}: expected a whole number, {bounds}");
        return minimum;
    }
}
