using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Pico.Generators.Kernels;
using Pico.Generators.Pipelines;

namespace Pico.Generators.Tests.Kernels;

/// <summary>An edit recomputes what it changes and nothing else, and no cached value holds on to a compilation.</summary>
public class KernelCachingTests
{
    private const string Source = """
        public static partial class Ops
        {
            [Kernel, Differentiable] public static float Mish(float x) => x * MathF.Tanh(Softplus(x)); // comment
            static float Softplus(float x) => MathF.Log(1 + MathF.Exp(x));
            [Kernel] public static void Scale(ref float x, [Uniform] float factor) { var y = x; x = y * factor; }
        }
        public static partial class Others { [Kernel] public static int Next(int x) => x + 1; }
        public class Unrelated { int field = 1; }
        """;

    [Theory]
    [InlineData("// comment", "// another comment\n\n")]
    [InlineData("int field = 1;", "int field = 2; void Method() { }")]
    public void Comments_and_unrelated_types_leave_every_later_step_cached(string before, string after)
    {
        var result = RunTwice(before, after);
        foreach (var step in new[] { KernelGenerator.SpecStep, KernelGenerator.ClassStep, KernelGenerator.SourceStep })
        {
            Assert.All(Reasons(result, step), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        }

        Assert.All(
            result.Results.Single().TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs),
            output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Theory]
    [InlineData("1 + MathF.Exp(x)", "2 + MathF.Exp(x)")] // a helper's body
    [InlineData("y * factor", "y + factor")]
    public void The_body_of_a_kernel_changes_the_file_of_its_type_only(string before, string after)
    {
        var reasons = Reasons(RunTwice(before, after), KernelGenerator.SourceStep).ToArray();
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], reasons);
    }

    [Fact]
    public void Specs_hold_no_symbol_syntax_location_or_compilation()
    {
        var driver = Driver().RunGenerators(GeneratorHarness.Compile(Source));
        var steps = driver.GetRunResult().Results.Single().TrackedSteps;
        foreach (var name in new[] { KernelGenerator.SpecStep, KernelGenerator.ClassStep, KernelGenerator.SourceStep })
        {
            var values = steps[name].SelectMany(step => step.Outputs).Select(output => output.Value).ToArray();
            Assert.NotEmpty(values);
            Assert.All(values, value => Walk(value, name, []));
        }
    }

    [Fact]
    public void A_spec_comes_back_from_its_text_as_it_was()
    {
        var compilation = GeneratorHarness.Compile(Source);
        foreach (var method in compilation.GetTypeByMetadataName("Ops")!.GetMembers().OfType<IMethodSymbol>().Where(method => !method.IsImplicitlyDeclared))
        {
            var program = new BindingSession(compilation, CancellationToken.None).BindProgram(method)!;
            var text = KernelSerializer.Write(program);
            var back = KernelSerializer.Read(text);
            Assert.Equal(text, KernelSerializer.Write(back));
            Assert.Equal(WithoutOrigins(Flat(program)), Flat(back));
        }

        static Ir.ScalarFunction Flat(ScalarProgramSpec spec) => Passes.FlattenProgram.Run(KernelLowering.Lower(spec)!)!;

        static Ir.ScalarFunction WithoutOrigins(Ir.ScalarFunction function) =>
            function with { Body = new(function.Body.Select(instruction => instruction with { Origin = -1 })) };
    }

    [Fact]
    public void A_damaged_text_is_refused_and_never_crashes_the_reader()
    {
        var compilation = GeneratorHarness.Compile(Source);
        var method = compilation.GetTypeByMetadataName("Ops")!.GetMembers("Mish").OfType<IMethodSymbol>().Single();
        var text = KernelSerializer.Write(new BindingSession(compilation, CancellationToken.None).BindProgram(method)!);
        var random = new Random(5);
        for (var round = 0; round < 3000; round++)
        {
            var damaged = text.ToCharArray();
            for (var edits = random.Next(1, 4); edits > 0; edits--)
            {
                damaged[random.Next(damaged.Length)] = "0123456789;-xA"[random.Next(14)];
            }

            try
            {
                KernelLowering.Lower(KernelSerializer.Read(new string(damaged, 0, random.Next(4) == 0 ? random.Next(damaged.Length) : damaged.Length)));
            }
            catch (Declarations.SpecFormatException)
            {
            }
        }
    }

    private static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new KernelGenerator().AsSourceGenerator()],
        parseOptions: GeneratorHarness.ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static GeneratorDriverRunResult RunTwice(string before, string after)
    {
        Assert.Contains(before, Source, StringComparison.Ordinal);
        var compilation = GeneratorHarness.Compile(Source);
        var driver = Driver().RunGenerators(compilation);
        var old = compilation.SyntaxTrees.Last();
        var edited = compilation.ReplaceSyntaxTree(
            old, CSharpSyntaxTree.ParseText(Source.Replace(before, after, StringComparison.Ordinal), GeneratorHarness.ParseOptions, path: old.FilePath));
        return driver.RunGenerators(edited).GetRunResult();
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorDriverRunResult result, string step) =>
        result.Results.Single().TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason);

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
        {
            return;
        }

        Assert.False(
            value is ISymbol or SyntaxNode or SyntaxTree or Location or Compilation or SemanticModel or Microsoft.CodeAnalysis.Diagnostic or IOperation,
            path + " holds a " + value.GetType().Name);
        if (value is IEnumerable items)
        {
            foreach (var item in items)
            {
                Walk(item, path + "[]", seen);
            }
        }

        foreach (var field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            Walk(field.GetValue(value), path + "." + field.Name, seen);
        }
    }
}
