using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Pico.Generators.Emit;
using Pico.Generators.Models;
using Pico.Generators.Pipelines;

namespace Pico.Generators.Tests.Models;

/// <summary>
/// Declarations as they are while somebody types, and with the mistakes that people make. Nothing throws, nothing hangs, the
/// catch-all PICO1999 never fires, and each mistake has its id.
/// </summary>
public sealed class FuzzTests
{
    private static readonly string[] Valid =
    [
        """
        [Layer] public sealed partial class FeedForward(int width, int hidden, float p = 0.1f, bool gated = false)
        {
            readonly Linear up = new(width, hidden), down = new(hidden, width);
            readonly Linear? gate = gated ? new(width, hidden) : null;
            readonly Dropout drop = new(p);
            public Tensor Forward([Shape("... width")] Tensor x)
            {
                var h = up.Forward(x).Map(MathF.Tanh);
                if (gate is not null) h = h * gate.Forward(x);
                return drop.Forward(down.Forward(h));
            }
        }
        [Model] public sealed partial class Net(int width)
        {
            readonly FeedForward inner = new(width, 4 * width, gated: true);
            readonly Linear head = new(width, 10);
            public Tensor Logits([Shape("batch width")] Tensor x) => head.Forward(x + inner.Forward(x));
            [Loss] public Tensor Loss([Shape("batch width")] Tensor x, [Shape("batch", DType.Int32)] Tensor targets) =>
                -LogSoftmax(Logits(x), -1).Pick(targets).Mean();
        }
        """,
        """
        [Layer] public sealed partial class Affine(int rows, int columns)
        {
            [Parameter] readonly Tensor weight = Uniform([rows, columns], 0.1f);
            [Parameter] readonly Tensor bias = Zeros([rows]);
            public Tensor Forward([Shape("batch columns")] Tensor x)
            {
                var y = x.MatMul(weight.Transpose());
                return y + bias;
            }
        }
        [Model, Affine(5, 3), Linear(5, 2), CrossEntropy] public sealed partial class Stack;
        """,
        """
        public static partial class Functions
        {
            [TensorFunction] public static Tensor Norm(Tensor x, float epsilon = 1e-5f)
            {
                var centered = x - x.Mean(-1, keepDim: true);
                return centered / ((centered * centered).Mean(-1, true) + epsilon).Map(MathF.Sqrt);
            }
        }
        [Model] public sealed partial class M
        {
            [Parameter] readonly Tensor scale = Ones([6]);
            [Parameter] readonly Tensor mix = Normal([6, 4], 1f);
            Tensor Mixed(Tensor x) => Functions.Norm(x).MatMul(mix).Reshape(-1, 2, 2).Transpose(1, 2).Reshape(-1, 4);
            [Loss] public Tensor Loss([Shape("batch 6")] Tensor x, [Shape("batch 4")] Tensor y)
            {
                var z = Mixed(x * scale) - y;
                z *= z;
                return z.Sum(1).Mean();
            }
        }
        """,
        """
        [Layer] public sealed partial class Stage(int width, int count)
        {
            [Frozen, Parameter] readonly Tensor table = Ones([width, width]);
            readonly Linear[] list = [new(width, 3), new(3, width)];
            readonly LayerNorm[] norms = Repeat(count, () => new LayerNorm(width));
            public Tensor Table => table;
            public Tensor Twice { get { return Table + Table; } }
            public Tensor Forward([Shape("... width")] Tensor x)
            {
                foreach (var layer in list) { if (count > 5) break; x = layer.Forward(x); }
                foreach (var norm in norms) x = norm.Forward(x) * list.Length;
                return list[1].Forward(list[0].Forward(x)) + x.MatMul(Twice);
            }
        }
        [Model] public sealed partial class Staged(int width, int depth)
        {
            [Frozen] readonly Stage first = new(width, depth);
            readonly Stage[] stages = Repeat(depth, () => new Stage(width, 2));
            [Loss] public Tensor Loss([Shape("batch width")] Tensor x)
            {
                x = first.Forward(x).MatMul(first.Table);
                foreach (var stage in stages) x = stage.Forward(x);
                return x.Max([0, 1]);
            }
        }
        """,
    ];

