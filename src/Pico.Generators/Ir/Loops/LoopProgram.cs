namespace Pico.Generators.Ir;

/// <summary>
/// What one entry point executes: steps in order over buffers. The form between the tensor graph and the emitted text.
/// </summary>
internal sealed record LoopProgram(
    EquatableArray<LoopBuffer> Buffers,
    EquatableArray<LoopStep> Steps,
    int Result,
    EquatableArray<LoopOperation> Operations);

/// <summary>
/// An operation of the source, in eager order: its origin, and where its value and the gradient of its value are.
/// </summary>
internal sealed record LoopOperation(int Origin, LoopPlace Value, LoopPlace Gradient);

/// <summary>The buffer that holds a value (-1: none, it is fused) and the step that computes it (-1: none).</summary>
internal sealed record LoopPlace(int Buffer, int Step);

/// <summary>
/// A contiguous array. <see cref="Index"/> is the parameter's position; for temporaries it is the slot in the memory plan.
/// <see cref="Argument"/> is the user's name of an input. <see cref="Shape"/> is for the reader.
/// </summary>
internal sealed record LoopBuffer(string Name, BufferKind Kind, TensorType Shape, int Index, string? Argument = null);

/// <summary>Where a buffer lives.</summary>
internal enum BufferKind
{
    Input,
    Parameter,
    Gradient,
    Temporary,
}

/// <summary>
/// The rows and columns that a loop visits. Element (r, c) of a tensor with that domain lies at r·Columns + c.
/// </summary>
internal sealed record LoopDomain(Dimension Rows, Dimension Columns)
{
    public static LoopDomain Of(TensorType type) => type.Rank == 0
        ? new LoopDomain(Dimension.One, Dimension.One)
        : new LoopDomain(
            Dimension.Product(System.Linq.Enumerable.Take(type.Shape, type.Rank - 1)),
            type.Shape[type.Rank - 1]);
}
