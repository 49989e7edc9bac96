using Pico.Simd;
using Pico.Threading;

namespace Pico.Kernels;

/// <summary>
/// Two-dimensional convolution (in truth correlation, as torch's conv2d) of images [batch, channels, height, width], and its gradients,
/// with whatever should happen to the result fused into its end. No image is unfolded: memory beyond operands and result
/// is a strip of one image a thread and a copy of the weights.
/// </summary>
/// <remarks>
/// The bits of a result depend on the operands and sizes alone: not on the number of threads or the vector width. An epilogue gets
/// planes as rows: element (b, c, y, x) as row <c>b*channels + c</c>, column <c>y*width + x</c>, in pieces that may start at any column.
/// Nothing is allocated once the scratch memory of the calling thread has grown to the largest size in use.
/// </remarks>
public static unsafe class Convolution
{
    /// <summary>The convolution: rows are [batch × filters], columns the places.</summary>
    /// <typeparam name="S">The operations of the width.</typeparam>
    /// <typeparam name="F">Sixteen lanes of float.</typeparam>
    /// <typeparam name="I">Sixteen lanes of int.</typeparam>
    /// <typeparam name="TEpilogue">What happens to the result; copied into the call.</typeparam>
    /// <param name="pool">The threads to use.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="x">The images.</param>
    /// <param name="weight">The filters.</param>
    /// <param name="epilogue">Receives every element of the result once.</param>
    /// <exception cref="ArgumentException">Sizes do not fit each other.</exception>
    /// <exception cref="InvalidOperationException">It is called from inside an epilogue.</exception>
    public static void Forward<S, F, I, TEpilogue>(WorkerPool pool, in ConvolutionShape shape, ConvolutionOperand x, ConvolutionOperand weight, TEpilogue epilogue)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
        where TEpilogue : unmanaged, IGemmEpilogue
    {
        shape.Check();
        ConvolutionSlide<S, F, I>.Forward(pool, shape, x, weight, ConvolutionFinish.By<S, F, I, TEpilogue>(&epilogue));
    }

    /// <summary>The gradient of the images: rows are [batch × channels], columns the elements of a plane.</summary>
    /// <typeparam name="S">The operations of the width.</typeparam>
    /// <typeparam name="F">Sixteen lanes of float.</typeparam>
    /// <typeparam name="I">Sixteen lanes of int.</typeparam>
    /// <typeparam name="TEpilogue">What happens to the gradient; copied into the call.</typeparam>
    /// <param name="pool">The threads to use.</param>
    /// <param name="shape">The sizes of the convolution.</param>
    /// <param name="dy">The gradient of the result.</param>
    /// <param name="weight">The filters.</param>
    /// <param name="epilogue">Receives every element of the gradient once.</param>
    /// <exception cref="ArgumentException">Sizes do not fit each other.</exception>
    /// <exception cref="InvalidOperationException">It is called from inside an epilogue.</exception>
    public static void InputGradient<S, F, I, TEpilogue>(WorkerPool pool, in ConvolutionShape shape, ConvolutionOperand dy, ConvolutionOperand weight, TEpilogue epilogue)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
        where TEpilogue : unmanaged, IGemmEpilogue
    {
        shape.Check();
        ConvolutionSlide<S, F, I>.InputGradient(pool, shape, dy, weight, ConvolutionFinish.By<S, F, I, TEpilogue>(&epilogue));
    }

    /// <summary>The gradient of the filters: rows are the filters, columns [channels / groups × kernel height × kernel width].</summary>
    /// <typeparam name="S">The operations of the width.</typeparam>
    /// <typeparam name="F">Sixteen lanes of float.</typeparam>
    /// <typeparam name="I">Sixteen lanes of int.</typeparam>
    /// <typeparam name="TEpilogue">What happens to the gradient; copied into the call.</typeparam>
    /// <param name="pool">The threads to use.</param>
    /// <param name="shape">The sizes of the convolution.</param>
    /// <param name="x">The images.</param>
    /// <param name="dy">The gradient of the result.</param>
    /// <param name="epilogue">Receives every element of the gradient once.</param>
    /// <exception cref="ArgumentException">Sizes do not fit each other.</exception>
    /// <exception cref="InvalidOperationException">It is called from inside an epilogue.</exception>
    public static void WeightGradient<S, F, I, TEpilogue>(WorkerPool pool, in ConvolutionShape shape, ConvolutionOperand x, ConvolutionOperand dy, TEpilogue epilogue)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
        where TEpilogue : unmanaged, IGemmEpilogue
    {
        shape.Check();
        ConvolutionWeights<S, F, I>.Run(pool, shape, x, dy, ConvolutionFinish.By<S, F, I, TEpilogue>(&epilogue));
    }
}
