namespace Pico.Kernels;

/// <summary>
/// A tensor [batch, heads, time, depth] that <see cref="Attention"/> reads or writes where it lies: element (b, h, t, d) is
/// <c>data[b*batchStride + h*headStride + t*timeStride + d]</c>. So a head may be a range of columns of a [batch, time, width]
/// matrix, and queries, keys and values three ranges of one product.
/// </summary>
/// <param name="data">The first element.</param>
/// <param name="batchStride">Elements from one batch to the next.</param>
/// <param name="headStride">Elements from one head to the next.</param>
/// <param name="timeStride">Elements from one time to the next.</param>
public readonly unsafe struct AttentionOperand(float* data, nint batchStride, nint headStride, nint timeStride)
{
    /// <summary>The first element.</summary>
    public float* Data { get; } = data;

    /// <summary>Elements from one batch to the next.</summary>
    public nint BatchStride { get; } = batchStride;

    /// <summary>Elements from one head to the next.</summary>
    public nint HeadStride { get; } = headStride;

    /// <summary>Elements from one time to the next.</summary>
    public nint TimeStride { get; } = timeStride;

    /// <summary>The matrix [time, depth] of one head of one batch.</summary>
    internal GemmOperand Head(nint batch, nint head) => Data is null ? default : new(Data + batch * BatchStride + head * HeadStride, TimeStride, false);
}
