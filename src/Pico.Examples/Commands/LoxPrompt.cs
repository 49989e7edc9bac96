using System.Text;
using Pico.Examples.Interpreter;

namespace Pico.Examples.Commands;

/// <summary>
/// Runs what is typed, with common globals: a program goes on over lines until it is complete, or until an empty line says that nothing more will come. An expression without
/// its semicolon is computed and printed.
/// </summary>
/// <param name="engine">What runs it.</param>
/// <param name="run">Runs a program and reports what is wrong with it.</param>
internal sealed class LoxPrompt(LoxEngine engine, Action<LoxEngine, string> run)
{
    private const string First = "> ", More = ". ";

    /// <summary>Runs lines until there are no more.</summary>
    /// <param name="readLine">The next line, behind a prompt, or null.</param>
    public void Run(Func<string, string?> readLine)
    {
        var program = new StringBuilder();
        while (readLine(program.Length == 0 ? First : More) is { } line)
        {
            program.Append(line).Append('\n');
            var source = program.ToString();
            if (LoxEngine.IsExpression(source))
            {
                source = $"print {source};";
            }
            else if (line.Length > 0 && LoxEngine.IsIncomplete(source))
            {
                continue;
            }

            program.Clear();
            run(engine, source);
        }

        if (program.Length > 0)
        {
            run(engine, program.ToString());
        }
    }
}
