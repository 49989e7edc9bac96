using System.Text.RegularExpressions;

namespace Pico.Examples.Tests.Interpreter;

/// <summary>
/// A program of the folder Programs and what its comments say about it: <c>// expect: output</c>; <c>// expect runtime error: message</c> where it happens, with
/// <c>// trace: [line N] in f()</c> for each line of the trace unless that is this line of the script; <c>// Error at 'x': message</c> for a compile error of this line,
/// or <c>// [line N] Error…</c>.
/// </summary>
internal sealed partial record LoxProgram(string Source, string Output, string Error, int ExitCode)
{
    private const int CompileError = 65, RuntimeError = 70;

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Interpreter", "Programs");

    /// <summary>The names of all: the path below the folder, without its ending.</summary>
    public static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Folder, "*.lox", SearchOption.AllDirectories)
            .Select(file => Path.ChangeExtension(Path.GetRelativePath(Folder, file), null).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    public static string PathOf(string name) => Path.Combine(Folder, name + ".lox");

    public static LoxProgram Read(string name)
    {
        var source = File.ReadAllText(PathOf(name));
        var lines = source.Split('\n');
        List<string> output = [], mistakes = [], failure = [], trace = [];
        for (var i = 0; i < lines.Length; i++)
        {
            if (Expected().Match(lines[i]) is { Success: true } printed)
            {
                output.Add(printed.Groups[1].Value);
            }
            else if (ExpectedFailure().Match(lines[i]) is { Success: true } failed)
            {
                failure = [failed.Groups[1].Value, $"[line {i + 1}] in script"];
            }
            else if (ExpectedTrace().Match(lines[i]) is { Success: true } call)
            {
                trace.Add(call.Groups[1].Value);
            }
            else if (ExpectedMistake().Match(lines[i]) is { Success: true } mistake)
            {
                var text = mistake.Groups[1].Value;
                mistakes.Add(text.StartsWith('[') ? text : $"[line {i + 1}] {text}");
            }
        }

        if (trace.Count > 0)
        {
            failure = [failure[0], .. trace];
        }

        return mistakes.Count > 0 ? new LoxProgram(source, "", Lines(mistakes), CompileError)
            : new LoxProgram(source, Lines(output), Lines(failure), failure.Count > 0 ? RuntimeError : 0);
    }

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    [GeneratedRegex("// expect: ?(.*)")]
    private static partial Regex Expected();

    [GeneratedRegex("// expect runtime error: (.+)")]
    private static partial Regex ExpectedFailure();

    [GeneratedRegex(@"// trace: (\[line \d+\] in .+)")]
    private static partial Regex ExpectedTrace();

    [GeneratedRegex(@"// ((?:\[line \d+\] )?Error(?: at .+?)?: .+)")]
    private static partial Regex ExpectedMistake();
}
