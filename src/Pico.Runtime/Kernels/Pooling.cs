using Pico.Simd;
using Pico.Threading;

namespace Pico.Kernels;

/// <summary>The sums and maxima of windows that slide over planes, and their gradients.</summary>
/// <remarks>
/// Results do not depend on the number of threads or the vector width. A window's maximum passes its gradient to the first of its largest
/// elements, row by row, as torch's does. Nothing is allocated once the scratch memory of the calling thread has grown.
/// </remarks>
public static unsafe class Pooling
{
    /// <summary>The maximum of each window; what lies in the padding does not count.</summary>
    /// <typeparam name="S">The operations of the width.</typeparam>
    /// <typeparam name="F">Sixteen lanes of float.</typeparam>
    /// <typeparam name="I">Sixteen lanes of int.</typeparam>
    /// <param name="pool">The threads to use.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="x">The planes.</param>
    /// <param name="result">Receives [planes, out height, out width].</param>
    /// <exception cref="ArgumentException">Sizes do not fit each other.</exception>
    public static void Max<S, F, I>(WorkerPool pool, in PoolingShape shape, PoolingOperand x, PoolingOperand result)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct => PoolingPass<S, F, I>.Forward(pool, shape, x, result, isMax: true);

    /// <summary>The sum of each window; the padding counts as zeros.</summary>
    /// <typeparam name="S">The operations of the width.</typeparam>
    /// <typeparam name="F">Sixteen lanes of float.</typeparam>
    /// <typeparam name="I">Sixteen lanes of int.</typeparam>
    /// <param name="pool">The threads to use.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="x">The planes.</param>
    /// <param name="result">Receives [planes, out height, out width].</param>
    /// <exception cref="ArgumentException">Sizes do not fit each other.</exception>
    public static void Sum<S, F, I>(WorkerPool pool, in PoolingShape shape, PoolingOperand x, PoolingOperand result)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct => PoolingPass<S, F, I>.Forward(pool, shape, x, result, isMax: false);

    /// <summary>The gradient of the planes of a maximum.</summary>
    /// <typeparam name="S">The operations of the width.</typeparam>
    /// <typeparam name="F">Sixteen lanes of float.</typeparam>
    /// <typeparam name="I">Sixteen lanes of int.</typeparam>
    /// <param name="pool">The threads to use.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="x">The planes.</param>
    /// <param name="gradient">The gradient of the result.</param>
    /// <param name="result">Receives the gradient of the planes.</param>
    /// <exception cref="ArgumentException">Sizes do not fit each other.</exception>
    public static void MaxGradient<S, F, I>(WorkerPool pool, in PoolingShape shape, PoolingOperand x, PoolingOperand gradient, PoolingOperand result)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct => PoolingPass<S, F, I>.Backward(pool, shape, x, gradient, result, isMax: true);

    /// <summary>The gradient of the planes of a sum.</summary>
    /// <typeparam name="S">The operations of the width.</typeparam>
    /// <typeparam name="F">Sixteen lanes of float.</typeparam>
    /// <typeparam name="I">Sixteen lanes of int.</typeparam>
    /// <param name="pool">The threads to use.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="gradient">The gradient of the result.</param>
    /// <param name="result">Receives the gradient of the planes.</param>
    /// <exception cref="ArgumentException">Sizes do not fit each other.</exception>
    public static void SumGradient<S, F, I>(WorkerPool pool, in PoolingShape shape, PoolingOperand gradient, PoolingOperand result)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct => PoolingPass<S, F, I>.Backward(pool, shape, default, gradient, result, isMax: false);
}
