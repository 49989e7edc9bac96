using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>Writes the calls of the attention kernel.</summary>
internal static class AttentionEmitter
{
    // A layer called Attention is likely in the user's own code.
    private const string Kernel = "global::Pico.Kernels.Attention.";

    public static string Call(LoopProgram program, LoopStep.Attention step) => Lines(
        "Forward",
        Shape(program, step.Sizes, step.IsCausal, step.Padding),
        Operand(program, step.Q),
        Operand(program, step.K),
        Operand(program, step.V),
        Operand(program, step.Output),
        step.LogSumExp < 0 ? "logSumExp: null" : Field(program, step.LogSumExp));

    public static string Call(LoopProgram program, LoopStep.AttentionBackward step) => Lines(
        "Backward",
        Shape(program, step.Sizes, step.IsCausal, step.Padding),
        Operand(program, step.Q),
        Operand(program, step.K),
        Operand(program, step.V),
        Operand(program, step.Output),
        Field(program, step.LogSumExp),
        Operand(program, step.OutputGradient),
        Gradient(program, step.QGradient, "qGradient"),
        Gradient(program, step.KGradient, "kGradient"),
        Gradient(program, step.VGradient, "vGradient"));

    private static string Lines(string method, params string[] arguments) =>
        Kernel + method + "(\n    pool,\n    " + string.Join(",\n    ", arguments) + ");";

    private static string Shape(LoopProgram program, AttentionSizes sizes, bool isCausal, int padding) =>
        "new AttentionShape { Batch = " + LoopWriter.Size(sizes.Batch) + ", Heads = " + LoopWriter.Size(sizes.Heads) +
        ", Queries = " + LoopWriter.Size(sizes.Queries) + ", Keys = " + LoopWriter.Size(sizes.Keys) + ", Depth = " + LoopWriter.Size(sizes.Depth) +
        ", Scale = 1f / MathF.Sqrt(" + LoopWriter.Size(sizes.Depth) + ")" + (isCausal ? ", Causal = true" : string.Empty) +
        (padding < 0 ? string.Empty : ", KeyPadding = " + Field(program, padding)) + " }";

    private static string Gradient(LoopProgram program, HeadsLayout? layout, string name) =>
        layout is null ? name + ": default" : Operand(program, layout);

    private static string Operand(LoopProgram program, HeadsLayout layout) =>
        "new AttentionOperand(" + string.Join(", ", new[] { layout.Batch, layout.Head, layout.Time }.Select(LoopWriter.Size).Prepend(Field(program, layout.Buffer))) + ")";

    private static string Field(LoopProgram program, int buffer) => "frame->" + NameScope.Identifier(program.Buffers[buffer].Name);
}
