using Pico.Generators.Ir;

namespace Pico.Generators.Tests.Models;

/// <summary>Bodies: what is folded, and the graphs that remain.</summary>
public sealed class BodyTests
{
    /// <summary>A user's own softmax and layer norm are written from primitives like the built-in ones.</summary>
    [Fact]
    public void AUsersOwnSoftmaxIsTheBuiltInOne()
    {
        var own = ModelHarness.Lower("""
            [Layer] public sealed partial class MySoftmax
            {
                public Tensor Forward(Tensor x)
                {
                    var maximum = x.Max(-1, keepDim: true).Detach();
                    var exponentials = (x - maximum).Map(MathF.Exp);
                    var total = exponentials.Sum(-1, true);
                    return exponentials / total;
                }
            }
            [Model] public sealed partial class M
            {
                readonly MySoftmax softmax = new();
                public Tensor Logits([Shape("batch 7")] Tensor x) => softmax.Forward(x);
            }
            """);
        var builtIn = ModelHarness.Lower("""
            [Model] public sealed partial class M
            {
                readonly Softmax softmax = new();
                public Tensor Logits([Shape("batch 7")] Tensor x) => softmax.Forward(x);
            }
            """);
        Assert.Equal(ModelHarness.Print(builtIn.EntryPoints[0].Training), ModelHarness.Print(own.EntryPoints[0].Training));
    }

    [Fact]
    public void AUsersOwnLayerNormLowers()
    {
        var program = ModelHarness.Lower("""
            [Layer] public sealed partial class MyLayerNorm(int width, float epsilon = 1e-5f)
            {
                [Parameter] readonly Tensor weight = Ones([width]);
                [Parameter] readonly Tensor bias = Zeros([width]);

                public Tensor Forward([Shape("... width")] Tensor x)
                {
                    var centered = x - x.Mean(-1, keepDim: true);
                    var variance = (centered * centered).Mean(-1, keepDim: true);
                    return centered / (variance + epsilon).Map(MathF.Sqrt) * weight + bias;
                }
            }
            [Model] public sealed partial class M(int width)
            {
                readonly MyLayerNorm norm = new(4*width);
                public Tensor Logits([Shape("batch 4*width")] Tensor x) => norm.Forward(x);
            }
            """);
        Assert.Equal(["width"], program.Constants);
        Assert.Equal(
            """
            %0 = input x : [batch, 4*width] "x"
            %1 = Sum over 1 (%0) : [batch, 1]
            %2 = size 4*width : []
            %3 = Divide (%1, %2) : [batch, 1]
            %4 = Subtract (%0, %3) : [batch, 4*width] "centered"
            %5 = Multiply (%4, %4) : [batch, 4*width]
            %6 = Sum over 1 (%5) : [batch, 1]
            %7 = Divide (%6, %2) : [batch, 1] "variance"
            %8 = constant 9.999999747378752E-06 : []
            %9 = Add (%7, %8) : [batch, 1]
            %10 = Sqrt (%9) : [batch, 1]
            %11 = Divide (%4, %10) : [batch, 4*width]
            %12 = parameter 0 : [4*width]
            %13 = Multiply (%11, %12) : [batch, 4*width]
            %14 = parameter 1 : [4*width]
            %15 = Add (%13, %14) : [batch, 4*width]
            -> %15

            """,
            ModelHarness.Print(program.EntryPoints[0].Training));
    }

    [Theory]
    [InlineData("x", "input")]
    [InlineData("x.Transpose().Transpose()", "input")]
    [InlineData("true ? x : x + 1f", "input")]
    [InlineData("Pass(x, 3 > 2 && !(1.5f >= 2f))", "input")]
    [InlineData("x.Reshape(2, -1, 3).Reshape(6, 5)", "reshape")]
    [InlineData("x.Sum()", "reshape")]
    [InlineData("x.Max(0)", "reshape")]
    [InlineData("x.Max(1, keepDim: true)", "Max over 1")]
    [InlineData("x.Slice(1, 1, 3)", "slice 1 from 1")]
    [InlineData("x.MatMul(x.Transpose())", "contract TB")]
    [InlineData("x.Transpose().MatMul(x)", "contract TA")]
    [InlineData("-x", "Negate")]
    [InlineData("2f - x", "Subtract")]
    [InlineData("x / (7 / 2)", "Divide")]
    public void AnExpressionEndsInItsNode(string expression, string node)
    {
        var program = ModelHarness.Lower(
            "[Model] public sealed partial class M { Tensor Pass(Tensor t, bool all) { if (all) return t; else return t + 1f; } " +
            "public Tensor Logits([Shape(\"6 5\")] Tensor x) => " + expression + "; }");
        var lines = ModelHarness.Print(program.EntryPoints[0].Evaluation).Split('\n');
        Assert.StartsWith("%" + (lines.Length - 3) + " = " + node, lines[^3], StringComparison.Ordinal);
    }

    /// <summary>Values that C# computes at run time are folded to the same bits.</summary>
    [Theory]
    [InlineData("x * (7 / 2)", 3)]
    [InlineData("x * (-7 % 3)", -1)]
    [InlineData("x * (1f / 3f)", 0.3333333432674408)]
    [InlineData("x * (float)(1.0 / 3)", 0.3333333432674408)]
    [InlineData("x * (3 * half)", 1.5)]
    public void NumbersFoldAsInCSharp(string expression, double expected)
    {
        var program = ModelHarness.Lower(
            "[Layer] public sealed partial class L(float half, int three = 3) { public Tensor Forward(Tensor x) => " +
            expression.Replace("3 ", "three ", StringComparison.Ordinal) + " + three; } " +
            "[Model] public sealed partial class M { readonly L l = new(0.5f); public Tensor Logits([Shape(\"batch 5\")] Tensor x) => l.Forward(x); }");
        Assert.Contains(program.EntryPoints[0].Evaluation.Nodes, node => node.Op is TensorOp.Constant constant && constant.Value.Equals(expected));
    }

    [Fact]
    public void AnUncertainQuotientBecomesAConstraint()
    {
        var program = ModelHarness.Lower(
            "[Model] public sealed partial class M(int width, int heads) { " +
            "public Tensor Logits([Shape(\"batch width\")] Tensor x) => x.Reshape(-1, heads, width / heads); }");
        var constraint = Assert.IsType<SizeConstraint.Divides>(Assert.Single(program.Constraints));
        Assert.Equal(("width", "heads"), (constraint.Numerator.ToString(), constraint.Denominator.ToString()));
        Assert.Equal("x.Reshape(-1, heads, width / heads)", program.Sources[constraint.Origin].Text);
        Assert.Equal("[batch, heads, (width/heads)]", program.EntryPoints[0].Evaluation.Nodes[^1].Type.ToString());
    }

    [Fact]
    public void AnOptionalParameterIsThereOrNot()
    {
        const string source = """
            [Model] public sealed partial class M
            {
                readonly Linear a = new(3, 4, bias: false), b = new(4, 2);
                public Tensor Logits([Shape("batch 3")] Tensor x) => b.Forward(a.Forward(x));
            }
            """;
        var program = ModelHarness.Lower(source);
        Assert.Equal(["a.weight", "b.weight", "b.bias"], program.Parameters.Select(parameter => parameter.Name));
        Assert.Empty(ModelHarness.Diagnose(source));
    }
}