    private static readonly string[] Words =
    [
        "x", "width", "Tensor", "(", ")", "[", "]", "{", "}", ";", ",", ".", "=>", "=", "+", "-", "*", "/", "?", ":", "null", "new", "0", "-1", "1f",
        "99999999999", "return", "if", "for", "while", "var", "static", "partial", "class", "this", "base", "Forward", "Shape", "\"batch ...\"", "\"\"",
        "Model", "Layer", "Linear", "CrossEntropy", "is", "not", "await", "ref", "out", "stackalloc", "default", "throw", "x =>", "int", "<", ">", "@", "'", "\"", "//", "/*",
    ];

    private static readonly (string Pattern, string Replacement, string Id)[] Mistakes =
    [
        (@"\bpartial ", "", "PICO1001"),
        (@"\.Transpose\(\)", "", "PICO1002"),
        (@"Uniform\(\[rows, columns\]", "Uniform([columns, rows]", "PICO1002"),
        (@"new\(hidden, width\)", "new(width, hidden)", "PICO1002"),
        (@"new\(width, hidden\) : null", "new(hidden, width) : null", "PICO1002"),
        (@"new\(width, 10\)", "new(2 * width, 10)", "PICO1002"),
        (@"Linear\(5, 2\)", "Linear(4, 2)", "PICO1002"),
        (@"Affine\(5, 3\)", "Affine(3, 5)", "PICO1002"),
        (@"Zeros\(\[rows\]", "Zeros([columns]", "PICO1002"),
        (@"Ones\(\[6\]", "Ones([5]", "PICO1002"),
        (@"\[6, 4\]", "[4, 6]", "PICO1002"),
        (@"""batch 4""", "\"batch 3\"", "PICO1002"),
        (@"Transpose\(1, 2\)\.Reshape\(-1, 4\)", "Transpose(1, 2).Reshape(-1, 8)", "PICO1002"),
        (@"Reshape\(-1, 4\)", "Reshape(-1, 7, 4)", "PICO1002|PICO1004"),
        (@"""\.\.\. width""", "\"... 2*widht\"", "PICO1003"),
        (@"""batch columns""", "\"batch columns-rovs\"", "PICO1003"),
        (@"\.Sum\(1\)", ".Sum(2)", "PICO1004"),
        (@"Transpose\(1, 2\)", "Transpose(1, 3)", "PICO1004"),
        (@"LogSoftmax\(Logits\(x\), -1\)", "LogSoftmax(Logits(x), 2)", "PICO1004"),
        (@"var y = ", "foreach (var i in new[] { 1 }) { } var y = ", "PICO1005"),
        (@"gate is not null", "x.Shape[0] > 3", "PICO1005"),
        (@"MathF\.Tanh", "v => v", "PICO1005"),
        (@"new\(p\)", "new(1f + p)", "PICO1005"),
        (@"\.Map\(MathF\.Sqrt\)", ".Map(float.Abs)", "PICO1007"),
        (@"Functions\.Norm\(x\)", "Tensor.Full(1f, 6)", "PICO1006"),
        (@"\+ bias", "", "PICO1008"),
        (@"x \* scale", "x", "PICO1008"),
        (@"\.Mean\(\);(?=\s*\})", ";", "PICO1009"),
        (@"readonly Dropout drop = new\(p\)", "readonly Dropout drop = new(p); readonly FeedForward again = new(width, hidden)", "PICO1010"),
        (@", CrossEntropy", "", "PICO1011"),
        (@"Affine\(5, 3\), Linear\(5, 2\), ", "CrossEntropy, ", "PICO1011"),
        (@"float p = 0\.1f", "string p = \"\"", "PICO1012"),
        (@"\[Parameter\] ", "", "PICO1014"),
        (@"(?<=\] )readonly ", "", "PICO1014"),
        (@"\[Shape\(""batch 6""\)\] ", "", "PICO1014"),
        (@"sealed partial class Affine", "abstract partial class Affine", "PICO1014"),
        (@"""batch 6""", "\"batch 6\", DType.Int32", "PICO1015"),
        (@"new\(3, width\)\]", "new(4, width)]", "PICO1002"),
        (@"list\[1\]", "list[2]", "PICO1004"),
        (@"new Stage\(width, 2\)", "new Stage(width, depth)", "PICO1005"),
        (@"\[Frozen\] readonly", "[Frozen] readonly int half = width / 2; readonly", "PICO1014"),
        (@"public (?=Tensor Forward\(\[Shape\(""batch columns)", "", "PICO1018"),
    ];

    [Fact]
    public void TheDeclarationsAreValid() => Assert.All(Valid, source => Assert.Empty(ModelHarness.Diagnose(source)));

