namespace Pico.Generators.Tests.Models;

/// <summary>Bodies that random graphs found: what repeated layers leave without reading it, and sizes that are products below a fraction.</summary>
public sealed class HandedOnTests
{
    [Theory]
    [InlineData("var y = x; foreach (var layer in layers) y = layer.Forward(x);")] // only what the last layer makes counts
    [InlineData("var y = w * x; var z = x; foreach (var layer in layers) { y = z; z = layer.Forward(z); }")] // what the last one but one leaves
    [InlineData("var wide = w * x; var y = x; foreach (var layer in layers) y = wide;")] // nothing is made inside
    [InlineData("var y = x; var z = w * x; foreach (var layer in layers) (y, z) = (z, y);")]
    [InlineData("var y = x; foreach (var layer in layers) y = w * x; foreach (var layer in layers) y = layer.Forward(y);")]
    [InlineData("var y = x; var s = w.Sum(); foreach (var layer in layers) { s = s + layer.Forward(x).Sum(); y = layer.Forward(y) * s; }")]
    [InlineData("var y = x; foreach (var layer in layers) { var unused = layer.Forward(y); } y = y * w;")]
    public void Layers_that_leave_what_they_do_not_read(string body) => EagerAgreement.Check(
        ModelHarness.Create("""
            [Model] public sealed partial class M(int depth)
            {
                [Parameter] readonly Tensor w = Normal([5], 0.5f);
                readonly Linear[] layers = Repeat(depth, () => new Linear(5, 5));

                [Loss] public Tensor Loss([Shape("batch 5")] Tensor x) { BODY return y.Map(MathF.Tanh).Mean() + (y * y).Mean() * 0.1f; }
            }
            """.Replace("BODY", body, StringComparison.Ordinal), "M", 3),
        ("batch", 4));

    [Fact]
    public void Dropout_of_one_number_for_each_row_and_of_one_for_all() => EagerAgreement.Check(
        ModelHarness.Create("""
            [Model] public sealed partial class M
            {
                [Parameter] readonly Tensor w = Normal([7], 1f);

                [Loss] public Tensor Loss([Shape("batch 7")] Tensor x)
                {
                    var rows = Dropout((x * w).Sum(1, keepDim: true), 0.5f);
                    return (rows * x * w).Map(MathF.Tanh).Mean() + Dropout(w.Sum(), 0.1f);
                }
            }
            """, "M"),
        ("batch", 33));

    [Theory]
    [InlineData("x.Reshape(-1, width / (2 * heads)).Map(MathF.Tanh).Sum(0).Map(MathF.Sin).Sum()")]
    [InlineData("(x.Expand(3, -1, -1, -1) * w).Map(MathF.Sin).Mean()")] // [batch, time, width] read again for each of three
    [InlineData("(x * w).Reshape(-1, time, width).Expand(3, -1, -1, -1).Map(MathF.Sin).Mean()")]
    public void Sizes_that_are_products(string loss) => EagerAgreement.Check(
        ModelHarness.Create("""
            [Model] public sealed partial class M(int width, int heads, int time)
            {
                [Parameter] readonly Tensor w = Normal([width], 1f);
                [Loss] public Tensor Loss([Shape("batch time width")] Tensor x) => LOSS;
            }
            """.Replace("LOSS", loss, StringComparison.Ordinal).Replace("x.Reshape(-1, width / (2", "(x * w).Reshape(-1, width / (2", StringComparison.Ordinal), "M", 12, 3, 5),
        ("batch", 4));

    [Theory]
    [InlineData(12, 3)]
    [InlineData(12, 2)]
    public void A_choice_by_a_quotient_of_products(int width, int heads) => EagerAgreement.Check(
        ModelHarness.Create("""
            [Model] public sealed partial class M(int width, int heads)
            {
                [Parameter] readonly Tensor w = Normal([5], 1f);

                [Loss] public Tensor Loss([Shape("batch 5")] Tensor x)
                {
                    if (width / (2 * heads) > 2) x = x * w;
                    return (x * w).Map(MathF.Sin).Mean();
                }
            }
            """, "M", width, heads),
        ("batch", 3));
}
