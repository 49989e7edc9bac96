using System.Reflection;
using Pico.Models;

namespace Pico.Generators.Tests.Models;

/// <summary>Plans for certain arguments of the constructor: that they are chosen, that they give the same bits, and what is refused.</summary>
public sealed class SpecializationTests
{
    private const string Body = """
        (int width, int heads, float dropout = 0f, bool bias = true)
        {
            readonly Linear up = new(width, 2 * width, bias), down = new(2 * width, width);
            readonly LayerNorm norm = new(width);

            public Tensor Logits([Shape("batch time width")] Tensor x)
            {
                var y = norm.Forward(down.Forward(Dropout(Gelu(up.Forward(x)), dropout))) / MathF.Sqrt(width / heads);
                return Softmax(y.Reshape(-1, x.Shape[1], heads, width / heads), 1).Reshape(-1, x.Shape[1], width) * MathF.Log(width);
            }

            [Loss] public Tensor Loss([Shape("batch time width")] Tensor x) => (Logits(x) * x).Mean();
        }
        """;

    private static readonly Lazy<Assembly> General = new(() => ModelHarness.Load("[Model] public sealed partial class M" + Body));

    private static readonly Lazy<Assembly> Special = new(() => ModelHarness.Load(
        "[Model, Specialize(width: 32, heads: 4), Specialize(width: 24, heads: 3, dropout: 0.25f), Specialize(dropout: 0, bias: false)] " +
        "public sealed partial class M" + Body));

    [Theory]
    [InlineData("width: 32, heads: 4", 32, 4, 0f, true)]
    [InlineData("width: 32, heads: 4", 32, 4, 0.5f, true)]
    [InlineData("width: 32, heads: 4", 32, 4, 0f, false)]
    [InlineData("width: 24, heads: 3, dropout: 0.25f", 24, 3, 0.25f, false)]
    [InlineData("dropout: 0f, bias: false", 24, 3, 0f, false)]
    [InlineData("", 32, 8, 0f, true)]
    [InlineData("", 24, 3, 0.5f, true)]
    public void TheSameBitsAsTheGeneralForm(string chosen, int width, int heads, float dropout, bool bias)
    {
        var general = New(General.Value);
        var special = New(Special.Value);
        Assert.Equal(string.Empty, general.Description.Specialization);
        Assert.Equal(chosen, special.Description.Specialization);
        AssertSameBits(general, special, [3, 5]);

        IModel New(Assembly assembly) => (IModel)Activator.CreateInstance(assembly.GetType("M")!, width, heads, dropout, bias)!;
    }

    private const string Sequence = """
        public sealed partial class M(int width, int heads, int context)
        {
            readonly Embedding positions = new(context, width);
            readonly MultiHeadAttention attention = new(width, heads, causal: true);

            [Incremental("time", "context")]
            public Tensor Logits([Shape("batch time width")] Tensor x) => attention.Forward(x + positions.Forward(Positions(x.Sum(-1))));

            public float[] Continue(float[] x, int time)
            {
                LogitsPrefill(x, 1, time);
                return [.. LogitsStep(x, 1, time), .. LogitsStep(x, 1, time)];
            }
        }
        """;

    [Theory]
    [InlineData("", "", 12, 3)]
    [InlineData(", Specialize(width: 12, heads: 3, context: 9)", "width: 12, heads: 3, context: 9", 12, 3)]
    [InlineData(", Specialize(context: 9)", "context: 9", 12, 2)]
    public void SequencesAreContinuedWithTheSameBits(string attribute, string chosen, int width, int heads)
    {
        var general = ModelHarness.Create("[Model] " + Sequence, "M", width, heads, 9);
        var special = ModelHarness.Create("[Model" + attribute + "] " + Sequence, "M", width, heads, 9);
        Assert.Equal(chosen, special.Description.Specialization);
        AssertSameBits(general, special, [2, 4]);
        Assert.Equal(Bits(Continue(general)), Bits(Continue(special)));

        float[] Continue(IModel model) => (float[])model.GetType().GetMethod("Continue")!.Invoke(
            model, [Enumerable.Range(0, 3 * width).Select(i => MathF.Sin(i)).ToArray(), 3])!;
    }

