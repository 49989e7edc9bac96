using Pico.Generators.Ir;

namespace Pico.Generators.Tests.Backend;

/// <summary>Hashes, texts and short cuts that sizes and functions keep must not be seen: equal values are equal however they were made.</summary>
public class KeptValuesTests
{
    private static readonly Dimension A = Dimension.Symbol("a"), B = Dimension.Symbol("b"), C = Dimension.Symbol("c"), Zero = Dimension.Constant(0);

    [Fact]
    public void A_function_that_is_changed_does_not_keep_its_hash()
    {
        var function = Function("f", ScalarOpcode.Add);
        var kept = function.GetHashCode();
        var renamed = function with { Name = "g" };
        var changed = function with { Body = Function("f", ScalarOpcode.Multiply).Body };
        Assert.NotEqual(function, renamed);
        Assert.NotEqual(function, changed);
        Assert.Equal(Function("g", ScalarOpcode.Add), renamed);
        Assert.Equal(Function("g", ScalarOpcode.Add).GetHashCode(), renamed.GetHashCode());
        Assert.Equal(Function("f", ScalarOpcode.Multiply).GetHashCode(), changed.GetHashCode());
        Assert.NotEqual(kept, changed.GetHashCode());
        Assert.Equal(function, Function("f", ScalarOpcode.Add));
    }

    [Fact]
    public void Products_are_the_same_in_any_order()
    {
        Dimension[] products = [A * B * C * A, C * A * (A * B), A * A * B * C, (B * C) * (A * A), A * (C * B) * A];
        Assert.All(products, product => Assert.Equal(products[0], product));
        Assert.All(products, product => Assert.Equal("a*a*b*c", product.ToString()));
        Assert.Equal(Zero, A * Zero);
        Assert.Equal(Zero, Zero * A);
        Assert.Equal("6*a*b", (Dimension.Constant(2) * B * (Dimension.Constant(3) * A)).ToString());
        Assert.Throws<OverflowException>(() => Dimension.Constant(long.MaxValue) * Dimension.Constant(2));
    }

    [Fact]
    public void A_product_with_a_quotient_cancels()
    {
        var quotient = Dimension.Divide(A, B, out var isCertain);
        Assert.False(isCertain);
        Assert.Equal(A, quotient * B);
        Assert.Equal(A * C, B * (C * quotient));
        Assert.Equal("(a/b)*c", (quotient * C).ToString());
    }

    [Fact]
    public void Sums_are_merged_and_sorted_in_any_order()
    {
        Dimension[] sums = [A * B + A + A - B, A + (A * B - B) + A, A - B + B * A + A];
        Assert.All(sums, sum => Assert.Equal(sums[0], sum));
        Assert.All(sums, sum => Assert.Equal("a*b + 2*a + -1*b".Replace("+ -", "- "), sum.ToString()));
        Assert.Equal(Zero, A + B - A - B);
        Assert.Equal("0", (A - A).ToString());
        Assert.Throws<OverflowException>(() => Dimension.Constant(long.MaxValue) * A + A);
    }

    private static ScalarFunction Function(string name, ScalarOpcode opcode)
    {
        var builder = new ScalarBuilder(name);
        var (x, y) = (builder.Parameter("x", ScalarType.Float32), builder.Parameter("y", ScalarType.Float32));
        return builder.Build(new ScalarResult("result", builder.Emit(opcode, ScalarType.Float32, x, y)));
    }
}
