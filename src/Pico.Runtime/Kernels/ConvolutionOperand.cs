namespace Pico.Kernels;

/// <summary>A dense tensor of float or bfloat16 that a convolution reads: images [batch, channels, height, width] or weights.</summary>
public readonly unsafe struct ConvolutionOperand
{
    /// <summary>A tensor of float.</summary>
    /// <param name="data">The first element.</param>
    public ConvolutionOperand(float* data) => Data = data;

    /// <summary>A tensor of bfloat16, which is widened as it is packed.</summary>
    /// <param name="data">The first element.</param>
    public ConvolutionOperand(BFloat16* data) => Narrow = data;

    /// <summary>The first element; null if the elements are bfloat16.</summary>
    public float* Data { get; }

    /// <summary>The first element, if the elements are bfloat16; otherwise null.</summary>
    public BFloat16* Narrow { get; }

    /// <summary>One element.</summary>
    internal float this[nint index] => Narrow is null ? Data[index] : Narrow[index];
}
