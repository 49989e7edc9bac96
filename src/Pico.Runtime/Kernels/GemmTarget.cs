namespace Pico.Kernels;

/// <summary>
/// What an <see cref="IGemmEpilogue"/> does to every element of a product A·B that a micro-kernel can do by itself, while the sums are in
/// registers: <c>C = max(A·B + bias, 0) ∘ factor + addend</c>, where what is null or not asked for is left out. All matrices have the rows and the stride of C.
/// </summary>
/// <param name="c">The first element of C [rows, columns], row-major.</param>
/// <param name="stride">Elements from one row to the next.</param>
public readonly unsafe struct GemmTarget(float* c, nint stride)
{
    /// <summary>The first element of what is written.</summary>
    public float* C { get; } = c;

    /// <summary>Elements from one row to the next, of all matrices.</summary>
    public nint Stride { get; } = stride;

    /// <summary>One number a column, added first; or null.</summary>
    public float* Bias { get; init; }

    /// <summary>Whether what is not above zero then becomes zero; NaN stays.</summary>
    public bool Rectifies { get; init; }

    /// <summary>A matrix that is multiplied with, element by element; or null.</summary>
    public float* Factor { get; init; }

    /// <summary>A matrix that is added last, C itself where products accumulate; or null.</summary>
    public float* Addend { get; init; }
}
