using System.Diagnostics;
using System.Globalization;

namespace Pico.Benchmarks;

/// <summary>The seconds of a run on the clock and of all its threads on processors.</summary>
internal readonly record struct Elapsed(double Wall, double Processor);

/// <summary>The C# compiler, to be started with certain arguments.</summary>
internal sealed class CompilerProcess
{
    private const double TicksPerSecond = 100; // USER_HZ, on every Linux

    private readonly ProcessStartInfo start;

    public CompilerProcess(CompilerArguments compiler, IEnumerable<string> arguments, string responseFile)
    {
        File.WriteAllLines(responseFile, arguments.Select(argument => argument.Contains(' ') && !argument.Contains('"') ? "\"" + argument + "\"" : argument));
        start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(compiler.Compiler, "csc.dll"), "/noconfig", "@" + responseFile])
        {
            WorkingDirectory = compiler.Project,
            RedirectStandardOutput = true,
        };
    }

    public Elapsed Run()
    {
        var (clock, processor) = (Stopwatch.GetTimestamp(), ChildTicks());
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? new Elapsed(Stopwatch.GetElapsedTime(clock).TotalSeconds, (ChildTicks() - processor) / TicksPerSecond)
            : throw new InvalidOperationException(output);
    }

    /// <summary>Processor time of children that have ended: fields 16 and 17, counted behind the name, which may hold blanks.</summary>
    private static long ChildTicks()
    {
        var text = File.ReadAllText("/proc/self/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture);
    }
}
