using System.Runtime.Intrinsics;
using Pico.Simd;
using Pico.Threading;

namespace Pico.Kernels;

/// <summary>
/// Scaled dot-product attention, softmax(scale · Q Kᵀ) V, whose scores exist only tile by tile: memory grows with the
/// length of the sequence, not with its square.
/// </summary>
/// <remarks>
/// <para>The forward pass keeps a running maximum and sum per query (Milakov and Gimelshein, "Online normalizer calculation for
/// softmax", 2018); the backward pass computes the probabilities again from the stored log-sum-exp (Dao et al.,
/// "FlashAttention", 2022).</para>
/// <para>The bits of a row of the result depend on its query and the keys and values it sees, and on nothing else: not on
/// the number of threads, the vector width or the other queries, as long as hidden keys and values are finite (they are multiplied by zero). A query that sees no key gets zeros, and passes no gradient.
/// Scratch memory of a thread: about 130 KB forward and 260 KB + 4 bytes a query backward at depth 64, allocated once and kept.</para>
/// </remarks>
public static unsafe class Attention
{
    /// <summary>Computes the output and what the backward pass needs of the scores.</summary>
    /// <param name="pool">The threads to use.</param>
    /// <param name="shape">Sizes and options.</param>
    /// <param name="q">The queries [batch, heads, queries, depth].</param>
    /// <param name="k">The keys [batch, heads, keys, depth].</param>
    /// <param name="v">The values [batch, heads, keys, depth].</param>
    /// <param name="output">Receives [batch, heads, queries, depth].</param>
    /// <param name="logSumExp">
    /// Receives [batch, heads, queries]: the logarithm of the sum of exponentials of a query's scores; +∞ for a query that
    /// sees no key. Null when there is no backward pass; not written without depth, nor read then.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    public static void Forward(WorkerPool pool, in AttentionShape shape, AttentionOperand q, AttentionOperand k, AttentionOperand v, AttentionOperand output, float* logSumExp) =>
        Forward(SimdWidth.Current, pool, shape, q, k, v, output, logSumExp);

