using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pico.Simd;

namespace Pico.Kernels;

/// <summary>The micro-kernels of a convolution at a width.</summary>
internal static unsafe class ConvolutionKernel<S, F, I>
    where S : struct, ISimd<F, I>
    where F : struct
    where I : struct
{
    /// <summary>See <see cref="ConvolutionTile{T, V}.Multiply"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(nint height, nint k, float* a, float* b, nint* offsets, float* c)
    {
        if (S.Width == 512)
        {
            ConvolutionTile<GemmVector512, Vector512<float>>.Multiply(height, k, a, b, offsets, c);
        }
        else if (S.Width == 256)
        {
            ConvolutionTile<GemmVector256, Vector256<float>>.Multiply(height, k, a, b, offsets, c);
        }
        else if (S.Width == 128)
        {
            ConvolutionTile<GemmVector128, Vector128<float>>.Multiply(height, k, a, b, offsets, c);
        }
        else
        {
            ConvolutionTile<GemmVectorScalar, float>.Multiply(height, k, a, b, offsets, c);
        }
    }

    /// <summary>See <see cref="ConvolutionSumTile{T, V}.Add"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(nint taps, nint images, nint places, float* a, nint aFilter, nint aImage, float* b, nint bImage, nint* offsets, float* c, nint cFilter, bool resume)
    {
        if (S.Width == 512)
        {
            ConvolutionSumTile<GemmVector512, Vector512<float>>.Add(taps, images, places, a, aFilter, aImage, b, bImage, offsets, c, cFilter, resume);
        }
        else if (S.Width == 256)
        {
            ConvolutionSumTile<GemmVector256, Vector256<float>>.Add(taps, images, places, a, aFilter, aImage, b, bImage, offsets, c, cFilter, resume);
        }
        else if (S.Width == 128)
        {
            ConvolutionSumTile<GemmVector128, Vector128<float>>.Add(taps, images, places, a, aFilter, aImage, b, bImage, offsets, c, cFilter, resume);
        }
        else
        {
            ConvolutionSumTile<GemmVectorScalar, float>.Add(taps, images, places, a, aFilter, aImage, b, bImage, offsets, c, cFilter, resume);
        }
    }
}
