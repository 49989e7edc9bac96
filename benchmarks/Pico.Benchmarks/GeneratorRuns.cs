using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Pico.Benchmarks;

/// <summary>PicoLib's generators and analyzers over Pico.Examples, in this process.</summary>
internal sealed class GeneratorRuns
{
    private readonly CompilerArguments compiler;
    private readonly CSharpCommandLineArguments options;
    private readonly ImmutableArray<MetadataReference> references;
    private readonly ImmutableArray<SyntaxTree> trees;
    private readonly ImmutableArray<ISourceGenerator> generators;
    private readonly ImmutableArray<DiagnosticAnalyzer> analyzers;

    public GeneratorRuns(CompilerArguments compiler)
    {
        this.compiler = compiler;
        options = CSharpCommandLineParser.Default.Parse(compiler.All, compiler.Project, null);
        references = [.. options.MetadataReferences.Select(reference => MetadataReference.CreateFromFile(reference.Reference, reference.Properties))];
        trees = [.. options.SourceFiles.Select(file => Parse(file.Path, File.ReadAllText(file.Path)))];
        var assembly = new AnalyzerFileReference(Path.GetFullPath(compiler.GeneratorPath), new Loader());
        generators = assembly.GetGenerators(LanguageNames.CSharp);
        analyzers = assembly.GetAnalyzers(LanguageNames.CSharp);
    }

