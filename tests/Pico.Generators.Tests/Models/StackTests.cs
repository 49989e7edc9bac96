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
    public void ItCompiles()
    {
        Assert.Empty(ModelHarness.Diagnose(Digits));
    }
}
