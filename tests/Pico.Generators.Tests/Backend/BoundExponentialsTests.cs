using Pico.Generators.Ir;
using Pico.Generators.Passes;
using Pico.Generators.Tests.Models;

namespace Pico.Generators.Tests.Backend;

/// <summary>Which exponentials are seen to have an argument of at most 0.</summary>
public sealed class BoundExponentialsTests
{
    [Theory]
    [InlineData("Softmax(x)", true)]
    [InlineData("Softmax(x * y)", true)] // what is maximised is computed again
    [InlineData("(x * x * -0.5f).Map(MathF.Exp)", true)]
    [InlineData("(x.Map(MathF.Abs) * -2f).Map(MathF.Exp)", true)]
    [InlineData("(-(x * x) - y * y).Map(MathF.Exp)", true)]
    [InlineData("(x - x.Max(-1, keepDim: true)).Map(MathF.Exp)", true)]
    [InlineData("x.Map(MathF.Exp)", false)]
    [InlineData("(x * x).Map(MathF.Exp)", false)]
    [InlineData("(x * y * -1f).Map(MathF.Exp)", false)]
    [InlineData("(x * x * 2f).Map(MathF.Exp)", false)]
    [InlineData("(y * y - x * x).Map(MathF.Exp)", false)]
    [InlineData("(x.Max(-1, keepDim: true) - x).Map(MathF.Exp)", false)]
    [InlineData("(x - y.Max(-1, keepDim: true)).Map(MathF.Exp)", false)]
    [InlineData("(x - (x * y).Max(-1, keepDim: true)).Map(MathF.Exp)", false)]
    [InlineData("(x * 2f - (x * 3f).Max(-1, keepDim: true)).Map(MathF.Exp)", false)]
    [InlineData("(x - x.Sum(-1, keepDim: true)).Map(MathF.Exp)", false)]
    public void The_form_shows_it(string expression, bool expected)
    {
        var model = ModelHarness.Lower("[Model] public sealed partial class M { public Tensor V([Shape(\"batch 48\")] Tensor x, [Shape(\"batch 48\")] Tensor y) => " + expression + "; }");
        var program = Recipe.Run(model.EntryPoints[0].Training, model, withGradients: false);
        var exponentials = program.Steps.SelectMany(step => step.Bodies).SelectMany(body => body.Function.Body).Select(instruction => instruction.Opcode)
            .Where(opcode => opcode is ScalarOpcode.Exp or ScalarOpcode.ExpOfNonPositive).Distinct();
        Assert.Equal([expected ? ScalarOpcode.ExpOfNonPositive : ScalarOpcode.Exp], exponentials);
    }

    /// <summary>Each value is read twice, so that looking at operands again for each reader would take 2^48 steps.</summary>
    [Fact]
    public void Signs_of_a_long_chain_are_found_at_once()
    {
        var doublings = string.Concat(Enumerable.Repeat("z = z + z; ", 48));
        var model = ModelHarness.Lower("[Model] public sealed partial class M { public Tensor V([Shape(\"batch 48\")] Tensor x) { var z = x.Map(MathF.Abs); " + doublings + "return (-z).Map(MathF.Exp); } }");
        var program = Recipe.Run(model.EntryPoints[0].Training, model, withGradients: false);
        Assert.Contains(program.Steps.SelectMany(step => step.Bodies).SelectMany(body => body.Function.Body), instruction => instruction.Opcode == ScalarOpcode.ExpOfNonPositive);
    }
}
