using Pico.Examples.Interpreter;

namespace Pico.Examples.Tests.Interpreter;

/// <summary>What a program did.</summary>
/// <param name="Output">What it printed.</param>
/// <param name="Error">Compile errors, or a run-time error and its trace, a line each.</param>
/// <param name="ExitCode">As the command's.</param>
internal sealed record LoxRun(string Output, string Error, int ExitCode)
{
    private const int CompileError = 65, RuntimeError = 70;

    /// <summary>The names of the engines, for theories.</summary>
    public static string[] Engines => Enum.GetNames<LoxEngineKind>();

    public static LoxEngineKind KindOf(string engine) => Enum.Parse<LoxEngineKind>(engine);

    /// <summary>Runs a program in an engine of its own.</summary>
    public static LoxRun Of(string source, string engine, LoxLimits? limits = null)
    {
        using var output = new StringWriter { NewLine = "\n" };
        return Of(source, new LoxEngine(output, limits, KindOf(engine)), output);
    }

    /// <summary>Runs a program in an engine that writes to <paramref name="output"/>, whose text it takes.</summary>
    public static LoxRun Of(string source, LoxEngine engine, StringWriter output)
    {
        var program = engine.Compile(source, out var mistakes);
        if (mistakes.Count > 0)
        {
            return new LoxRun("", Lines(mistakes), CompileError);
        }

        var failure = engine.Run(program);
        var printed = output.ToString();
        output.GetStringBuilder().Clear();
        return new LoxRun(printed, Lines(failure), failure.Count > 0 ? RuntimeError : 0);
    }

    private static string Lines(IEnumerable<object> lines) => string.Concat(lines.Select(line => line + "\n"));
}
