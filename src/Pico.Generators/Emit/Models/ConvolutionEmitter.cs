using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>Writes the call of the convolution kernel.</summary>
internal static class ConvolutionEmitter
{
    public static string Call(LoopProgram program, LoopStep.Convolution step)
    {
        var method = step.Part switch
        {
            ConvolutionPart.Result => "Forward",
            ConvolutionPart.Images => "InputGradient",
            _ => "WeightGradient",
        };
        return "global::Pico.Kernels.Convolution." + method + "<S, F, I, " + step.Name + "Epilogue>(\n    pool,\n    " +
            Shape(step) + ",\n    " + Operand(program, step.Left) + ",\n    " + Operand(program, step.Right) + ",\n    new " + step.Name + "Epilogue(frame));";
    }

    private static string Shape(LoopStep.Convolution step) => "new ConvolutionShape { " + string.Join(", ", new[]
    {
        ("Batch", step.Batch), ("Channels", step.Channels), ("Height", step.Sizes.Height), ("Width", step.Sizes.Width), ("Filters", step.Filters),
        ("KernelHeight", step.Sizes.KernelHeight), ("KernelWidth", step.Sizes.KernelWidth), ("Stride", step.Sizes.Stride),
        ("Padding", step.Sizes.Padding), ("Dilation", step.Sizes.Dilation), ("Groups", step.Groups),
    }.Select(pair => pair.Item1 + " = " + LoopWriter.Size(pair.Item2))) + " }";

    private static string Operand(LoopProgram program, int buffer) => "new ConvolutionOperand(frame->" + NameScope.Identifier(program.Buffers[buffer].Name) + ")";
}