    /// <summary>A dimension known to be one is neither summed over nor repeated, so sums are formed in other orders: equal up to rounding.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(1, 3)]
    public void SizesOfOneAgreeUpToRounding(int width, int heads)
    {
        var body = "public sealed partial class M(int width, int heads) { readonly Linear inner = new(width, heads); " +
            "public Tensor F([Shape(\"batch width heads\")] Tensor x) => x.Sum(-1) + x.Sum(1, keepDim: false).Max(-1, keepDim: true) * inner.Forward(x.Max(-1)).Sum(-1, keepDim: true); " +
            "[Loss] public Tensor L([Shape(\"batch width heads\")] Tensor x) => (F(x) * Softmax(inner.Forward(x.Mean(-1))).Sum(-1, keepDim: true)).Mean(); }";
        var general = ModelHarness.Create("[Model] " + body, "M", width, heads);
        var special = ModelHarness.Create($"[Model, Specialize(width: {width}, heads: {heads})] " + body, "M", width, heads);
        foreach (var (one, other) in general.Description.EntryPoints.Zip(special.Description.EntryPoints))
        {
            using var first = general.CreateWorkspace();
            using var second = special.CreateWorkspace();
            AssertClose(Run(general, one, first, [5]), Run(special, other, second, [5]));
            AssertClose(first.Gradients.ToArray(), second.Gradients.ToArray());
        }

        void AssertClose(float[] expected, float[] actual)
        {
            Assert.Equal(expected.Length, actual.Length);
            var tolerance = 1e-6f * expected.Max(MathF.Abs);
            Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second, pair.First - tolerance, pair.First + tolerance));
        }
    }

    /// <summary>A sum over one element, known to be one, is left out, and with it the 0 that it begins with: 0 + -0 is 0.</summary>
    [Fact]
    public void ASumOverOneElementKeepsTheSignOfAZero()
    {
        const string body = "public sealed partial class M(int width) { public Tensor F([Shape(\"batch width\")] Tensor x) => x.Sum(-1); }";
        int[] Sum(string attributes)
        {
            var model = ModelHarness.Create(attributes + body, "M", 1);
            using var workspace = model.CreateWorkspace();
            return Bits(model.Description.EntryPoints[0].Run(workspace, [Tensor.From([-0f, 2f], [2, 1])], [2]));
        }

        Assert.Equal(Bits([0f, 2f]), Sum("[Model] "));
        Assert.Equal(Bits([-0f, 2f]), Sum("[Model, Specialize(width: 1)] "));
    }

    /// <summary>The place in a context is checked against the number as against the size.</summary>
    [Fact]
    public void ALongerSequenceIsRefusedAsBefore()
    {
        var special = ModelHarness.Create("[Model, Specialize(width: 12, heads: 3, context: 9)] " + Sequence, "M", 12, 3, 9);
        var problem = Assert.Throws<TargetInvocationException>(() => special.GetType().GetMethod("Continue")!.Invoke(special, [new float[48], 4]));
        Assert.Contains("9", problem.InnerException!.Message, StringComparison.Ordinal);
    }

    /// <summary>Where several fit, the one that says most is meant; a number that equals is the number.</summary>
    [Theory]
    [InlineData("a: 1", 1, 2, 0.5f, 1.0, false)]
    [InlineData("a: 1, b: 3", 1, 3, 0f, 1.0, false)]
    [InlineData("p: 0.5f, d: 2d, f: true", 2, 3, 0.5f, 2.0, true)]
    [InlineData("p: 0.5f", 2, 3, 0.5f, 2.0, false)]
    [InlineData("p: 3f", 2, 3, 3f, 2.0, false)]
    [InlineData("", 2, 3, 0.25f, 2.0, true)]
    public void TheNarrowestSpecialisationIsChosen(string chosen, int a, int b, float p, double d, bool f) => Assert.Equal(chosen, ModelHarness.Create(
        """
        [Model, Specialize(a: 1), Specialize(p: 0.5f), Specialize(b: 3, a: 1), Pico.SpecializeAttribute(d: 2, f: true, p: M.Half), global::Pico.Specialize(p: 3)]
        public sealed partial class M(int a, int b, float p, double d, bool f)
        {
            public const float Half = 0.5f;
            public Tensor Sum([Shape("batch a b")] Tensor x) => f ? x * p : x + (float)d;
        }
        """, "M", a, b, p, d, f).Description.Specialization);

    [Fact]
    public void ConditionsOfAConstantAreDecided()
    {
        var program = ModelHarness.Lower("[Model, Specialize(width: 32, heads: 4), Specialize(width: 24, heads: 3, dropout: 0.25f), Specialize(dropout: 0, bias: false)] " +
            "public sealed partial class M" + Body);
        Assert.Equal(
            ["", "", "", "", .. Enumerable.Repeat("width: 24, heads: 3, dropout: 0.25f", 2), .. Enumerable.Repeat("width: 32, heads: 4", 4), "dropout: 0f, bias: false"],
            program.Variants.Select(variant => variant.Specialization));
        Assert.Equal(program.Variants.Count, program.Variants.Select(variant => variant.Choices).Distinct().Count());
        Assert.DoesNotContain(
            program.Variants.Where(variant => variant.IsFixed("width")).SelectMany(variant => variant.EntryPoints).SelectMany(entry => entry.Training.Nodes).SelectMany(node => node.Type.Shape),
            size => size.Symbols.Contains("width"));
    }

    [Fact]
    public void Attribute() => Snapshot.Verify(Files()["Pico.SpecializeAttribute.g.cs"]);

    [Fact]
    public void EntryPoints() => Snapshot.Verify(Files()["M.EntryPoints.g.cs"]);

    [Fact]
    public void Plan() => Snapshot.Verify(Files()["M.Predict2.g.cs"]);

    [Fact]
    public void WhoDoesNotUseTheAttributeHasNone() =>
        Assert.DoesNotContain("Pico.SpecializeAttribute.g.cs", ModelHarness.Generate(ModelHarness.Compile("[Model] " + Sequence)).Files.Keys);

    /// <summary>Friends see each other's internals, but not the attribute, whose parameters are others there.</summary>
    [Fact]
    public void AFriendHasAnAttributeOfItsOwn()
    {
        var (output, _) = ModelHarness.Generate(ModelHarness.Compile(
            "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Snippet\")]\n" + Small).WithAssemblyName("Friend"));
        using var image = new MemoryStream();
        Assert.True(output.Emit(image).Success);
        var (user, _) = ModelHarness.Generate(ModelHarness.Compile(
            "[Model, Specialize(size: 4)] public sealed partial class N(int size) { public Tensor F([Shape(\"batch size\")] Tensor x) => x + x; }",
            Microsoft.CodeAnalysis.MetadataReference.CreateFromImage(image.ToArray())));
        Assert.Empty(user.GetDiagnostics().Where(problem => problem.Severity >= Microsoft.CodeAnalysis.DiagnosticSeverity.Warning));
        Assert.Empty(ModelHarness.Analyze(user));
    }

    private const string Small = """
        [Model, Specialize(width: 5)] public sealed partial class M(int width, float dropout)
        {
            readonly Linear inner = new(width, 2);
            public Tensor Predict([Shape("batch width")] Tensor x) => Softmax(inner.Forward(x) / MathF.Sqrt(width));
        }
        """;

    private static IReadOnlyDictionary<string, string> Files() => ModelHarness.Generate(ModelHarness.Compile(Small)).Files;

    private static void AssertSameBits(IModel general, IModel special, int[] sizes)
    {
        (general.Seed, special.Seed) = (7, 7);
        Assert.Equal(Bits(general.Parameters.Values), Bits(special.Parameters.Values));
        foreach (var (one, other) in general.Description.EntryPoints.Zip(special.Description.EntryPoints))
        {
            Assert.Equal((one.Name, one.IsLoss, one.FormsGradients), (other.Name, other.IsLoss, other.FormsGradients));
            Assert.Equal(one.Dimensions, other.Dimensions);
            Assert.Equal(one.Inputs.Select(input => (input.Name, input.Type)), other.Inputs.Select(input => (input.Name, input.Type)));
            Assert.Equal(one.Operations.Select(operation => operation.Source), other.Operations.Select(operation => operation.Source));
            using var first = general.CreateWorkspace();
            using var second = special.CreateWorkspace();
            Assert.Equal(Bits(Run(general, one, first, sizes)), Bits(Run(special, other, second, sizes)));
            Assert.Equal(Bits(first.Gradients), Bits(second.Gradients));
            Assert.Equal(one.FormsGradients, first.Gradients.ContainsAnyExcept(0f));
        }
    }

    private static float[] Run(IModel model, EntryPointDescription entry, ModelWorkspace workspace, int[] sizes)
    {
        var named = new Dictionary<string, long>(model.Sizes);
        foreach (var (name, size) in entry.Dimensions.Zip(sizes)) named[name] = size;
        var random = new Random(3);
        var inputs = entry.Inputs.Select(input => input.Size(named)).Select(shape => Tensor.From(
            Enumerable.Range(0, shape.Aggregate(1, (product, size) => product * size)).Select(_ => (random.NextSingle() * 2) - 1).ToArray(), shape));
        return entry.Run(workspace, [.. inputs], sizes[..entry.Dimensions.Count]);
    }

    private static int[] Bits(ReadOnlySpan<float> values) => System.Runtime.InteropServices.MemoryMarshal.Cast<float, int>(values).ToArray();
}