    public static TheoryData<string, string, int, int> Mutants()
    {
        var data = new TheoryData<string, string, int, int>();
        for (var mistake = 0; mistake < Mistakes.Length; mistake++)
        {
            var found = 0;
            for (var source = 0; source < Valid.Length; source++)
            {
                foreach (Match match in Regex.Matches(Valid[source], Mistakes[mistake].Pattern))
                {
                    data.Add(Mistakes[mistake].Id, match.Value, mistake * 100 + source, match.Index);
                    found++;
                }
            }

            Assert.True(found > 0, Mistakes[mistake].Pattern);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Mutants))]
    public void AMistakeHasItsId(string id, string text, int where, int index)
    {
        var source = Valid[where % 100];
        var mutant = source[..index] + Mistakes[where / 100].Replacement + source[(index + text.Length)..];
        var ids = ModelHarness.Marked(mutant).Select(problem => problem.Id).Distinct().ToList();
        Assert.True(ids.Intersect(id.Split('|')).Any(), string.Join(" ", ids) + "\n" + mutant);
        Assert.DoesNotContain("PICO1999", ids);
    }

    [Fact]
    public void TokenMutationsNeverFail() => Mutate(2000, 1);

    [SkippableFact]
    [Trait("Length", "long")]
    public void ManyTokenMutationsNeverFail()
    {
        Skip.If(Environment.GetEnvironmentVariable("PICO_FUZZ") is null, "set PICO_FUZZ to the number of mutations");
        Mutate(int.Parse(Environment.GetEnvironmentVariable("PICO_FUZZ")!, System.Globalization.CultureInfo.InvariantCulture), Environment.TickCount);
    }

    private static void Mutate(int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var tokens = Tokens(Valid[random.Next(Valid.Length)]);
            for (var edits = random.Next(1, 4); edits > 0 && tokens.Count > 2; edits--)
            {
                var at = random.Next(tokens.Count - 1);
                switch (random.Next(5))
                {
                    case 0: tokens.RemoveAt(at); break;
                    case 1: tokens.Insert(at, tokens[at]); break;
                    case 2: (tokens[at], tokens[at + 1]) = (tokens[at + 1], tokens[at]); break;
                    case 3: tokens[at] = tokens[random.Next(tokens.Count)]; break;
                    default: tokens[at] = Words[random.Next(Words.Length)]; break;
                }
            }

            var mutant = string.Join(' ', tokens);
            try
            {
                Exercise(mutant, throughDriver: i % 25 == 0);
            }
            catch (Exception exception)
            {
                Assert.Fail(exception + "\n" + mutant);
            }
        }
    }

    private static void Exercise(string source, bool throughDriver)
    {
        var compilation = ModelHarness.Compile(source);
        if (throughDriver)
        {
            var (output, _) = ModelHarness.Generate(compilation);
            Assert.DoesNotContain(ModelHarness.Analyze(output), problem => problem.Id is "PICO1999" or "AD0001");
            return;
        }

        var reader = new DeclarationReader(ScalarFunctions.Resolve);
        foreach (var symbol in compilation.GetSymbolsWithName(_ => true, SymbolFilter.TypeAndMember))
        {
            var isModel = symbol is INamedTypeSymbol && Marks.Has(symbol, Marks.Model);
            var isLayer = symbol is INamedTypeSymbol && Marks.Has(symbol, Marks.Layer);
            var isFunction = symbol is IMethodSymbol && Marks.Has(symbol, Marks.TensorFunction);
            if (!isModel && !isLayer && !isFunction)
            {
                continue;
            }

            Assert.DoesNotContain(reader.Diagnose(symbol, compilation, [], default), problem => problem.Id == "PICO1999");
            if (isModel)
            {
                var lowered = LoweredModel.Of(reader.ReadModel((INamedTypeSymbol)symbol, compilation, default));
                Assert.NotEqual("PICO1999", lowered.Problem);
                LayerStackEmitter.Emit(lowered.Declaration, lowered.Problem);
            }

            if (isLayer)
            {
                LayerEmitter.Emit(reader.ReadLayer((INamedTypeSymbol)symbol, compilation, default));
            }

            if (isFunction)
            {
                reader.ReadFunction((IMethodSymbol)symbol, compilation, default);
            }
        }
    }

    private static List<string> Tokens(string source) => [.. CSharpSyntaxTree.ParseText(source, ModelHarness.Parse).GetRoot().DescendantTokens()
        .Select(token => token.Text).Where(text => text.Length > 0)];
}
