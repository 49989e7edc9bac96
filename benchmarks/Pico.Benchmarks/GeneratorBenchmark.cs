using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Pico.Benchmarks;

/// <summary>
/// What PicoLib's generators and analyzers add to the compilation of Pico.Examples: to a whole one, in a compiler that has just started
/// and in one that runs already, and to one edit.
/// </summary>
internal static class GeneratorBenchmark
{
    public static int Run(string[] arguments)
    {
        var other = Array.IndexOf(arguments, "--generators");
        var only = Array.IndexOf(arguments, "--only");
        var pause = Array.IndexOf(arguments, "--pause");
        var project = Path.Combine(FindRepository(), "src", "Pico.Examples");
        var compiler = CompilerArguments.Of(project);
        if (other >= 0)
        {
            compiler = compiler.WithGenerators(arguments[other + 1]);
        }

        if (CompilerRuntime.DiffersFrom(compiler.Compiler))
        {
            return CompilerRuntime.RunAgain(["generator", .. arguments]);
        }

        Console.WriteLine($"{Path.GetRelativePath(Environment.CurrentDirectory, compiler.GeneratorPath)}; load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
        _ = int.TryParse(arguments.ElementAtOrDefault(1), CultureInfo.InvariantCulture, out var rounds);
        switch (arguments)
        {
            case ["cold", ..]:
                Cold(compiler, rounds > 0 ? rounds : 5);
                return 0;
            case ["warm" or "whole" or "edits" or "steps" or "analyzers", ..] or []:
                SdkCompiler.Find(compiler.Compiler);
                Warm(compiler, arguments.FirstOrDefault("warm"), rounds > 0 ? rounds : 15, only >= 0 ? arguments[only + 1] : null,
                    TimeSpan.FromMilliseconds(pause >= 0 ? int.Parse(arguments[pause + 1], CultureInfo.InvariantCulture) : 400));
                return 0;
            case ["write", var folder, ..]:
                SdkCompiler.Find(compiler.Compiler);
                Write(compiler, folder);
                return 0;
            default:
                Console.Error.WriteLine("usage: Pico.Benchmarks generator [warm|whole|edits|steps|analyzers|cold] [ROUNDS] [--only EDIT] [--pause MS] [--generators PATH]");
                Console.Error.WriteLine("       Pico.Benchmarks generator write FOLDER [--generators PATH]");
                return 2;
        }
    }

    /// <summary>
    /// The compiler as a process of its own, with the generators and, with the files that they wrote among the sources, without them: what is
    /// written has to be compiled in either case. In turns, since the machine's speed drifts.
    /// </summary>
    private static void Cold(CompilerArguments compiler, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("pico-generator-");
        try
        {
            var written = folder.CreateSubdirectory("written").FullName;
            string[] places = ["/out:" + Path.Combine(folder.FullName, "out.dll"), "/generatedfilesout:" + written];
            var with = new CompilerProcess(compiler, [.. compiler.All, .. places], Path.Combine(folder.FullName, "with.rsp"));
            with.Run(); // brings the files into memory, and writes what the other compiles
            var files = Directory.GetFiles(Path.Combine(written, "Pico.Generators"), "*.cs", SearchOption.AllDirectories);
            var without = new CompilerProcess(compiler, [.. compiler.WithoutGenerators, places[0], .. files], Path.Combine(folder.FullName, "without.rsp"));
            var (all, bare) = (new List<Elapsed>(), new List<Elapsed>());
            for (var round = 0; round < rounds; round++)
            {
                all.Add(with.Run());
                bare.Add(without.Run());
            }

            Console.WriteLine($"| the compiler in a process of its own, {rounds} rounds | wall clock, fastest (s) | processor, fastest (s) |");
            Console.WriteLine("|---|---|---|");
            Row("with generators and analyzers", all.Min(run => run.Wall), all.Min(run => run.Processor));
            Row("without, their files as sources", bare.Min(run => run.Wall), bare.Min(run => run.Processor));
            Row("median difference", Median(all.Zip(bare, (one, two) => one.Wall - two.Wall)), Median(all.Zip(bare, (one, two) => one.Processor - two.Processor)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Warm(CompilerArguments compiler, string part, int rounds, string? only, TimeSpan pause)
    {
        var runs = new GeneratorRuns(compiler);
        if (part is "warm" or "whole")
        {
            runs.Whole(rounds);
        }

        if (part is "warm" or "edits")
        {
            runs.Edits(rounds, only, pause);
        }

        if (part is "steps")
        {
            runs.Steps();
        }

        if (part is "warm" or "analyzers")
        {
            runs.Analyzers(rounds);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Write(CompilerArguments compiler, string folder) => new GeneratorRuns(compiler).Write(folder);

    private static void Row(string name, double wall, double processor) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {wall:F2} | {processor:F2} |"));

    private static double Median(IEnumerable<double> values) => values.Order().ToArray() is var sorted ? sorted[sorted.Length / 2] : 0;

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PicoLib.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("run this inside the repository");
    }
}
