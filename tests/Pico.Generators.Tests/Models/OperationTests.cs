namespace Pico.Generators.Tests.Models;

/// <summary>Operations as a user writes them: compiled against eager in float64, values and gradients, at sizes around the lanes.</summary>
public sealed class OperationTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 5, 16)]
    [InlineData(2, 17, 33)]
    public void Embeddings(int batch, int time, int width) => EagerAgreement.Check(
        ModelHarness.Create("""
            [Model] public sealed partial class M(int width)
            {
                readonly Embedding tokens = new(11, width), positions = new(40, width), later = new(5, width, 0.02f);

                public Tensor Hidden([Shape("batch time", DType.Int32)] Tensor ids, [Shape("time", DType.Int32)] Tensor kinds)
                {
                    var x = tokens.Forward(ids) + positions.Forward(Positions(ids));
                    return x.Map(MathF.Tanh) + later.Forward(kinds) * tokens.Forward(ids.Transpose().Slice(0, 0, 1)).Sum(0).Sum(0);
                }

                [Loss] public Tensor Loss([Shape("batch time", DType.Int32)] Tensor ids, [Shape("time", DType.Int32)] Tensor kinds)
                {
                    var x = Hidden(ids, kinds);
                    return (x * x).Mean();
                }
            }
            """, "M", width),
        ("batch", batch), ("time", time));

    [Fact]
    public void A_table_that_is_also_the_head() => EagerAgreement.Check(
        ModelHarness.Create("""
            [Model] public sealed partial class M
            {
                [Parameter] readonly Tensor table = Normal([13, 9], 0.5f);

                [Loss] public Tensor Loss([Shape("batch time", DType.Int32)] Tensor ids, [Shape("batch*time", DType.Int32)] Tensor targets)
                {
                    var x = Functional.Embedding(ids, table).Map(MathF.Tanh);
                    return CrossEntropy(x.MatMul(table.Transpose()).Reshape(-1, 13), targets) + table.Slice(0, 0, 3).Sum() * 0.1f + (table * table).Mean();
                }
            }
            """, "M"),
        ("batch", 3), ("time", 7));

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 5, 16)]
    [InlineData(2, 17, 33)]
    public void Norms_and_the_feed_forward_block(int batch, int time, int width) => EagerAgreement.Check(
        ModelHarness.Create("""
            [Model] public sealed partial class M(int width)
            {
                readonly LayerNorm first = new(width), last = new(width, bias: false);
                readonly RMSNorm second = new(width);
                readonly FeedForward mlp = new(width, 2 * width);

                public Tensor Hidden([Shape("batch time width")] Tensor x)
                {
                    x = x + mlp.Forward(first.Forward(x));
                    return last.Forward(x + second.Forward(x));
                }

                [Loss] public Tensor Loss([Shape("batch time width")] Tensor x, [Shape("batch time", DType.Int32)] Tensor targets) =>
                    CrossEntropy(Hidden(x), targets, labelSmoothing: 0.1f);
            }
            """, "M", width),
        2e-4, // a row of one element divides rounding errors by the root of eps
        ("batch", batch), ("time", time));

    [Theory]
    [InlineData("CrossEntropy(x * w, ids, ignoreIndex: 2)")]
    [InlineData("CrossEntropy((x * w).Reshape(-1, 5), ids.Reshape(-1), 0, 0.3f)")]
    [InlineData("Where(Less(ids, 2).Reshape(-1, ids2, 1), x * w, x / (w * w + 1f)).Mean()")]
    [InlineData("Where(Equal(ids, ids).Reshape(-1, ids2, 1), x * w, 0f).Sum(1).Map(MathF.Tanh).Mean()")]
    [InlineData("Where(GreaterEqual(Positions(ids).Reshape(-1, 1), Positions(ids)), (x * w).MatMul((x * w).Transpose()), -30f).Map(MathF.Tanh).Mean()")]
    [InlineData("Where(Greater(x * w, x), x * w, FullLike(x, 0.5f)).Map(MathF.Sin).Mean()")]
    [InlineData("Where(NotEqual(Positions(x), 3), x * w, w.Map(MathF.Exp)).Mean() + Where(LessEqual(Positions(w), 1), w, w * w).Sum()")]
    public void Choices(string loss) => EagerAgreement.Check(
        ModelHarness.Create("""
            [Model] public sealed partial class M(int time)
            {
                [Parameter] readonly Tensor w = Normal([5], 1f);
                [Loss] public Tensor Loss([Shape("batch time 5")] Tensor x, [Shape("batch time", DType.Int32)] Tensor ids) => LOSS;
            }
            """.Replace("LOSS", loss, StringComparison.Ordinal).Replace("ids2", "time", StringComparison.Ordinal), "M", 7),
        ("batch", 3));

    [Theory]
    [InlineData("Concat(x * w, x, 1).Map(MathF.Tanh).Mean()")]
    [InlineData("(Concat(x * w, w.Expand(3, 2, 5), 1) * Concat(w.Expand(3, 2, 5), x, -2)).Sum([0, 2]).Map(MathF.Sin).Mean()")]
    [InlineData("(x * w).Permute(2, 0, 1).Map(MathF.Tanh).Mean([0, 2], keepDim: true).Map(MathF.Sin).Sum()")]
    [InlineData("w.Reshape(5, 1).Expand(3, -1, 4).Permute(0, -1, 1).MatMul((x * w).Transpose()).Map(MathF.Sin).Mean()")]
    [InlineData("(x.Slice(0, 0, 1).Reshape(time, 5) * w).MatMul((x * w).Transpose()).Map(MathF.Sin).Mean()")]
    [InlineData("(x * w).Reshape(3, time, 1, 5).MatMul((x * w).Transpose().Reshape(3, 1, 5, time)).Map(MathF.Tanh).Sum([1, 3]).Mean()")]
    [InlineData("(x * w).Max([0, 2]).Map(MathF.Sin).Mean()")]
    [InlineData("(x * w).Max([2, 1], keepDim: true).Map(MathF.Sin).Mean()")]
    [InlineData("(x * w - (x * w).Max([-1, 0, 1], keepDim: true)).Map(MathF.Sin).Mean()")]
    [InlineData("(x * w).Max() + w.Max([0]) + (x * w).Reshape(3, time, 5, 1).Max([0, 2, 3]).Map(MathF.Sin).Sum()")]
    [InlineData("((x * 0f + w).Max([0, 1]) * (Where(Greater(x * w, FullLike(x, 0f)), x * 0f, w)).Max([0, 2], keepDim: true).Reshape(time, 1)).Map(MathF.Sin).Sum()")]
    public void Shapes(string loss) => EagerAgreement.Check(
        ModelHarness.Create("""
            [Model] public sealed partial class M(int time)
            {
                [Parameter] readonly Tensor w = Normal([5], 1f);
                [Loss] public Tensor Loss([Shape("3 time 5")] Tensor x) => LOSS;
            }
            """.Replace("LOSS", loss, StringComparison.Ordinal), "M", 7));

    [Fact]
    public void A_stack_ends_in_a_cross_entropy_of_any_rank() => EagerAgreement.Check(
        ModelHarness.Create("[Model, Shape(\"batch 3 4\"), LayerNorm(4), Linear(4, 6), CrossEntropy(2, 0.1f)] public sealed partial class M;", "M"), ("batch", 5));

    [Fact]
    public void Rows_of_a_computed_table() => EagerAgreement.Check(
        ModelHarness.Create("""
            [Model] public sealed partial class M
            {
                [Parameter] readonly Tensor table = Normal([6, 5], 0.5f);

                [Loss] public Tensor Loss([Shape("batch", DType.Int32)] Tensor ids) =>
                    (Functional.Embedding(ids, table.Map(MathF.Tanh)) * Functional.Embedding(ids, table * 2f)).Map(MathF.Sin).Mean();
            }
            """, "M"),
        ("batch", 19));
}
