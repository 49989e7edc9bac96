namespace Pico.Generators.Tests.Models;

/// <summary>Conditions that only construction knows: which combinations there are, and what of them is refused.</summary>
public sealed class VariantTests
{
    private const string Model = "[Model] public sealed partial class M(int width, bool bias, bool other, float p) { ";

    [Theory]
    [InlineData("x", 1)]
    [InlineData("bias ? x : x + 1f", 2)]
    [InlineData("bias ? !bias ? x : x + 1f : bias ? x * 2f : x * 3f", 2)]
    [InlineData("bias && other ? x : x + 1f", 3)]
    [InlineData("bias == other ? x : x + 1f", 2)]
    [InlineData("width > 3 ? width > 2 ? x : x + 1f : width == 4 ? x * 2f : x * 3f", 2)]
    [InlineData("width > 3 ? x : width > 1 ? x + 1f : x + 2f", 3)]
    [InlineData("3 < width ? width <= 3 ? x : x + 1f : x", 2)]
    [InlineData("width != 5 ? x : width >= 6 ? x + 1f : x + 2f", 2)]
    [InlineData("p > 0.5f ? x : !(p > 0.5f) ? x + 1f : x * 2f", 2)]
    [InlineData("MathF.Sqrt(width) > 2f ? x : x + 1f", 2)]
    [InlineData("x.Sum(-1, keepDim: bias).Sum()", 2)]
    [InlineData("Dropout(x, p)", 2)]
    public void ThereIsOneProgramForEachCombination(string expression, int variants)
    {
        var program = ModelHarness.Lower(Model + "public Tensor Logits([Shape(\"batch width\")] Tensor x) => " + expression + "; }");
        Assert.Equal(variants, program.Variants.Count);
        Assert.Equal(variants, program.Variants.Select(variant => variant.Choices).Distinct().Count());
    }

    [Fact]
    public void ACallKnowsNoConditions() => Assert.Equal(
        ("PICO1005", "x.Shape[0] > 2"),
        Problem(Model + "public Tensor Logits([Shape(\"batch width\")] Tensor x) => x.Shape[0] > 2 ? x : x + 1f; }"));

    [Fact]
    public void MoreThanEightCombinationsAreRefused() => Assert.Equal(
        ("PICO1016", "bias"),
        Problem("[Model] public sealed partial class M(bool a, bool b, bool c, bool d) { " +
            "readonly Linear one = new(4, 4, a), two = new(4, 4, b), three = new(4, 4, c), four = new(4, 4, d); " +
            "public Tensor Logits([Shape(\"batch 4\")] Tensor x) => four.Forward(three.Forward(two.Forward(one.Forward(x)))); }", "bias"));

    private static (string, string) Problem(string source, string? marked = null)
    {
        var problem = Assert.Single(ModelHarness.Marked(source));
        return (problem.Id, marked ?? problem.Marked);
    }
}
