using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>Writes the call of the GEMM for a matrix product.</summary>
internal static class ProductEmitter
{
    /// <summary>The statement that runs the product.</summary>
    public static string Call(LoopProgram program, LoopStep.Product step)
    {
        var sizes = LoopWriter.Size(step.Rows) + ", " + LoopWriter.Size(step.Columns) + ", " + LoopWriter.Size(step.Inner);
        var (a, b) = (Operand(program, step.A), Operand(program, step.B));
        var epilogue = "new " + step.Name + "Epilogue(frame)";
        return step.Batch.IsOne
            ? Lines("Gemm.Multiply<S, F, I, " + step.Name + "Epilogue>(", "pool, " + sizes, a, b, epilogue)
            : Lines(
                "Gemm.MultiplyBatched<S, F, I, " + step.Name + "Epilogue>(",
                "pool, " + LoopWriter.Size(step.Batch) + ", " + sizes,
                a + ", " + LoopWriter.Size(step.A.BatchStride),
                b + ", " + LoopWriter.Size(step.B.BatchStride),
                epilogue);
    }

    private static string Lines(string call, params string[] arguments) => call + "\n    " + string.Join(",\n    ", arguments) + ");";

    private static string Operand(LoopProgram program, ProductOperand operand) =>
        "new GemmOperand(frame->" + NameScope.Identifier(program.Buffers[operand.Buffer].Name) + ", " + LoopWriter.Size(operand.Stride) +
        ", transposed: " + (operand.Transposed ? "true" : "false") + ")";
}
