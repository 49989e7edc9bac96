namespace Pico;

/// <summary>One operation of an eager run.</summary>
/// <param name="Number">Its position in the run, from 0.</param>
/// <param name="Kind">The operation.</param>
/// <param name="Result">What it returned.</param>
public readonly record struct RecordedOperation(int Number, PrimitiveKind Kind, Tensor Result);
