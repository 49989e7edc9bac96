using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>Writes the calls of the pooling kernel.</summary>
internal static class PoolEmitter
{
    private const string Kernel = "global::Pico.Kernels.Pooling.";

    public static string Call(LoopProgram program, LoopStep.Pool step) =>
        Kernel + Name(step.Monoid) + "<S, F, I>(pool, " + Shape(step.Planes, step.Sizes) + ", " + Operand(program, step.Source) + ", " + Operand(program, step.Result) + ");";

    public static string Call(LoopProgram program, LoopStep.PoolBackward step) =>
        Kernel + Name(step.Monoid) + "Gradient<S, F, I>(pool, " + Shape(step.Planes, step.Sizes) + ", " +
        (step.Source < 0 ? string.Empty : Operand(program, step.Source) + ", ") + Operand(program, step.Gradient) + ", " + Operand(program, step.Result) + ");";

    private static string Name(Monoid monoid) => monoid == Monoid.Max ? "Max" : "Sum";

    private static string Shape(Dimension planes, WindowSizes sizes) => "new PoolingShape { " + string.Join(", ", new[]
    {
        ("Planes", planes), ("Height", sizes.Height), ("Width", sizes.Width), ("KernelHeight", sizes.KernelHeight), ("KernelWidth", sizes.KernelWidth),
        ("Stride", sizes.Stride), ("Padding", sizes.Padding),
    }.Select(pair => pair.Item1 + " = " + LoopWriter.Size(pair.Item2))) + " }";

    private static string Operand(LoopProgram program, int buffer) => "new PoolingOperand(frame->" + NameScope.Identifier(program.Buffers[buffer].Name) + ")";
}
