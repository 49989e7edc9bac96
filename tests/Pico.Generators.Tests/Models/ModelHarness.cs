using System.Collections.Immutable;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Pico.Generators.Ir;
using Pico.Generators.Models;
using Pico.Generators.Pipelines;
using Pico.Models;

namespace Pico.Generators.Tests.Models;

/// <summary>Compiles snippets against the runtime and runs the model generator and analyzer over them.</summary>
internal static class ModelHarness
{
    public const string Usings = "using Pico; using Pico.Layers; using System; using static Pico.Functional;\n";

    public static readonly CSharpParseOptions Parse = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);

    private static readonly ImmutableArray<MetadataReference> References = LoadReferences();

    /// <summary>Shared by all snippets, so that the references are loaded once.</summary>
    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Snippet", [], References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));

    public static CSharpCompilation Compile(string source, params MetadataReference[] more)
    {
        var tree = CSharpSyntaxTree.ParseText(Usings + source, Parse, "Snippet.cs", Encoding.UTF8);
        return (more.Length == 0 ? Empty : Empty.AddReferences(more)).AddSyntaxTrees(tree);
    }

    /// <summary>The compilation with the generated files, and those files by hint name.</summary>
    public static (Compilation Output, IReadOnlyDictionary<string, string> Files) Generate(
        Compilation compilation, DocumentationMode documentation = DocumentationMode.Parse)
    {
        var driver = CSharpGeneratorDriver.Create(Generators(), parseOptions: Parse.WithDocumentationMode(documentation))
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out var problems);
        Assert.Empty(problems);
        var files = driver.GetRunResult().Results.SelectMany(result => result.GeneratedSources)
            .ToDictionary(source => source.HintName, source => source.SourceText.ToString());
        return (output, files);
    }

    /// <summary>A model of a snippet, compiled with the generated code and made with constructor arguments.</summary>
    public static IModel Create(string source, string type, params object[] arguments) =>
        (IModel)Activator.CreateInstance(Load(source).GetType(type)!, arguments)!;

    /// <summary>A snippet compiled with the generated code.</summary>
    public static System.Reflection.Assembly Load(string source)
    {
        var (output, files) = Generate(Compile(source));
        using var image = new MemoryStream();
        var result = output.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(problem => problem.Severity == DiagnosticSeverity.Error)) + "\n" + string.Join("\n", files.Values));
        image.Position = 0;
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(image);
    }

    public static IEnumerable<ISourceGenerator> Generators() => [new KernelGenerator().AsSourceGenerator(), new ModelGenerator().AsSourceGenerator()];

    /// <summary>The errors and warnings of the compiler and of the analyzer, as "id(line,column-column): message", for the user's file.</summary>
    public static IReadOnlyList<string> Diagnose(string source)
    {
        var (output, _) = Generate(Compile(source));
        return Analyze(output).Concat(output.GetDiagnostics().Where(problem => problem.Severity >= DiagnosticSeverity.Warning)).Select(Text).ToList();
    }

    public static ImmutableArray<Diagnostic> Analyze(Compilation compilation) => compilation
        .WithAnalyzers([new ModelAnalyzer()])
        .GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();

    /// <summary>The source text that a diagnostic marks, and its id.</summary>
    public static IReadOnlyList<(string Id, string Marked, string Message)> Marked(string source, params MetadataReference[] more)
    {
        var (output, _) = Generate(Compile(source, more));
        return Analyze(output)
            .OrderBy(problem => problem.Location.SourceSpan.Start)
            .Select(problem => (
                problem.Id,
                problem.Location.SourceTree?.GetText().ToString(problem.Location.SourceSpan) ?? string.Empty,
                problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture)))
            .ToList();
    }

    public static ModelDeclaration Read(Compilation compilation, string type) =>
        new DeclarationReader(ScalarFunctions.Resolve).ReadModel(compilation.GetTypeByMetadataName(type)!, compilation, default);

    /// <summary>Binds and lowers the only model of a snippet.</summary>
    public static ModelProgram Lower(string source)
    {
        var compilation = Compile(source);
        var type = compilation.GlobalNamespace.GetTypeMembers().Single(candidate => Marks.Has(candidate, Marks.Model));
        var declaration = new DeclarationReader(ScalarFunctions.Resolve).ReadModel(type, compilation, default);
        Assert.True(declaration.Spec is not null, declaration.Problem);
        var program = VariantLowering.Lower(declaration.Spec, out var errors);
        Assert.True(program is not null, string.Join("\n", errors.Select(error => error.Id + " " + error.Arguments)));
        return program;
    }

    /// <summary>A graph, one node a line.</summary>
    public static string Print(TensorGraph graph)
    {
        var text = new StringBuilder();
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            var node = graph.Nodes[i];
            var op = node.Op switch
            {
                TensorOp.Map map => map.Function.Name,
                TensorOp.Input input => "input " + input.Name,
                TensorOp.Parameter parameter => "parameter " + parameter.Index,
                TensorOp.Constant constant => "constant " + constant.Value.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
                TensorOp.Size size => "size " + size.Value,
                TensorOp.Reduce reduce => reduce.Monoid + " over " + reduce.Axis,
                TensorOp.Permute permute => "permute " + permute.Order,
                TensorOp.Contract contract => "contract" + (contract.TransposeA ? " TA" : "") + (contract.TransposeB ? " TB" : ""),
                TensorOp.Slice slice => "slice " + slice.Axis + " from " + slice.Start,
                TensorOp.Random random => "random " + random.Stream.Ordinal,
                var other => other.GetType().Name.ToLowerInvariant(),
            };
            text.Append('%').Append(i).Append(" = ").Append(op);
            if (node.Operands.Count > 0)
            {
                text.Append(" (").Append(string.Join(", ", node.Operands.Select(operand => "%" + operand))).Append(')');
            }

            text.Append(" : ").Append(node.Type).Append(node.Name is null ? "" : " \"" + node.Name + "\"").Append('\n');
        }

        return text.Append("-> ").Append(string.Join(", ", graph.Outputs.Select(output => "%" + output.Node))).Append('\n').ToString();
    }

    /// <summary>A compiled assembly, without the generator.</summary>
    public static MetadataReference ReferenceTo(string name, string source)
    {
        using var image = new MemoryStream();
        var result = Compile(source).WithAssemblyName(name).Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    private static string Text(Diagnostic problem) => problem.ToString();

    private static ImmutableArray<MetadataReference> LoadReferences() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System", StringComparison.Ordinal) || path.EndsWith("netstandard.dll", StringComparison.Ordinal))
            .Append(typeof(Tensor).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path))];
}