    /// <summary>Computes the gradients of queries, keys and values.</summary>
    /// <param name="pool">The threads to use.</param>
    /// <param name="shape">As in the forward pass.</param>
    /// <param name="q">As in the forward pass.</param>
    /// <param name="k">As in the forward pass.</param>
    /// <param name="v">As in the forward pass.</param>
    /// <param name="output">What the forward pass gave.</param>
    /// <param name="logSumExp">What the forward pass gave.</param>
    /// <param name="outputGradient">The gradient of the output [batch, heads, queries, depth].</param>
    /// <param name="qGradient">
    /// Receives [batch, heads, queries, depth]; what was there is overwritten. It is added up there, so it is float. Default when nobody needs it.
    /// </param>
    /// <param name="kGradient">Receives [batch, heads, keys, depth]; what was there is overwritten. Default when nobody needs it.</param>
    /// <param name="vGradient">Receives [batch, heads, keys, depth]; what was there is overwritten. Default when nobody needs it.</param>
    /// <exception cref="ArgumentException">The gradient of the queries is bfloat16.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    public static void Backward(
        WorkerPool pool, in AttentionShape shape, AttentionOperand q, AttentionOperand k, AttentionOperand v, AttentionOperand output, float* logSumExp,
        AttentionOperand outputGradient, AttentionOperand qGradient, AttentionOperand kGradient, AttentionOperand vGradient) =>
        Backward(SimdWidth.Current, pool, shape, q, k, v, output, logSumExp, outputGradient, qGradient, kGradient, vGradient);

    /// <summary>The forward pass at a width that the caller has chosen, as plans do: <see cref="SimdWidth.Current"/> is not asked.</summary>
    /// <typeparam name="S">The operations of the width.</typeparam>
    /// <typeparam name="F">Sixteen lanes of float.</typeparam>
    /// <typeparam name="I">Sixteen lanes of int.</typeparam>
    /// <param name="pool">The threads to use.</param>
    /// <param name="shape">Sizes and options.</param>
    /// <param name="q">The queries [batch, heads, queries, depth].</param>
    /// <param name="k">The keys [batch, heads, keys, depth].</param>
    /// <param name="v">The values [batch, heads, keys, depth].</param>
    /// <param name="output">Receives [batch, heads, queries, depth].</param>
    /// <param name="logSumExp">Receives [batch, heads, queries]; null when there is no backward pass.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    public static void Forward<S, F, I>(WorkerPool pool, in AttentionShape shape, AttentionOperand q, AttentionOperand k, AttentionOperand v, AttentionOperand output, float* logSumExp)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        if (!IsEmpty(pool, shape))
        {
            AttentionForward<S, F, I>.Run(pool, shape, q, k, v, output, logSumExp);
        }
    }

    /// <summary>The backward pass at a width that the caller has chosen.</summary>
    /// <typeparam name="S">The operations of the width.</typeparam>
    /// <typeparam name="F">Sixteen lanes of float.</typeparam>
    /// <typeparam name="I">Sixteen lanes of int.</typeparam>
    /// <param name="pool">The threads to use.</param>
    /// <param name="shape">As in the forward pass.</param>
    /// <param name="q">As in the forward pass.</param>
    /// <param name="k">As in the forward pass.</param>
    /// <param name="v">As in the forward pass.</param>
    /// <param name="output">What the forward pass gave.</param>
    /// <param name="logSumExp">What the forward pass gave.</param>
    /// <param name="outputGradient">The gradient of the output [batch, heads, queries, depth].</param>
    /// <param name="qGradient">Receives [batch, heads, queries, depth], as float. Default when nobody needs it.</param>
    /// <param name="kGradient">Receives [batch, heads, keys, depth]. Default when nobody needs it.</param>
    /// <param name="vGradient">Receives [batch, heads, keys, depth]. Default when nobody needs it.</param>
    /// <exception cref="ArgumentException">The gradient of the queries is bfloat16.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    public static void Backward<S, F, I>(
        WorkerPool pool, in AttentionShape shape, AttentionOperand q, AttentionOperand k, AttentionOperand v, AttentionOperand output, float* logSumExp,
        AttentionOperand outputGradient, AttentionOperand qGradient, AttentionOperand kGradient, AttentionOperand vGradient)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        if (qGradient.Narrow is not null)
        {
            throw new ArgumentException("The gradient of the queries is a sum over blocks of keys that is kept in its memory: pass float, not bfloat16.", nameof(qGradient));
        }

        if (!IsEmpty(pool, shape))
        {
            AttentionBackward<S, F, I>.Run(pool, shape, q, k, v, output, logSumExp, outputGradient, qGradient, kGradient, vGradient);
        }
    }

    internal static void Forward(
        int width, WorkerPool pool, in AttentionShape shape, AttentionOperand q, AttentionOperand k, AttentionOperand v, AttentionOperand output, float* logSumExp)
    {
        switch (width)
        {
            case 512:
                Forward<Simd512, Vector512<float>, Vector512<int>>(pool, shape, q, k, v, output, logSumExp);
                break;
            case 256:
                Forward<Simd256, FloatLanes256, IntLanes256>(pool, shape, q, k, v, output, logSumExp);
                break;
            case 128:
                Forward<Simd128, FloatLanes128, IntLanes128>(pool, shape, q, k, v, output, logSumExp);
                break;
            default:
                Forward<SimdScalar, FloatLanesScalar, IntLanesScalar>(pool, shape, q, k, v, output, logSumExp);
                break;
        }
    }

    internal static void Backward(
        int width, WorkerPool pool, in AttentionShape shape, AttentionOperand q, AttentionOperand k, AttentionOperand v, AttentionOperand output, float* logSumExp,
        AttentionOperand outputGradient, AttentionOperand qGradient, AttentionOperand kGradient, AttentionOperand vGradient)
    {
        switch (width)
        {
            case 512:
                Backward<Simd512, Vector512<float>, Vector512<int>>(pool, shape, q, k, v, output, logSumExp, outputGradient, qGradient, kGradient, vGradient);
                break;
            case 256:
                Backward<Simd256, FloatLanes256, IntLanes256>(pool, shape, q, k, v, output, logSumExp, outputGradient, qGradient, kGradient, vGradient);
                break;
            case 128:
                Backward<Simd128, FloatLanes128, IntLanes128>(pool, shape, q, k, v, output, logSumExp, outputGradient, qGradient, kGradient, vGradient);
                break;
            default:
                Backward<SimdScalar, FloatLanesScalar, IntLanesScalar>(pool, shape, q, k, v, output, logSumExp, outputGradient, qGradient, kGradient, vGradient);
                break;
        }
    }

    // Without queries and keys, or without depth, there is nothing to write; without keys the passes write zeros.
    private static bool IsEmpty(WorkerPool pool, in AttentionShape shape)
    {
        ArgumentNullException.ThrowIfNull(pool);
        if (shape.Batch < 0 || shape.Heads < 0 || shape.Queries < 0 || shape.Keys < 0 || shape.Depth < 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(shape), $"Attention of [{shape.Batch}, {shape.Heads}, {shape.Queries}, {shape.Depth}] with {shape.Keys} keys has a negative size: pass 0 or more.");
        }

        return shape.Batch == 0 || shape.Heads == 0 || shape.Depth == 0 || (shape.Queries == 0 && shape.Keys == 0);
    }
}
