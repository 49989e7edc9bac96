using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Emit;

namespace Pico.Generators.Tests;

/// <summary>Compiles source in memory with generators and analyzers, as the compiler would, and runs the result.</summary>
internal sealed class GeneratorHarness
{
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> PlatformReferences =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is { } name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "mscorlib.dll" or "netstandard.dll" or "Pico.Runtime.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private const string Usings = "global using System; global using Pico; global using Pico.Simd;";

    /// <summary>All compilations derive from this one, which spares each the reading of its references.</summary>
    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Test",
        [CSharpSyntaxTree.ParseText(Usings, ParseOptions)],
        PlatformReferences,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable,
            optimizationLevel: OptimizationLevel.Release));

    private GeneratorHarness(CSharpCompilation input, Compilation output, GeneratorDriverRunResult result)
    {
        Input = input;
        Output = output;
        Result = result;
    }

    /// <summary>The compilation without generated code.</summary>
    public CSharpCompilation Input { get; }

    /// <summary>The compilation with generated code.</summary>
    public Compilation Output { get; }

    public GeneratorDriverRunResult Result { get; }

    /// <summary>The generated files by hint name, ordered.</summary>
    public IReadOnlyDictionary<string, string> Sources => Result.Results
        .SelectMany(result => result.GeneratedSources)
        .ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    /// <summary>What the C# compiler has to say about the whole, generated code included.</summary>
    public IEnumerable<Diagnostic> CompilerErrors => Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);

    public static CSharpCompilation Compile(string source, bool allowUnsafe = true, string name = "Test", params MetadataReference[] references)
    {
        var compilation = Empty.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, ParseOptions, path: "Source.cs"));
        compilation = allowUnsafe ? compilation : compilation.WithOptions(compilation.Options.WithAllowUnsafe(false));
        compilation = name == Empty.AssemblyName ? compilation : compilation.WithAssemblyName(name);
        return references.Length == 0 ? compilation : compilation.AddReferences(references);
    }

    public static GeneratorHarness Run(string source, params IIncrementalGenerator[] generators) => Run(Compile(source), generators);

    public static GeneratorHarness Run(CSharpCompilation compilation, params IIncrementalGenerator[] generators)
    {
        var driver = CSharpGeneratorDriver.Create(generators.Select(GeneratorExtensions.AsSourceGenerator), parseOptions: ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        return new GeneratorHarness(compilation, output, driver.GetRunResult());
    }

    /// <summary>What the analyzers report on the compilation with generated code, in the order of the source.</summary>
    public async Task<IReadOnlyList<Diagnostic>> Analyze(params DiagnosticAnalyzer[] analyzers)
    {
        var diagnostics = await Output.WithAnalyzers([.. analyzers]).GetAnalyzerDiagnosticsAsync();
        return [.. diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)];
    }

    /// <summary>The whole as a loaded assembly.</summary>
    public Assembly Load()
    {
        using var image = new MemoryStream(EmitImage());
        return new AssemblyLoadContext(Output.AssemblyName, isCollectible: false).LoadFromStream(image);
    }

    /// <summary>The whole as a reference for another compilation.</summary>
    public MetadataReference Reference() => MetadataReference.CreateFromImage(EmitImage());

    private byte[] EmitImage()
    {
        using var stream = new MemoryStream();
        var result = Output.Emit(stream, options: new EmitOptions());
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)) + "\n" + string.Join("\n", Sources.Values));
        return stream.ToArray();
    }
}