    /// <summary>Writes what the generators make: to compare two versions of them.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var source in NewDriver().RunGenerators(NewCompilation()).GetRunResult().Results.SelectMany(result => result.GeneratedSources))
        {
            File.WriteAllText(Path.Combine(folder, source.HintName), source.SourceText.ToString());
        }
    }

    /// <summary>Prints what all files cost in a process that has just started and in one that runs already, as when a project is built again.</summary>
    public void Whole(int rounds)
    {
        var names = generators.Select(generator => generator.GetGeneratorType().Name).ToArray();
        var (compiled, compiling) = (JitInfo.GetCompiledMethodCount(), JitInfo.GetCompilationTime());
        var first = Once();
        (compiled, compiling) = (JitInfo.GetCompiledMethodCount() - compiled, JitInfo.GetCompilationTime() - compiling);
        var later = Enumerable.Range(0, rounds).Select(_ => Once()).ToArray();
        Console.WriteLine($"| all files, a new driver | first run in a process (ms) | of {rounds} later runs, which remember what was bound and lowered, fastest | median |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var name in names)
        {
            Row(name, first[name], later.Select(run => run[name]));
        }

        Row("together", first.Values.Sum(), later.Select(run => run.Values.Sum()));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"In the first run the runtime compiled {compiled} methods in {compiling.TotalMilliseconds:F0} ms.\n"));
    }

    /// <summary>The milliseconds of each generator, each with a driver of its own, over one new compilation.</summary>
    private Dictionary<string, double> Once()
    {
        var compilation = NewCompilation();
        return generators.ToDictionary(generator => generator.GetGeneratorType().Name, generator =>
        {
            var start = Stopwatch.GetTimestamp();
            var driver = NewDriver(generator).RunGenerators(compilation);
            var time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            Check(driver);
            return time;
        });
    }

    /// <summary>Prints what a driver does again after an edit.</summary>
    /// <param name="rounds">How often each is made.</param>
    /// <param name="part">A part of their names, or null for all.</param>
    /// <param name="pause">What passes between two edits, as when somebody types: the runtime uses it to compile again what is hot, which without it takes the second core from the edits.</param>
    public void Edits(int rounds, string? part, TimeSpan pause)
    {
        var compilation = NewCompilation();
        var driver = NewDriver().RunGenerators(compilation);
        // The clock says what a user waits for, the processor's time what others on the machine disturb least.
        Console.WriteLine($"| one edit, the driver runs again | files rewritten | processor, least (ms) | of {rounds} runs, fastest (ms) | median |");
        Console.WriteLine("|---|---|---|---|---|");
        var number = 100;
        foreach (var edit in GeneratorEdit.All.Where(edit => part is null || edit.Name.Contains(part, StringComparison.Ordinal)))
        {
            var path = Path.Combine(compiler.Project, edit.File);
            var text = File.ReadAllText(path);
            if (!text.Contains(edit.Before, StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"{edit.File} does not contain '{edit.Before}'");
            }

            var (times, work, files) = (new List<double>(), new List<double>(), 0);
            for (var round = -2; round < rounds; round++)
            {
                // Another text each time, so that nobody can remember it.
                var after = string.Format(CultureInfo.InvariantCulture, edit.After, number++);
                var before = Sources(driver);
                var old = compilation.SyntaxTrees.Single(tree => tree.FilePath == path);
                compilation = compilation.ReplaceSyntaxTree(old, Parse(path, text.Replace(edit.Before, after, StringComparison.Ordinal)));
                Thread.Sleep(pause);
                var (start, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
                driver = driver.RunGenerators(compilation);
                var time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                used = Environment.CpuUsage.TotalTime - used;
                Check(driver);
                if (round >= 0)
                {
                    work.Add(used.TotalMilliseconds);
                    times.Add(time);
                    files = Sources(driver).Except(before).Count();
                }
            }

            compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees.Single(tree => tree.FilePath == path), Parse(path, text));
            driver = driver.RunGenerators(compilation);
            Row(string.Create(CultureInfo.InvariantCulture, $"{edit.Name} | {files} | {work.Min():F0}"), null, times);
        }

        Console.WriteLine();
    }

    /// <summary>Prints which steps of the generators take the time of a first and of a later run, and of an edit: on the clock, as the driver counts.</summary>
    public void Steps()
    {
        var options = new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true);
        GeneratorDriver Run(CSharpCompilation compilation, GeneratorDriver? driver = null) =>
            (driver ?? CSharpGeneratorDriver.Create(generators, parseOptions: this.options.ParseOptions, driverOptions: options)).RunGenerators(compilation);
        var first = Run(NewCompilation());
        var compilation = NewCompilation();
        var later = Run(compilation);
        Print("first run", first);
        Print("a later run", later);
        var number = 9000;
        foreach (var edit in GeneratorEdit.All)
        {
            for (var round = 0; round < 4; round++)
            {
                var path = Path.Combine(compiler.Project, edit.File);
                var after = string.Format(CultureInfo.InvariantCulture, edit.After, number++);
                var old = compilation.SyntaxTrees.Single(tree => tree.FilePath == path);
                compilation = compilation.ReplaceSyntaxTree(old, Parse(path, File.ReadAllText(path).Replace(edit.Before, after, StringComparison.Ordinal)));
                later = Run(compilation, later);
            }

            Print(edit.Name, later);
        }

        static void Print(string name, GeneratorDriver driver)
        {
            Console.WriteLine($"| {name} | ms |\n|---|---|");
            foreach (var result in driver.GetRunResult().Results)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {result.Generator.GetGeneratorType().Name} | {driver.GetTimingInfo().GeneratorTimes.Single(time => time.Generator == result.Generator).ElapsedTime.TotalMilliseconds:F1} |"));
                foreach (var (step, runs) in result.TrackedSteps.OrderBy(step => step.Key, StringComparer.Ordinal))
                {
                    var time = runs.Sum(run => run.ElapsedTime.TotalMilliseconds);
                    if (time >= 0.5)
                    {
                        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| - {step} ({runs.Length}) | {time:F1} |"));
                    }
                }
            }

            Console.WriteLine();
        }
    }

    /// <summary>Prints what the analyzers cost.</summary>
    public void Analyzers(int rounds)
    {
        NewDriver().RunGeneratorsAndUpdateCompilation(NewCompilation(), out var generated, out _);
        var first = Analyze(generated);
        var later = Enumerable.Range(0, rounds).Select(_ => Analyze(generated)).ToArray();
        Console.WriteLine($"| analyzers | first run in a process (ms) | of {rounds} later runs, fastest | median |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var name in first.Keys)
        {
            Row(name, first[name], later.Select(run => run[name]));
        }

    }

    /// <summary>The milliseconds of each analyzer.</summary>
    private Dictionary<string, double> Analyze(Compilation generated)
    {
        // A copy, whose symbols are new. One after the other, so that each has its time for itself.
        var compilation = CSharpCompilation.Create(generated.AssemblyName, generated.SyntaxTrees, references, (CSharpCompilationOptions)generated.Options);
        var settings = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true);
        var (run, start) = (compilation.WithAnalyzers(analyzers, settings), Environment.CpuUsage.TotalTime);
        if (run.GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult().FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error)
        {
            throw new InvalidOperationException(error.ToString());
        }

        // The compiler binds for whoever asks first, and what it makes of that it would need anyway.
        var processor = (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
        return analyzers.ToDictionary(analyzer => analyzer.GetType().Name, analyzer => run.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None).GetAwaiter().GetResult().ExecutionTime.TotalMilliseconds).Append(new("processor time of the process", processor)).ToDictionary();
    }

    private static void Row(string name, double? first, IEnumerable<double> later)
    {
        var sorted = later.Order().ToArray();
        var start = first is { } time ? string.Create(CultureInfo.InvariantCulture, $" | {time:F0}") : "";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name}{start} | {sorted[0]:F1} | {sorted[sorted.Length / 2]:F1} |"));
    }

    private static IEnumerable<(string Name, SourceText Text)> Sources(GeneratorDriver driver) =>
        driver.GetRunResult().Results.SelectMany(result => result.GeneratedSources).Select(source => (source.HintName, source.SourceText));

    private static void Check(GeneratorDriver driver)
    {
        if (driver.GetRunResult().Results.FirstOrDefault(result => result.Exception is not null).Exception is { } failure)
        {
            throw failure;
        }
    }

    private GeneratorDriver NewDriver(params IEnumerable<ISourceGenerator> some) => CSharpGeneratorDriver.Create(some.Any() ? some : generators, parseOptions: options.ParseOptions);

    private CSharpCompilation NewCompilation() => CSharpCompilation.Create(options.CompilationName, trees, references, options.CompilationOptions);

    private SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(SourceText.From(text, options.Encoding ?? System.Text.Encoding.UTF8), options.ParseOptions, path);

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public System.Reflection.Assembly LoadFromPath(string fullPath) => System.Reflection.Assembly.LoadFrom(fullPath);
    }
}
