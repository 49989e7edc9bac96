namespace Pico.Generators.Tests.Models;

/// <summary>What is refused of a specialisation, and where it is reported.</summary>
public sealed class SpecializationDiagnosticTests
{
    private const string Model = """
        public sealed partial class M(int width, int heads, float dropout, bool bias)
        {
            readonly MultiHeadAttention attention = new(width, heads);
            readonly Linear up = new(width, 4, bias);
            public Tensor Logits([Shape("batch time width")] Tensor x) => Dropout(up.Forward(attention.Forward(x)), dropout);
        }
        """;

    [Theory]
    [InlineData("Specialize(widht: 8)", "widht", "'widht' is no parameter of its constructor, which has width, heads, dropout, bias")]
    [InlineData("Specialize(8)", "8", "write the parameter's name in front of the value, with a colon")]
    [InlineData("Specialize(width: 8, heads: 2.5)", "2.5", "'heads' needs a constant of type int")]
    [InlineData("Specialize(width: \"8\")", "\"8\"", "'width' needs a constant of type int")]
    [InlineData("Specialize(width: 8L)", "8L", "'width' needs a constant of type int")]
    [InlineData("Specialize(width: null)", "null", "'width' needs a constant of type int")]
    [InlineData("Specialize(dropout: 0.5)", "0.5", "'dropout' needs a constant of type float")]
    [InlineData("Specialize(bias: 1)", "1", "'bias' needs a constant of type bool")]
    [InlineData("Specialize(width: Environment.ProcessorCount)", "Environment.ProcessorCount", "'width' needs a constant of type int")]
    [InlineData("Specialize(dropout: float.NaN)", "float.NaN", "no value of 'dropout' equals NaN")]
    [InlineData("Specialize", "Specialize", "it must give the value of at least one parameter of the constructor")]
    [InlineData("Specialize(width: 8, dropout: 0), Specialize(dropout: 0f, width: 2 * 4)", "Specialize(dropout: 0f, width: 2 * 4)", "another [Specialize] gives the same values")]
    public void WhatItSaysIsChecked(string attribute, string marked, string why) => Assert.Equal(
        [("PICO1019", marked, "'M' cannot be specialised this way: " + why)], ModelHarness.Marked("[Model, " + attribute + "] " + Model));

    [Theory]
    [InlineData("Specialize(width: 8, heads: 3)", "width: 8, heads: 3: 'width / heads' must be exact, but is 8 / 3")]
    [InlineData("Specialize(heads: 0)", "heads: 0: a size must be at least 1, but 'heads' is 0")]
    [InlineData("Specialize(width: -8)", "width: -8: a size must be at least 1, but 'width' is -8")]
    [InlineData("Specialize(dropout: 1)", "dropout: 1f: in 'Dropout(up.Forward(attention.Forward(x)), dropout)' the probability of dropout must be from 0 to below 1")]
    public void TheValuesMustFitTheModel(string attribute, string why)
    {
        var problem = Assert.Single(ModelHarness.Marked("[Model, " + attribute + "] " + Model));
        Assert.Equal(("PICO1020", attribute, "'M' cannot be constructed with " + why), problem);
    }

    [Theory]
    [InlineData("x.Slice(1, 0, 3)", "width: 2: in 'x.Slice(1, 0, 3)' '3' may not exceed 'width', but they are 3 and 2")]
    [InlineData("x * (10 / (width - 2))", "width: 2: '10 / (width - 2)' is not part of the model language: ")]
    public void WhatEachCallWouldRefuseIsToldAtTheAttribute(string expression, string why)
    {
        var problem = Assert.Single(ModelHarness.Marked(
            "[Model, Specialize(width: 2)] public sealed partial class M(int width) { public Tensor F([Shape(\"batch width\")] Tensor x) => " + expression + "; }"));
        Assert.Equal(("PICO1020", "Specialize(width: 2)"), (problem.Id, problem.Marked));
        Assert.StartsWith("'M' cannot be constructed with " + why, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AModelWithAnErrorIsNotToldTwice() => Assert.Equal("PICO1002", Assert.Single(ModelHarness.Marked(
        "[Model, Specialize(width: 2)] public sealed partial class M(int width) { public Tensor F([Shape(\"batch 3\")] Tensor x) => x + x.Slice(1, 0, 2); }")).Id);

    [Theory]
    [InlineData("[Specialize(width: 2)] class Other { }")]
    [InlineData("[Layer, Specialize(width: 2)] sealed partial class Other(int width) { public Tensor Forward(Tensor x) => x * width; }")]
    public void ItBelongsOnAModel(string other) => Assert.Equal(
        [("PICO1019", "Specialize(width: 2)", "'Other' cannot be specialised this way: it is no [Model]")],
        ModelHarness.Marked("[Model, Specialize(width: 8)] " + Model + other));

    [Fact]
    public void AStackHasNothingToName() => Assert.Equal(
        [("PICO1019", "width", "'M' cannot be specialised this way: 'width' is no parameter of its constructor, which has none")],
        ModelHarness.Marked("[Model, Linear(4, 2), CrossEntropy, Specialize(width: 2)] public sealed partial class M;"));

    /// <summary>Eight combinations in general, and two for each specialisation that leaves a condition open.</summary>
    [Fact]
    public void TogetherTheyMayBeSixteen()
    {
        const string body = "public sealed partial class M(bool a, bool b, bool c, int width) { readonly Linear one = new(4, 4, a), two = new(4, 4, b), three = new(4, width, c); " +
            "public Tensor F([Shape(\"batch 4\")] Tensor x) => three.Forward(two.Forward(one.Forward(x))); }";
        Assert.Empty(ModelHarness.Marked("[Model, Specialize(a: true, width: 8), Specialize(b: true, width: 8)] " + body));
        var problem = Assert.Single(ModelHarness.Marked("[Model, Specialize(a: true, width: 8), Specialize(b: true, width: 8), Specialize(width: 5)] " + body));
        Assert.Equal(("PICO1016", "Specialize(width: 5)"), (problem.Id, problem.Marked));
    }

    /// <summary>A class of that name, here a layer, is not the attribute.</summary>
    [Fact]
    public void ALayerMayBearTheName() => Assert.Empty(ModelHarness.Marked(
        "[Layer] public sealed partial class Specialize(int width) { readonly Linear inner = new(4, width); public Tensor Forward([Shape(\"... 4\")] Tensor x) => inner.Forward(x); } " +
        "[Model, Specialize(width: 3), CrossEntropy] public sealed partial class M;"));
}
