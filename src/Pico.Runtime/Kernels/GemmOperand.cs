namespace Pico.Kernels;

/// <summary>A matrix that <see cref="Gemm"/> reads: row-major memory, taken as it is or transposed.</summary>
/// <param name="data">The first element.</param>
/// <param name="stride">
/// Elements from one row in memory to the next. Element (i, j) of the operand is <c>data[i*stride + j]</c>, or
/// <c>data[j*stride + i]</c> when transposed.
/// </param>
/// <param name="transposed">Whether rows of the operand are columns in memory.</param>
public readonly unsafe struct GemmOperand(float* data, nint stride, bool transposed)
{
    /// <summary>The first element.</summary>
    public float* Data { get; } = data;

    /// <summary>Elements from one row in memory to the next.</summary>
    public nint Stride { get; } = stride;

    /// <summary>Whether rows of the operand are columns in memory.</summary>
    public bool Transposed { get; } = transposed;

    /// <summary>The address of element (row, column) of the operand.</summary>
    internal float* At(nint row, nint column) => Transposed ? Data + column * Stride + row : Data + row * Stride + column;

    /// <summary>The same operand read the other way round.</summary>
    internal GemmOperand Transpose() => new(Data, Stride, !Transposed);
}
