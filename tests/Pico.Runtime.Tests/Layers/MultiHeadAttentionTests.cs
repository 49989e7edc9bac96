using Pico.Layers;
using Pico.Tests.Tensors;

namespace Pico.Tests.Layers;

/// <summary>What must hold of attention whatever its weights are.</summary>
public sealed class MultiHeadAttentionTests
{
    const int Time = 6, Width = 8;

    [Fact]
    public void A_later_token_changes_nothing_before_it()
    {
        var layer = new MultiHeadAttention(Width, 2, causal: true);
        var values = GradientCheck.Input(1, 1, Time, Width).ToDoubles();
        var before = Run(layer, values);
        for (var changed = 0; changed < Time; changed++)
        {
            var other = (double[])values.Clone();
            other[changed * Width] += 1;
            var after = Run(layer, other);
            Assert.Equal(before[..(changed * Width)], after[..(changed * Width)]);
            Assert.NotEqual(before[(changed * Width)..], after[(changed * Width)..]);
        }
    }

    [Fact]
    public void The_order_of_keys_and_values_does_not_matter()
    {
        var layer = new MultiHeadAttention(Width, 4);
        var x = Floats(GradientCheck.Input(2, 1, 3, Width).ToDoubles(), 3);
        var memory = GradientCheck.Input(3, 1, Time, Width).ToDoubles();
        int[] order = [4, 0, 5, 2, 1, 3];
        var permuted = order.SelectMany(row => memory[(row * Width)..((row + 1) * Width)]).ToArray();
        var expected = layer.Forward(x, Floats(memory, Time)).ToDoubles();
        GradientCheck.AssertClose(expected, layer.Forward(x, Floats(permuted, Time)).ToDoubles(), 1e-6);
    }

    [Fact]
    public void What_a_hidden_token_is_does_not_matter()
    {
        var layer = new MultiHeadAttention(Width, 2);
        var values = GradientCheck.Input(4, 1, Time, Width).ToDoubles();
        var padding = Tensor.From([0, 0, 1, 0, 0, 1], [1, Time]);
        var x = Floats(values, Time);
        var other = (double[])values.Clone();
        other[2 * Width] += 3;
        other[5 * Width] -= 3;
        Assert.Equal(layer.Forward(x, x, padding).ToDoubles(), layer.Forward(x, Floats(other, Time), padding).ToDoubles());
    }

    [Fact]
    public void Dimensions_split_and_join()
    {
        var x = GradientCheck.Input(5, 2, 12, 3);
        Assert.Equal([2, 3, 4, 3], x.Unflatten(1, 3, 4).Shape.ToArray());
        Assert.Equal([2, 36], x.Flatten(-2, 2).Shape.ToArray());
        Assert.Equal(x.ToDoubles(), x.Unflatten(-1, 3, 1).Flatten(0, 1).ToDoubles());
        Assert.Contains("must be 12", Assert.Throws<ArgumentException>(() => x.Unflatten(1, 5, 2)).Message, StringComparison.Ordinal);
        Assert.Contains("exchange them", Assert.Throws<ArgumentException>(() => x.Flatten(2, 1)).Message, StringComparison.Ordinal);
    }

    static double[] Run(MultiHeadAttention layer, double[] values) => layer.Forward(Floats(values, Time)).ToDoubles();

    static Tensor Floats(double[] values, int time) => Tensor.From(Array.ConvertAll(values, value => (float)value), [1, time, Width]);
}
