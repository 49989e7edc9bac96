using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Pico.Generators.Emit;
using Pico.Generators.Ir;
using Pico.Generators.Passes;
using Pico.Models;

namespace Pico.Generators.Tests.Backend;

/// <summary>
/// Compiles what the emitter writes for a program whose graph was built by hand, next to a declaration of the class that
/// the front end would otherwise emit, and makes the model.
/// </summary>
internal static class CompiledGraph
{
    /// <summary>What the constructor's parameters are.</summary>
    public const int ConstantValue = 3;

    private static readonly MetadataReference[] References = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) is "Pico.Runtime.dll" or "netstandard.dll" or "mscorlib.dll")
        .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))
        .ToArray();

    public static IModel Create(ModelProgram program) => Create([program])[0];

    /// <summary>Compiles several models at once, which costs little more than one.</summary>
    public static IReadOnlyList<IModel> Create(IReadOnlyList<ModelProgram> programs)
    {
        var assembly = Compile(programs.SelectMany(program => ModelEmitter.Emit(Recipe.Compile(program)).Select(file => file.Text).Append(Declaration(program))));
        return programs.Select(program => (IModel)Activator.CreateInstance(assembly.GetType(program.Type.Namespace + "." + program.Type.Name)!)!).ToList();
    }

    private static Assembly Compile(IEnumerable<string> texts)
    {
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable);
        var parse = new CSharpParseOptions(LanguageVersion.Preview);
        var compilation = CSharpCompilation.Create("Compiled" + Guid.NewGuid().ToString("N"), texts.Select(text => CSharpSyntaxTree.ParseText(text, parse)), References, options);
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        var problems = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ToList();
        if (!result.Success || problems.Count > 0)
        {
            var faulty = problems.Select(problem => problem.Location.SourceTree?.ToString()).Distinct().Take(2);
            throw new InvalidOperationException(string.Join("\n", problems.Take(5)) + "\n" + string.Join("\n\n", faulty));
        }

        image.Position = 0;
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(image);
    }

    /// <summary>Visits the parameters of one place, in the order of their positions.</summary>
    private static void Visit(StringBuilder text, ModelProgram program, int layers, string index)
    {
        for (var i = 0; i < program.Parameters.Count; i++)
        {
            if (program.Parameters[i].RepeatedLayer == layers)
            {
                var name = "\"" + program.Parameters[i].Name.Replace("*", "\" + layer + \"", StringComparison.Ordinal) + "\"";
                text.Append($"        visitor.Parameter(prefix + {name}, p{i}{index});\n");
            }
        }
    }

    private static string Declaration(ModelProgram program)
    {
        var constants = program.Constants.Count == 0 ? string.Empty : "(" + string.Join(", ", program.Constants.Select(name => "int " + name)) + ")";
        var text = new StringBuilder("#nullable enable\nusing Pico; using Pico.Models;\nnamespace " + program.Type.Namespace + ";\n" + program.Type.Header + constants + " : ILayer\n{\n");
        if (program.Constants.Count > 0)
        {
            text.Append($"    public {program.Type.Name}() : this({string.Join(", ", program.Constants.Select(_ => ConstantValue))}) {{ }}\n");
        }

        for (var i = 0; i < program.Parameters.Count; i++)
        {
            var (parameter, shape) = (program.Parameters[i], string.Join(", ", program.Parameters[i].Type.Shape));
            text.Append(parameter.RepeatedLayer < 0
                ? $"    private readonly Tensor p{i} = Functional.Uniform([{shape}], 0.5f);\n"
                : $"    private readonly Tensor[] p{i} = Functional.Repeat({program.RepeatedLayers[parameter.RepeatedLayer].Count}, () => Functional.Uniform([{shape}], 0.5f));\n");
        }

        text.Append("    void ILayer.Visit(string prefix, IParameterVisitor visitor)\n    {\n");
        Visit(text, program, -1, string.Empty);
        for (var layers = 0; layers < program.RepeatedLayers.Count; layers++)
        {
            text.Append($"        for (var layer = 0; layer < {program.RepeatedLayers[layers].Count.ToString().Replace("depth", "depthSize")}; layer++)\n        {{\n");
            Visit(text, program, layers, "[layer]");
            text.Append("        }\n");
        }

        text.Append("    }\n");
        foreach (var entry in program.EntryPoints)
        {
            var parameters = string.Join(", ", entry.Inputs.Select(input => "Tensor @" + input.Name));
            text.Append($"    public Tensor {entry.Name}({parameters}) => throw new System.NotSupportedException();\n");
        }

        return text.Append("}\n").ToString();
    }
}
