using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Pico.Examples.Commands;

/// <summary>Options that take a whole number within bounds, and say so when they get something else.</summary>
internal static class NumberOption
{
    public static Option<int> Create(string name, string description, int minimum, int maximum, int standard) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => standard,
        CustomParser = argument => Parse(argument, name, minimum, maximum),
    };

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
