namespace Pico.Generators.Ir;

/// <summary>
/// What one entry point executes: steps in order over buffers. The form between the tensor graph and the emitted text.
/// </summary>
internal sealed record LoopProgram(
    EquatableArray<LoopBuffer> Buffers,
    EquatableArray<LoopStep> Steps,
    int Result,
    EquatableArray<LoopOperation> Operations,
    EquatableArray<LoopRepetition> Repetitions = default);

/// <summary>
/// Steps that run once for every layer of a repeated array, from the first to the last or, backwards, from the last to the
/// first. They are neighbours, and say themselves that they belong to it.
/// </summary>
internal sealed record LoopRepetition(string Name, Dimension Count, bool IsBackward, int Dropouts);

/// <summary>
/// An operation of the source, in eager order: its origin, where its value and the gradient of its value are, and the
/// repetition that runs it (-1: none).
/// </summary>
internal sealed record LoopOperation(int Origin, LoopPlace Value, LoopPlace Gradient, int Repetition = -1);

/// <summary>The buffer that holds a value (-1: none, it is fused) and the step that computes it (-1: none).</summary>
internal sealed record LoopPlace(int Buffer, int Step);

/// <summary>
/// A contiguous array. <see cref="Index"/> is the parameter's position; for temporaries it is the slot in the memory plan.
/// <see cref="Argument"/> is the user's name of an input. <see cref="Shape"/> is for the reader. Temporaries of a repetition
/// lie in a <see cref="BufferStack"/>; several then have one slot.
/// </summary>
internal sealed record LoopBuffer(
    string Name, BufferKind Kind, TensorType Shape, int Index, string? Argument = null, BufferStack? Stack = null, ElementStorage Storage = ElementStorage.AsComputed)
{
    /// <summary>The bytes of one element in memory.</summary>
    public int ElementBytes => Storage == ElementStorage.BFloat16 ? 2 : 4;
}

/// <summary>
/// The place of a buffer in the stack of a repetition: one array for every layer if the way back reads what the way forth
/// wrote (<see cref="IsKept"/>), else one that is used again and again, or two where a layer reads what the one before left.
/// </summary>
internal sealed record BufferStack(int Repetition, StackPlace Place, bool IsKept = false)
{
    /// <summary>Whether the stack also holds what the first repetition starts with.</summary>
    public bool IsCarried => Place != StackPlace.Own;
}

/// <summary>Which array of a stack a buffer is.</summary>
internal enum StackPlace
{
    /// <summary>That of the layer itself.</summary>
    Own,

    /// <summary>What the first repetition starts with; belongs to no repetition.</summary>
    First,

    /// <summary>What the repetition before left.</summary>
    Current,

    /// <summary>What this repetition leaves.</summary>
    Next,

    /// <summary>What the last repetition left; belongs to no repetition.</summary>
    Last,
}

/// <summary>Where a buffer lives.</summary>
internal enum BufferKind
{
    Input,
    Parameter,
    Gradient,
    Temporary,

    /// <summary>What sequences leave for their next elements; <see cref="LoopBuffer.Index"/> is its place among its like.</summary>
    State,
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
