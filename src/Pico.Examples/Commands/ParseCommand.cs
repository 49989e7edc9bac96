using System.CommandLine;
using Pico.Examples.Grammars;
using Pico.Examples.Grammars.Ebnf;

namespace Pico.Examples.Commands;

/// <summary><c>pico parse LANGUAGE FILE</c>: whether a file is in a language, what it says, and the grammar behind it.</summary>
internal static class ParseCommand
{
    private const int MostErrors = 20;

    public static Command Create()
    {
        var language = new Argument<string>("language") { Description = "One of " + Names };
        var file = new Argument<string?>("file") { Description = "The file; - is the standard input", Arity = ArgumentArity.ZeroOrOne };
        var tree = new Option<bool>("--tree") { Description = "Print the value" };
        var grammar = new Option<bool>("--grammar") { Description = "Print the language's grammar in EBNF instead, and draw it as railroad diagrams" };
        var diagram = new Option<string?>("--out") { Description = "Where to put the picture of --grammar (LANGUAGE.svg)" };
        var parse = new Command("parse", "Parses a file with a generated parser.") { language, file, tree, grammar, diagram };
        parse.SetAction(parsed =>
        {
            var format = TextFormats.Find(parsed.GetValue(language)!) ?? throw new UserErrorException($"no language is called '{parsed.GetValue(language)}'; there are {Names}");
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(grammar))
            {
                return ShowGrammar(format, parsed.GetValue(diagram) ?? format.Name + ".svg", output);
            }

            var path = parsed.GetValue(file) ?? throw new UserErrorException("parse needs a file; - is the standard input");
            return Run(format, path, parsed.GetValue(tree), output, parsed.InvocationConfiguration.Error);
        });
        return parse;
    }

    private static string Names => string.Join(", ", TextFormats.All.Select(format => format.Name));

    private static int Run(ITextFormat format, string path, bool showsTree, TextWriter output, TextWriter error)
    {
        var utf8 = InputFile.Read(path);
        var errors = format.Parse(utf8, out var tree);
        foreach (var mistake in errors.Take(MostErrors))
        {
            error.WriteLine(mistake.Render(utf8, path == "-" ? "stdin" : path));
        }

        if (errors.Count > MostErrors)
        {
            error.WriteLine($"... and {errors.Count - MostErrors} more");
        }

        if (errors.Count > 0)
        {
            return ErrorBoundary.Failure;
        }

        if (showsTree)
        {
            tree?.Invoke(output);
        }
        else
        {
            output.WriteLine($"{path}: valid {format.Name}");
        }

        return 0;
    }

    private static int ShowGrammar(ITextFormat format, string path, TextWriter output)
    {
        output.WriteLine(format.Ebnf);
        File.WriteAllText(path, RailroadDiagram.Draw(format.Ebnf, format.Description));
        output.WriteLine();
        output.WriteLine($"railroad diagrams: {path}");
        return 0;
    }
}
