using Spectre.Console;

namespace Pico.Examples.Inspection;

/// <summary>Shows C# text in colours where the console has them.</summary>
internal static class CSharpView
{
    public static void Write(IAnsiConsole console, string source)
    {
        if (!console.Profile.Capabilities.Ansi)
        {
            console.Profile.Out.Writer.Write(source); // as it is: a renderer would fold long lines
            return;
        }

        foreach (var token in CSharpTokenizer.Tokenize(source)) console.Write(token.Text, StyleOf(token.Kind));
        if (!source.EndsWith('\n')) console.WriteLine();
    }

    private static Style StyleOf(CSharpTokenKind kind) => kind switch
    {
        CSharpTokenKind.Comment => new Style(Color.Green),
        CSharpTokenKind.String => new Style(Color.Orange3),
        CSharpTokenKind.Number => new Style(Color.DarkSeaGreen),
        CSharpTokenKind.Keyword => new Style(Color.SteelBlue1),
        CSharpTokenKind.Name => new Style(Color.Aquamarine1),
        CSharpTokenKind.Directive => new Style(Color.Grey),
        _ => Style.Plain,
    };
}
