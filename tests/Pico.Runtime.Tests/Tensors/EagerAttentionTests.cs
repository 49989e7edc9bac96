using static Pico.Functional;

namespace Pico.Tests.Tensors;

public sealed class EagerAttentionTests
{
    [Theory]
    [InlineData(5, 5, false)]
    [InlineData(5, 5, true)]
    [InlineData(3, 6, true)]
    [InlineData(6, 3, true)]
    public void Gradients_follow_central_differences(int queries, int keys, bool causal)
    {
        GradientCheck.Verify(
            x => ScaledDotProductAttention(x[0], x[1], x[2], causal),
            GradientCheck.Input(1, 2, 2, queries, 3), GradientCheck.Input(2, 2, 2, keys, 3), GradientCheck.Input(3, 2, 2, keys, 3));

        var padding = Tensor.From(Enumerable.Range(0, 2 * keys).Select(i => i % 3 == 1 ? 1 : 0).ToArray(), [2, keys]);
        GradientCheck.Verify(
            x => ScaledDotProductAttention(x[0], x[1], x[2], causal, padding),
            GradientCheck.Input(1, 2, 1, queries, 3), GradientCheck.Input(2, 2, 1, keys, 3), GradientCheck.Input(3, 2, 1, keys, 3));
    }

    [Fact]
    public void It_is_the_softmax_of_scaled_products_times_values()
    {
        Tensor q = GradientCheck.Input(1, 3, 4, 5), k = GradientCheck.Input(2, 3, 7, 5), v = GradientCheck.Input(3, 3, 7, 5);
        var scale = Tensor.From([1 / Math.Sqrt(5)], [1]);
        var expected = Softmax(q.MatMul(k.Transpose()) * scale).MatMul(v).ToDoubles();
        Assert.Equal(expected, ScaledDotProductAttention(q, k, v).ToDoubles(), (a, b) => Math.Abs(a - b) < 1e-14);
    }

    [Fact]
    public void Hidden_keys_and_later_keys_do_not_matter()
    {
        Tensor q = GradientCheck.Input(1, 1, 4, 3), k = GradientCheck.Input(2, 1, 4, 3), v = GradientCheck.Input(3, 1, 4, 3);
        var first = ScaledDotProductAttention(q, k.Slice(1, 0, 2), v.Slice(1, 0, 2)).ToDoubles();
        Assert.Equal(first, ScaledDotProductAttention(q, k, v, keyPadding: Tensor.From([0, 0, 1, 7], [1, 4])).ToDoubles());
        Assert.Equal(first[3..6], ScaledDotProductAttention(q, k, v, causal: true).ToDoubles()[3..6]);
        Assert.Equal(new double[3], ScaledDotProductAttention(q, k, v, keyPadding: Tensor.From([1, 1, 1, 1], [1, 4])).ToDoubles()[..3]);
    }

    [Fact]
    public void Operands_that_do_not_fit_are_named()
    {
        Tensor q = GradientCheck.Input(1, 2, 4, 3), k = GradientCheck.Input(2, 2, 4, 5);
        var shapes = Assert.Throws<ArgumentException>(() => ScaledDotProductAttention(q, k, k));
        Assert.Contains("[2, 4, 3]", shapes.Message, StringComparison.Ordinal);
        var padding = Assert.Throws<ArgumentException>(() => ScaledDotProductAttention(q, q, q, keyPadding: Tensor.From([1, 0], [2])));
        Assert.Contains("[batch, keys]", padding.Message, StringComparison.Ordinal);
    }
}
