using Microsoft.CodeAnalysis;
using Pico.Generators.Ir;
using Pico.Generators.Models;

namespace Pico.Generators.Tests.Models;

/// <summary>Stacks of attributes, from another assembly and from the same one.</summary>
public sealed class StackTests
{
    private const string Digits = """
        [Model, Linear(784, 256), Relu, Linear(256, 10), CrossEntropy]
        public sealed partial class Digits;
        """;

    [Fact]
    public void AStackOfLayersFromAnotherAssemblyLowers()
    {
        var program = ModelHarness.Lower(Digits);
        Assert.Equal(["0.weight", "0.bias", "2.weight", "2.bias"], program.Parameters.Select(parameter => parameter.Name));
        Assert.Equal(["[256, 784]", "[256]", "[10, 256]", "[10]"], program.Parameters.Select(parameter => parameter.Type.ToString()));
        Assert.Equal(["Logits", "Loss"], program.EntryPoints.Select(entry => entry.Name));
        Assert.Equal(["x", "targets"], program.EntryPoints[1].Inputs.Select(input => input.Name));
        Assert.Equal(["batch"], program.EntryPoints[1].Dimensions);
        Assert.Equal(
            """
            %0 = input x : [batch, 784] "x"
            %1 = input targets : int32 [batch] "targets"
            %2 = parameter 0 : [256, 784]
            %3 = contract TB (%0, %2) : [batch, 256] "y"
            %4 = parameter 1 : [256]
            %5 = Add (%3, %4) : [batch, 256] "layer0"
            %6 = Relu (%5) : [batch, 256] "layer1"
            %7 = parameter 2 : [10, 256]
            %8 = contract TB (%6, %7) : [batch, 10] "y"
            %9 = parameter 3 : [10]
            %10 = Add (%8, %9) : [batch, 10] "layer2"
            %11 = Max over 1 (%10) : [batch, 1]
            %12 = detach (%11) : [batch, 1] "maximum"
            %13 = Subtract (%10, %12) : [batch, 10] "shifted"
            %14 = Exp (%13) : [batch, 10] "exponentials"
            %15 = Sum over 1 (%14) : [batch, 1]
            %16 = Log (%15) : [batch, 1] "logTotal"
            %17 = Subtract (%13, %16) : [batch, 10] "logProbabilities"
            %18 = reshape (%1) : int32 [batch, 1]
            %19 = pick (%17, %18) : [batch, 1]
            %20 = reshape (%19) : [batch]
            %21 = reshape (%20) : [batch, 1]
            %22 = Negate (%21) : [batch, 1] "losses"
            %23 = constant -100 : int32 []
            %24 = NotEqual (%1, %23) : int32 [batch]
            %25 = constant 1 : []
            %26 = Identity (%25) : [batch]
            %27 = constant 0 : []
            %28 = Where (%24, %26, %27) : [batch]
            %29 = Sum over 0 (%28) : [1]
            %30 = reshape (%29) : [] "count"
            %31 = NotEqual (%18, %23) : int32 [batch, 1]
            %32 = Divide (%22, %30) : [batch, 1]
            %33 = Where (%31, %32, %27) : [batch, 1]
            %34 = Sum over 1 (%33) : [batch, 1]
            %35 = Sum over 0 (%34) : [1, 1]
            %36 = reshape (%35) : []
            -> %36

            """,
            ModelHarness.Print(program.EntryPoints[1].Training));
    }

    [Fact]
    public void ItCompilesWithoutAWord() => Assert.Empty(ModelHarness.Diagnose(Digits));

    /// <summary>
    /// In the layer's own compilation the generator sees its attribute as an error and reads the syntax; the analyzer sees
    /// the attribute bound. Both must come to the same.
    /// </summary>
    [Theory]
    [InlineData("Scale(784, 0.5f)")]
    [InlineData("Scale(784)")]
    [InlineData("Scale(factor: 2, width: 700 + 84)")]
    [InlineData("ScaleAttribute(Width, 1.5f)")]
    [InlineData("Inner.Scale(784, 0.5f)")]
    public void BoundAndUnboundAttributesGiveTheSameSpec(string attribute)
    {
        var layer = """
            [Layer] public sealed partial class Scale(int width, float factor = 0.25f)
            {
                [Parameter] readonly Tensor weight = Ones([width]);
                public Tensor Forward([Shape("... width")] Tensor x) => x * weight * factor;
            }
            """;
        if (attribute.StartsWith("Inner", StringComparison.Ordinal))
        {
            layer = "namespace Inner { " + layer + " }";
        }

        var source = layer + " [Model, " + attribute + ", Linear(784, 10), CrossEntropy] public sealed partial class M { public const int Width = 784; }";
        var input = ModelHarness.Compile(source.Replace("Attribute(Width", "Attribute(M.Width", StringComparison.Ordinal));
        var (output, _) = ModelHarness.Generate(input);
        Assert.Empty(output.GetDiagnostics().Where(problem => problem.Severity >= DiagnosticSeverity.Warning));
        Assert.Empty(ModelHarness.Analyze(output));
        var unbound = ModelHarness.Read(input, "M");
        var bound = ModelHarness.Read(output, "M");
        Assert.NotNull(unbound.Spec);
        Assert.Equal(unbound.Spec, bound.Spec);
        Assert.Equal(["0.weight", "1.weight", "1.bias"], VariantLowering.Lower(bound.Spec!)!.Parameters.Select(parameter => parameter.Name));
    }

    [Fact]
    public void TheClassMayStateTheShapeOfTheInput()
    {
        var program = ModelHarness.Lower("[Model, Shape(\"batch time 4\"), Softmax, Linear(4, 3), MSELoss] public sealed partial class M;");
        Assert.Equal(["Prediction", "Loss"], program.EntryPoints.Select(entry => entry.Name));
        Assert.Equal("[batch, time, 4]", program.EntryPoints[0].Inputs[0].Type.ToString());
        Assert.Equal(["batch", "time"], program.EntryPoints[0].Dimensions);

        // The target has no [Shape]: it has that of the prediction.
        Assert.Equal("[batch, time, 3]", program.EntryPoints[1].Inputs[1].Type.ToString());
    }

    [Fact]
    public void DropoutActsInTrainingOnly()
    {
        var entry = ModelHarness.Lower(
            "[Model, Linear(3, 2), Dropout(0.25f), Dropout(0f), Dropout, MSELoss] public sealed partial class M;").EntryPoints[0];
        Assert.DoesNotContain(entry.Evaluation.Nodes, node => node.Op is TensorOp.Random);

        // The second one drops nothing but counts, as it does eagerly.
        Assert.Equal([0, 2], entry.Training.Nodes.Select(node => node.Op).OfType<TensorOp.Random>().Select(random => random.Stream.Ordinal.Value));
    }

    [Fact]
    public void ASourceIsTheTextAndThePathOfTheLayer()
    {
        var program = ModelHarness.Lower(Digits);
        var graph = program.EntryPoints[0].Evaluation;
        var products = graph.Nodes.Where(node => node.Op is TensorOp.Contract).Select(node => program.Sources[node.Origin]);
        Assert.Equal([new SourceText("x.MatMul(weight.Transpose())", "0"), new SourceText("x.MatMul(weight.Transpose())", "2")], products);
    }
}
