using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Pico.Generators.Kernels;
using Pico.Generators.Pipelines;

namespace Pico.Generators.Tests.Kernels;

/// <summary>Mutated kernels: whatever is typed, nothing crashes, nothing hangs, and valid input yields valid output.</summary>
public class KernelFuzzTests
{
    private const string Source = """
        public readonly record struct Step(float Rate, float Decay);
        public static partial class Ops
        {
            const float Slope = 0.5f;
            [Kernel, Differentiable] public static float Mish(float x) => x * MathF.Tanh(Softplus(x));
            static float Softplus(float x) => x > 20 ? x : MathF.Log(1 + MathF.Exp(x));
            [Kernel(Reduce = Reduction.Sum), Differentiable] public static float Dot(float a, float b) => a * b;
            [Kernel] public static void Sgd(ref float weight, float gradient, ref float m, out bool changed, [Uniform] in Step step)
            {
                var g = gradient + step.Decay * weight;
                m = 0.9f * m + g;
                weight -= step.Rate * m;
                changed = !(m == 0 || weight != g) && g < Slope;
            }
            [Kernel] public static uint Hash(uint x, int i) { x ^= x >> 16; x *= 0x7feb352du; i++; return i > 3 ? x : (uint)(i % 7); }
            [Kernel, Differentiable] public static double Norm(double x, float y) { double t = x * x; t += y * y; return Math.Sqrt(t); }
        }
        """;

    private static readonly string[] Tokens =
        [.. CSharpSyntaxTree.ParseText(Source, GeneratorHarness.ParseOptions).GetRoot().DescendantTokens().Select(token => token.Text).Where(text => text.Length > 0)];

    private static readonly string[] Extra =
        ["if", "for", "ref", "out", "in", "long", "string", "null", "default", "checked", "?", ":", "=>", "switch", "[", "]", "{", "}", "(", ")", ";", "<", "new", "0", "1e39f", "-", "%", "/", "async", "this", "params", "@class", "\"\"", "typeof", "..", "object"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Token_mutations(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 500; round++)
        {
            var source = Mutate(random);
            var watch = Stopwatch.StartNew();
            var run = GeneratorHarness.Run(source, new KernelGenerator());
            var crash = run.Result.Results.Select(result => result.Exception).FirstOrDefault(exception => exception is not null);
            Assert.True(crash is null, crash + "\n" + source);

            // The analyzer is a thin shell around the binder; starting it each time would take most of the time.
            var diagnostics = round % 25 == 0 ? await run.Analyze(new KernelAnalyzer()) : Bind(run.Output);
            Assert.True(diagnostics.All(d => d.Id != "PICO2099" && d.Id.StartsWith("PICO2", StringComparison.Ordinal)), string.Join("\n", diagnostics) + "\n" + source);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), "slow: " + source);

            if (diagnostics.Count == 0 && !HasErrors(run.Input))
            {
                var errors = run.CompilerErrors.Where(d => d.Severity == DiagnosticSeverity.Error).ToArray();
                Assert.True(errors.Length == 0, string.Join("\n", errors.Take(3)) + "\n" + source);
            }
        }
    }

    /// <summary>An exception here is what the analyzer would report as PICO2099.</summary>
    private static IReadOnlyList<Diagnostic> Bind(Compilation compilation) =>
    [
        .. compilation.GetSymbolsWithName(_ => true, SymbolFilter.Member)
            .OfType<IMethodSymbol>()
            .Where(method => KernelAttributes.Find(method, "KernelAttribute") is not null || KernelAttributes.Find(method, "DifferentiableAttribute") is not null)
            .SelectMany(method => KernelBinder.Diagnose(method, compilation, CancellationToken.None)),
    ];

    private static bool HasErrors(CSharpCompilation compilation) => compilation.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error);

    private static string Mutate(Random random)
    {
        var tokens = Tokens.ToList();
        for (var edits = random.Next(1, 4); edits > 0; edits--)
        {
            var at = random.Next(tokens.Count);
            switch (random.Next(4))
            {
                case 0:
                    tokens.RemoveAt(at);
                    break;
                case 1:
                    tokens.Insert(at, tokens[at]);
                    break;
                case 2:
                    tokens[at] = random.Next(2) == 0 ? Extra[random.Next(Extra.Length)] : Tokens[random.Next(Tokens.Length)];
                    break;
                default:
                    var other = random.Next(tokens.Count);
                    (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                    break;
            }
        }

        return string.Join(' ', tokens);
    }
}
