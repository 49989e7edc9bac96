namespace Pico.Kernels;

/// <summary>
/// A tensor [batch, heads, time, depth] of float or bfloat16 that <see cref="Attention"/> reads or writes where it lies: element
/// (b, h, t, d) is <c>data[b*batchStride + h*headStride + t*timeStride + d]</c>. So a head may be a range of columns of a [batch, time,
/// width] matrix, and queries, keys and values three ranges of one product.
/// </summary>
public readonly unsafe struct AttentionOperand
{
    /// <summary>A tensor of float.</summary>
    /// <param name="data">The first element.</param>
    /// <param name="batchStride">Elements from one batch to the next.</param>
    /// <param name="headStride">Elements from one head to the next.</param>
    /// <param name="timeStride">Elements from one time to the next.</param>
    public AttentionOperand(float* data, nint batchStride, nint headStride, nint timeStride)
    {
        Data = data;
        BatchStride = batchStride;
        HeadStride = headStride;
        TimeStride = timeStride;
    }

    /// <summary>A tensor of bfloat16: widened when it is read, rounded when it is written.</summary>
    /// <param name="data">The first element.</param>
    /// <param name="batchStride">Elements from one batch to the next.</param>
    /// <param name="headStride">Elements from one head to the next.</param>
    /// <param name="timeStride">Elements from one time to the next.</param>
    public AttentionOperand(BFloat16* data, nint batchStride, nint headStride, nint timeStride)
    {
        Narrow = data;
        BatchStride = batchStride;
        HeadStride = headStride;
        TimeStride = timeStride;
    }

    /// <summary>The first element; null if the elements are bfloat16.</summary>
    public float* Data { get; }

    /// <summary>The first element, if the elements are bfloat16; otherwise null.</summary>
    public BFloat16* Narrow { get; }

    /// <summary>Elements from one batch to the next.</summary>
    public nint BatchStride { get; }

    /// <summary>Elements from one head to the next.</summary>
    public nint HeadStride { get; }

    /// <summary>Elements from one time to the next.</summary>
    public nint TimeStride { get; }

    /// <summary>The matrix [time, depth] of one head of one batch.</summary>
    internal GemmOperand Head(nint batch, nint head)
    {
        var first = batch * BatchStride + head * HeadStride;
        return Data is not null ? new(Data + first, TimeStride, false)
            : Narrow is not null ? new(Narrow + first, TimeStride, false)
            : default;
    }
}
