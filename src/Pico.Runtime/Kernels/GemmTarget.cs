namespace Pico.Kernels;

/// <summary>The matrix that an <see cref="IGemmEpilogue"/> writes products into as they are, or adds them to.</summary>
/// <param name="c">The first element of C [rows, columns], row-major.</param>
/// <param name="stride">Elements from one row of C to the next.</param>
/// <param name="adds">Whether products are added to what is there.</param>
public readonly unsafe struct GemmTarget(float* c, nint stride, bool adds)
{
    /// <summary>The first element.</summary>
    public float* C { get; } = c;

    /// <summary>Elements from one row to the next.</summary>
    public nint Stride { get; } = stride;

    /// <summary>Whether products are added to what is there.</summary>
    public bool Adds { get; } = adds;
}
