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
        var file = new Argument<string?>("file") { Description = "The program; without one, lines are read and run one after the other", Arity = ArgumentArity.ZeroOrOne };
        var kind = new Option<LoxEngineKind>("--engine") { Description = "portable or fast", DefaultValueFactory = _ => LoxEngineKind.Fast };
        var lox = new Command("lox", "Runs Lox, the language of the book 'Crafting Interpreters'.") { file, kind };
        lox.SetAction((parsed, cancellation) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            return Task.FromResult(parsed.GetValue(file) is { } path ? RunFile(path, parsed.GetValue(kind), output, error, cancellation) : Prompt(parsed.GetValue(kind), output, error, cancellation));
        });
        return lox;
    }

    private static int RunFile(string path, LoxEngineKind kind, TextWriter output, TextWriter error, CancellationToken cancellation)
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

        using var buffered = new BufferedOutput(output);
        var engine = new LoxEngine(buffered, kind: kind, cancellation: cancellation);
        return Run(engine, source, buffered, error);
    }

    private static int Run(LoxEngine engine, string source, TextWriter output, TextWriter error)
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

        var failure = engine.Run(program);
        output.Flush(); // what was printed comes before what went wrong
        foreach (var line in failure)
        {
            error.WriteLine(line);
        }

        return failure.Count > 0 ? RuntimeError : 0;
    }

    /// <summary>Reads programs of one or more lines: a line goes on while a brace or parenthesis is open.</summary>
    private static int Prompt(LoxEngineKind kind, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var engine = new LoxEngine(output, kind: kind, cancellation: cancellation);
        var program = new StringBuilder();
        var isLive = Terminal.IsLive(output) && !Console.IsInputRedirected;
        while (true)
        {
            if (isLive)
            {
                output.Write(program.Length == 0 ? "> " : ". ");
            }

            if (Console.In.ReadLine() is not { } line)
            {
                return 0;
            }

            program.Append(line).Append('\n');
            var source = program.ToString();
            if (line.Length > 0 && LoxEngine.IsIncomplete(source))
            {
                continue;
            }

            program.Clear();
            Run(engine, source, output, error);
        }
    }
}
