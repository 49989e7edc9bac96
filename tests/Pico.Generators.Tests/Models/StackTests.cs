using Microsoft.CodeAnalysis;
using Pico.Generators.Ir;
using Pico.Generators.Models;

namespace Pico.Generators.Tests.Models;

/// <summary>Stacks of attributes, from another assembly and from the same one.</summary>
public sealed class StackTests
{
    private const string Digits = """
        [Model, Linear(784, 256), Softmax, Linear(256, 10), CrossEntropy]
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
            %6 = Max over 1 (%5) : [batch, 1]
            %7 = detach (%6) : [batch, 1]
            %8 = Subtract (%5, %7) : [batch, 256]
            %9 = Exp (%8) : [batch, 256] "exponentials"
            %10 = Sum over 1 (%9) : [batch, 1]
            %11 = Divide (%9, %10) : [batch, 256] "layer1"
            %12 = parameter 2 : [10, 256]
            %13 = contract TB (%11, %12) : [batch, 10] "y"
            %14 = parameter 3 : [10]
            %15 = Add (%13, %14) : [batch, 10] "layer2"
            %16 = Max over 1 (%15) : [batch, 1]
            %17 = detach (%16) : [batch, 1]
            %18 = Subtract (%15, %17) : [batch, 10] "shifted"
            %19 = Exp (%18) : [batch, 10]
            %20 = Sum over 1 (%19) : [batch, 1]
            %21 = Log (%20) : [batch, 1]
            %22 = Subtract (%18, %21) : [batch, 10]
            %23 = reshape (%1) : int32 [batch, 1]
            %24 = pick (%22, %23) : [batch, 1]
            %25 = reshape (%24) : [batch]
            %26 = Sum over 0 (%25) : [1]
            %27 = reshape (%26) : []
            %28 = size batch : []
            %29 = Divide (%27, %28) : []
            %30 = Negate (%29) : []
            -> %30

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
        Assert.Equal(["0.weight", "1.weight", "1.bias"], ModelLowering.Lower(bound.Spec!)!.Parameters.Select(parameter => parameter.Name));
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
        Assert.Equal([0, 2], entry.Training.Nodes.Select(node => node.Op).OfType<TensorOp.Random>().Select(random => random.Ordinal));
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
