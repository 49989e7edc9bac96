using System.CommandLine;
using System.Text;
using Pico.Examples.Interpreter;

namespace Pico.Examples.Commands;

/// <summary><c>pico lox [FILE]</c>: runs a Lox program, or what is typed, line by line. Exit codes are the book's.</summary>
internal static class LoxCommand
{
    private const int CompileError = 65, RuntimeError = 70, Unreadable = 74; // EX_DATAERR, EX_SOFTWARE and EX_IOERR of sysexits.h

    public static Command Create()
    {
        var file = new Argument<string?>("file") { Description = "The program, - is the standard input; without one, lines are read and run one after the other", Arity = ArgumentArity.ZeroOrOne };
        var kind = new Option<LoxEngineKind>("--engine") { Description = "portable or fast", DefaultValueFactory = _ => LoxEngineKind.Fast };
        var dump = new Option<bool>("--dump") { Description = "Show the resolved program instead of running it, where variables live and what functions capture, and with the fast engine its IL" };
        var lox = new Command("lox", "Runs Lox, the language of the book 'Crafting Interpreters'.") { file, kind, dump };
        lox.SetAction((parsed, cancellation) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            using var buffered = new BufferedOutput(output);
            var engine = new LoxEngine(buffered, kind: parsed.GetValue(kind), cancellation: cancellation);
            if (parsed.GetValue(file) is { } path)
            {
                return Task.FromResult(RunFile(engine, path, parsed.GetValue(dump), buffered, error));
            }

            if (parsed.GetValue(dump))
            {
                throw new UserErrorException("lox --dump needs a file; - is the standard input");
            }

            new LoxPrompt(engine, (prompted, source) => Run(prompted, source, dump: false, buffered, error)).Run(Lines(output));
            return Task.FromResult(0);
        });
        return lox;
    }

    private static int RunFile(LoxEngine engine, string path, bool dump, TextWriter output, TextWriter error)
    {
        string source;
        try
        {
            source = Encoding.UTF8.GetString(InputFile.Read(path));
        }
        catch (UserErrorException e)
        {
            error.WriteLine($"pico: {e.Message}");
            return Unreadable;
        }

        return Run(engine, source, dump, output, error);
    }

    private static int Run(LoxEngine engine, string source, bool dump, TextWriter output, TextWriter error)
    {
        var program = engine.Compile(source, out var mistakes);
        foreach (var mistake in mistakes)
        {
            error.WriteLine(mistake);
        }

        if (mistakes.Count > 0)
        {
            return CompileError;
        }

        if (dump)
        {
            engine.Dump(program, output);
            return 0;
        }

        var failure = engine.Run(program);
        output.Flush(); // what was printed comes before what went wrong
        foreach (var line in failure)
        {
            error.WriteLine(line);
        }

        return failure.Count > 0 ? RuntimeError : 0;
    }

    /// <summary>Where lines come from: a person at a terminal, who sees prompts, or a pipe or file.</summary>
    private static Func<string, string?> Lines(TextWriter output)
    {
        if (!Terminal.IsLive(output) || Console.IsInputRedirected)
        {
            return _ => Console.In.ReadLine();
        }

        var editor = new LineEditor(output, () => Console.ReadKey(intercept: true));
        return prompt =>
        {
            Console.TreatControlCAsInput = true; // it empties the line; while a program runs it ends the program
            try
            {
                return editor.ReadLine(prompt);
            }
            finally
            {
                Console.TreatControlCAsInput = false;
            }
        };
    }
}
