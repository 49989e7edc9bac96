using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Pico.Examples.Commands;

/// <summary>The option that takes the size of a picture.</summary>
internal static class SizeOption
{
    private const string Name = "--size";

    public static Option<(int Width, int Height)> Create(string description, int minimum, int maximum, (int Width, int Height) standard) => new(Name)
    {
        Description = description,
        HelpName = "WxH",
        DefaultValueFactory = _ => standard,
        CustomParser = argument => Parse(argument, minimum, maximum, standard),
    };

    private static (int Width, int Height) Parse(ArgumentResult argument, int minimum, int maximum, (int Width, int Height) standard)
    {
        var text = argument.Tokens[0].Value;
        var parts = text.Split('x');
        if (parts.Length == 2 && IsSide(parts[0], out var width) && IsSide(parts[1], out var height)) return (width, height);
        argument.AddError($"{Name} {text}: expected a width and a height from {minimum} to {maximum}, such as {standard.Width}x{standard.Height}");
        return standard;

        bool IsSide(string side, out int length) => int.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out length) && length >= minimum && length <= maximum;
    }
}
