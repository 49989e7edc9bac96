namespace Pico.Kernels;

/// <summary>A matrix that <see cref="Gemm"/> reads: row-major memory of float or bfloat16, taken as it is or transposed.</summary>
public readonly unsafe struct GemmOperand
{
    /// <summary>A matrix of float.</summary>
    /// <param name="data">The first element.</param>
    /// <param name="stride">
    /// Elements from one row in memory to the next. Element (i, j) of the operand is <c>data[i*stride + j]</c>, or
    /// <c>data[j*stride + i]</c> when transposed.
    /// </param>
    /// <param name="transposed">Whether rows of the operand are columns in memory.</param>
    public GemmOperand(float* data, nint stride, bool transposed)
    {
        Data = data;
        Stride = stride;
        Transposed = transposed;
    }

    /// <summary>A matrix of bfloat16, which is widened as it is packed: products and sums are float's.</summary>
    /// <param name="data">The first element.</param>
    /// <param name="stride">As for float, in elements.</param>
    /// <param name="transposed">Whether rows of the operand are columns in memory.</param>
    public GemmOperand(BFloat16* data, nint stride, bool transposed)
    {
        Narrow = data;
        Stride = stride;
        Transposed = transposed;
    }

    /// <summary>The first element; null if the elements are bfloat16.</summary>
    public float* Data { get; }

    /// <summary>The first element, if the elements are bfloat16; otherwise null.</summary>
    public BFloat16* Narrow { get; }

    /// <summary>Elements from one row in memory to the next.</summary>
    public nint Stride { get; }

    /// <summary>Whether rows of the operand are columns in memory.</summary>
    public bool Transposed { get; }

    /// <summary>Whether there is no matrix.</summary>
    internal bool IsEmpty => Data is null && Narrow is null;

    /// <summary>Whether the micro-kernels can read rows of the operand where they lie.</summary>
    internal bool HasFloatRows => !Transposed && Narrow is null;

    /// <summary>The address of element (row, column) of an operand of float.</summary>
    internal float* At(nint row, nint column) => Data + Offset(row, column);

    /// <summary>The place of element (row, column), in elements.</summary>
    internal nint Offset(nint row, nint column) => Transposed ? column * Stride + row : row * Stride + column;

    /// <summary>One element.</summary>
    internal float this[nint row, nint column] => Narrow is null ? Data[Offset(row, column)] : Narrow[Offset(row, column)];

    /// <summary>The same operand read the other way round.</summary>
    internal GemmOperand Transpose() => With(0, !Transposed);

    /// <summary>The operand that begins so many elements further on.</summary>
    internal GemmOperand Advance(nint elements) => With(elements, Transposed);

    private GemmOperand With(nint elements, bool transposed) => Narrow is null
        ? new(Data + elements, Stride, transposed)
        : new(Narrow + elements, Stride, transposed);
}
