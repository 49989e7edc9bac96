using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Tests.Models;

/// <summary>Attention as a user writes it: compiled by the tiled kernel against the eager formula in float64, values and gradients.</summary>
public sealed class AttentionTests
{
    private const string Loss = "[Loss] public Tensor Loss([Shape(\"batch 9 width\")] Tensor x) { var y = Attend(x); return (y * y.Map(MathF.Sin)).Mean(); }";

    // Heads are columns of [batch, time, width]: the usual body.
    private const string Heads = """
        [Model] public sealed partial class M(int width, int heads)
        {
            readonly Linear query = new(width, width), key = new(width, width), value = new(width, width), output = new(width, width);

            public Tensor Attend([Shape("batch 9 width")] Tensor x)
            {
                var q = query.Forward(x).Reshape(-1, 9, heads, width / heads).Transpose(1, 2);
                var k = key.Forward(x).Reshape(-1, 9, heads, width / heads).Transpose(1, 2);
                var v = value.Forward(x).Reshape(-1, 9, heads, width / heads).Transpose(1, 2);
                var mixed = ScaledDotProductAttention(q, k, v, causal: true);
                return output.Forward(mixed.Transpose(1, 2).Reshape(-1, 9, width));
            }
            LOSS
        }
        """;

    [Theory]
    [InlineData(1, 8, 2)]
    [InlineData(3, 15, 3)]
    [InlineData(2, 40, 1)]
    public void Heads_in_columns(int batch, int width, int heads) =>
        EagerAgreement.Check(ModelHarness.Create(Heads.Replace("LOSS", Loss), "M", width, heads), ("batch", batch));

