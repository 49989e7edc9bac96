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