    [Fact]
    public void Parts_of_one_product() => EagerAgreement.Check(
        ModelHarness.Create(
            """
            [Model] public sealed partial class M(int width, int heads)
            {
                readonly Linear project = new(width, 3 * width);

                public Tensor Attend([Shape("batch 9 width")] Tensor x)
                {
                    var p = project.Forward(x);
                    var q = p.Slice(-1, 0, width).Reshape(-1, 9, heads, width / heads).Transpose(1, 2);
                    var k = p.Slice(-1, width, width).Reshape(-1, 9, heads, width / heads).Transpose(1, 2);
                    var v = p.Slice(-1, 2 * width, width).Reshape(-1, 9, heads, width / heads).Transpose(1, 2);
                    return ScaledDotProductAttention(q, k, v).Transpose(1, 2).Reshape(-1, 9, width);
                }
                LOSS
            }
            """.Replace("LOSS", Loss),
            "M", 12, 3),
        ("batch", 2));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 3)]
    [InlineData(2, 6)]
    public void Cross_attention_with_padding(int time, int memory) => EagerAgreement.Check(
        ModelHarness.Create(
            """
            [Model] public sealed partial class M
            {
                readonly Linear query = new(6, 5), key = new(4, 5), value = new(4, 5);

                [Loss] public Tensor Loss([Shape("batch time 6")] Tensor x, [Shape("batch memory 4")] Tensor y, [Shape("batch memory", DType.Int32)] Tensor padding)
                {
                    var mixed = ScaledDotProductAttention(query.Forward(x), key.Forward(y), value.Forward(y), false, padding);
                    var causal = ScaledDotProductAttention(query.Forward(x), key.Forward(y) * 2f, value.Forward(y), keyPadding: padding, causal: true);
                    return (mixed * mixed).Mean() + causal.Map(MathF.Cos).Mean();
                }
            }
            """,
            "M"),
        ("batch", 3), ("time", time), ("memory", memory));

    [Fact]
    public void Operands_without_gradient_and_parameters_themselves() => EagerAgreement.Check(
        ModelHarness.Create(
            """
            [Model] public sealed partial class M
            {
                [Parameter] readonly Tensor keys = Normal([7, 4], 1f);

                [Loss] public Tensor Loss([Shape("3 4")] Tensor x, [Shape("7 4")] Tensor y) =>
                    (ScaledDotProductAttention(x, keys, y) + ScaledDotProductAttention(keys, keys, y).Slice(0, 2, 3)).Map(MathF.Sin).Sum();
            }
            """,
            "M"));

    [Fact]
    public void The_usual_body_copies_nothing()
    {
        var program = ModelHarness.Lower(Heads.Replace("LOSS", Loss));
        var entry = program.EntryPoints.Single(entry => entry.IsLoss);
        var steps = Recipe.Run(entry.Training, program, withGradients: true).Steps;
        Assert.DoesNotContain(steps, step => step is LoopStep.Copy);
        Assert.Single(steps.OfType<LoopStep.Attention>());
        Assert.Single(steps.OfType<LoopStep.AttentionBackward>());
    }

    [Theory]
    [InlineData("ScaledDotProductAttention(x, x.Transpose(), x)", "PICO1002", "attends")]
    [InlineData("ScaledDotProductAttention(x, x, x.Slice(1, 0, 2))", "PICO1002", "attends to keys")]
    [InlineData("ScaledDotProductAttention(x, x, x.Reshape(-1))", "PICO1004", "the same two or more dimensions")]
    [InlineData("ScaledDotProductAttention(x, x, x, keyPadding: ids)", "PICO1004", "the padding must be [batch, keys]")]
    [InlineData("ScaledDotProductAttention(x, x, x, keyPadding: x)", "PICO1015", "must be int32")]
    public void Operands_that_do_not_fit_are_located(string expression, string id, string part)
    {
        var problem = Assert.Single(ModelHarness.Marked($$"""
            [Model] public sealed partial class M
            {
                public Tensor F([Shape("batch 5 4")] Tensor x, [Shape("batch", DType.Int32)] Tensor ids) => {{expression}};
            }
            """));
        Assert.Equal((id, expression), (problem.Id, problem.Marked));
        Assert.Contains(part, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Softmax(x.MatMul(x.Transpose()) * 0.5f).MatMul(x)", "x.MatMul(x.Transpose())")]
    [InlineData("Dropout(Softmax(x.Transpose(1, 2).MatMul(x.Transpose(0, 1).Transpose(0, 1)).MatMul(x.Transpose(1, 2)).MatMul(x)), 0.1f).MatMul(x.Transpose(1, 2))", null)]
    [InlineData("ScaledDotProductAttention(x, x, x, causal: true)", null)]
    public void Attention_that_is_written_out_is_noted(string expression, string? marked)
    {
        var problems = ModelHarness.Marked($$"""
            [Model] public sealed partial class M
            {
                [Parameter] readonly Tensor weight = Ones([4, 4]);
                public Tensor F([Shape("batch time 4")] Tensor x) => {{expression}} + (weight.MatMul(weight) * 2f).MatMul(weight).Sum();
            }
            """);
        Assert.Equal(marked is null ? [] : new[] { ("PICO4001", marked) }, problems.Select(problem => (problem.Id, problem.Marked)));
    }

    [Fact]
    public void A_model_with_a_note_is_still_compiled() => EagerAgreement.Check(
        ModelHarness.Create(
            """
            [Model] public sealed partial class M(int width)
            {
                readonly Linear project = new(width, width);
                [Loss] public Tensor Loss([Shape("batch time width")] Tensor x) => Softmax(project.Forward(x).MatMul(x.Transpose())).MatMul(x).Map(MathF.Sin).Mean();
            }
            """,
            "M",
            5),
        ("batch", 2), ("time", 4));

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 7)]
    public void Layers_attend_to_themselves_and_to_others(int batch, int time) => EagerAgreement.Check(
        ModelHarness.Create(
            """
            [Model] public sealed partial class M(int width, int heads)
            {
                readonly MultiHeadAttention self = new(width, heads, causal: true), cross = new(width, heads, bias: false);

                [Loss] public Tensor Loss([Shape("batch time width")] Tensor x, [Shape("batch 6 width")] Tensor y, [Shape("batch 6", DType.Int32)] Tensor padding)
                {
                    var a = self.Forward(x);
                    var b = cross.Forward(a, y, padding) + cross.Forward(x, y);
                    return (b * b.Map(MathF.Sin)).Mean();
                }
            }
            """,
            "M",
            12,
            3),
        ("batch", batch), ("time", time));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Repeated_layers_attend(int depth) => EagerAgreement.Check(
        ModelHarness.Create(
            """
            [Layer] public sealed partial class Block(int width, int heads)
            {
                readonly MultiHeadAttention attention = new(width, heads, causal: true);
                public Tensor Forward([Shape("batch time width")] Tensor x) => x + attention.Forward(x);
            }

            [Model] public sealed partial class M(int width, int heads, int depth)
            {
                readonly Block[] blocks = Repeat(depth, () => new Block(width, heads));

                [Loss] public Tensor Loss([Shape("batch time width")] Tensor x)
                {
                    foreach (var block in blocks) x = block.Forward(x);
                    return (x * x.Map(MathF.Sin)).Mean();
                }
            }
            """,
            "M",
            8,
            2,
            depth),
        ("batch", 2), ("time", 5));

    /// <summary>Without positions and mask, the order of a sequence is that of its results and nothing else.</summary>
    [Fact]
    public void Elements_in_another_order_give_the_results_in_that_order()
    {
        var model = ModelHarness.Create(
            "[Model] public sealed partial class M { readonly MultiHeadAttention a = new(8, 2); public Tensor F([Shape(\"batch time 8\")] Tensor x) => a.Forward(x); }", "M");
        int[] order = [.. Enumerable.Range(0, 37).Select(i => i * 5 % 37)];
        var x = Numbers(2 * 37 * 8, 1);
        var entry = model.Description.EntryPoints.Single();
        float[] Run(float[] values) => entry.Run(model.DefaultWorkspace, [Tensor.From(values, 2, 37, 8)], [2, 37]);
        Close(Reordered(Run(x), 2, order, 8), Run(Reordered(x, 2, order, 8)));
    }

    /// <summary>Keys, their values and their padding in another order are the same memory; what is hidden in it does not matter.</summary>
    [Fact]
    public void Keys_in_another_order_change_nothing()
    {
        var model = ModelHarness.Create(
            """
            [Model] public sealed partial class M
            {
                readonly MultiHeadAttention a = new(8, 2);
                public Tensor F([Shape("batch time 8")] Tensor x, [Shape("batch keys 8")] Tensor memory, [Shape("batch keys", DType.Int32)] Tensor padding) => a.Forward(x, memory, padding);
            }
            """, "M");
        int[] order = [.. Enumerable.Range(0, 37).Select(i => i * 5 % 37)];
        var (x, memory) = (Numbers(2 * 3 * 8, 2), Numbers(2 * 37 * 8, 3));
        int[] padding = [.. Enumerable.Range(0, 2 * 37).Select(i => i * 7 % 3 == 0 ? 1 : 0)];
        var entry = model.Description.EntryPoints.Single();
        float[] Run(float[] values, int[] hidden) =>
            entry.Run(model.DefaultWorkspace, [Tensor.From(x, 2, 3, 8), Tensor.From(values, 2, 37, 8), Tensor.From(hidden, 2, 37)], [2, 3, 37]);
        var expected = Run(memory, padding);
        Close(expected, Run(Reordered(memory, 2, order, 8), Reordered(padding, 2, order, 1)));
        Assert.Equal(expected, Run([.. memory.Select((value, i) => padding[i / 8] != 0 ? value + 3 : value)], padding));
    }

    private static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    private static T[] Reordered<T>(T[] values, int batch, int[] order, int width) =>
        [.. Enumerable.Range(0, batch).SelectMany(b => order.SelectMany(t => Enumerable.Range(((b * order.Length) + t) * width, width)).Select(i => values[i]))];

    private static void Close(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 2e-6f);
        }
    }

    [Fact]
    public void A_width_that_heads_do_not_divide_is_named()
    {
        var model = "[Model] public sealed partial class M(int width, int heads) { readonly MultiHeadAttention a = new(width, heads); public Tensor F([Shape(\"batch time width\")] Tensor x) => a.Forward(x); }";
        var error = Assert.Throws<System.Reflection.TargetInvocationException>(() => ModelHarness.Create(model, "M", 10, 3)).InnerException!;
        Assert.Contains("width / heads", error.Message, StringComparison.Ordinal);
        Assert.Contains("10 / 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_grows_with_time_and_not_with_its_square()
    {
        var model = ModelHarness.Create(
            """
            [Model] public sealed partial class M(int width, int heads)
            {
                readonly MultiHeadAttention attention = new(width, heads, causal: true);
                [Loss] public Tensor Loss([Shape("batch time width")] Tensor x) { var y = attention.Forward(x); return (y * y).Mean(); }
            }
            """,
            "M",
            16,
            2);
        long Bytes(int time)
        {
            model.ClearGradients();
            var entry = model.Description.EntryPoints.Single(entry => entry.FormsGradients);
            entry.Run(model.DefaultWorkspace, [Tensor.From(new float[time * 16], [1, time, 16])], [1, time]);
            return model.DefaultWorkspace.MemoryOf(entry.Name).Bytes;
        }

        // One score of each pair alone would be 2 heads · 4,096² · 4 bytes = 134 MB.
        var (half, whole) = (Bytes(2048), Bytes(4096));
        Assert.InRange(whole, half, (2 * half) + 4096);
        const int Activation = 4 * 4096 * 16, LogSumExp = 4 * 2 * 4096, Alignment = 1024;
        Assert.InRange(whole, 8 * Activation, (8 * Activation) + LogSumExp + Alignment); // 2.1 MB: of q, k, v, the mixture, y and their gradients never more than eight
    }
}
