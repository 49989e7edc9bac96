using Pico.Simd;

namespace Pico.Kernels;

/// <summary>
/// One query: a step of cached decoding. Keys and values are read once, so memory sets the pace; the keys lie in the lanes.
/// Sums run in the same order as in <see cref="AttentionForward{S, F, I}"/>, so the bits are the same.
/// </summary>
internal static unsafe class AttentionStep<S, F, I>
    where S : struct, ISimd<F, I>
    where F : struct
    where I : struct
{
    private const int Lanes = AttentionBlocking.Lanes;
    private const int Keys = AttentionBlocking.ForwardKeys;

    public static nint ScratchSize(nint depth) => 2 * AttentionBlocking.ToLanes(depth) + Keys + Lanes * Math.Max(depth, Keys);

    public static void Run(in AttentionShape shape, GemmOperand q, GemmOperand k, GemmOperand v, int* padding, GemmOperand output, float* logSumExp, float* memory)
    {
        var depth = shape.Depth;
        var query = memory;                                     // [depth], scaled
        var sums = query + AttentionBlocking.ToLanes(depth);    // [depth]
        var weights = sums + AttentionBlocking.ToLanes(depth);  // [96]
        var packed = weights + Keys;                            // [depth][32] of keys, or [96][32] of values
        for (nint d = 0; d < depth; d++)
        {
            query[d] = q[0, d] * shape.Scale;
        }

        new Span<float>(sums, (int)AttentionBlocking.ToLanes(depth)).Clear();
        var maximum = float.NegativeInfinity;
        var total = 0f;
        for (nint key = 0; key < shape.Keys; key += Keys)
        {
            var count = Math.Min(Keys, shape.Keys - key);
            for (nint lane = 0; lane < count; lane += Lanes)
            {
                var lanes = Math.Min(Lanes, count - lane);
                GemmPacking.PackRows(k, key + lane, lanes, 0, depth, packed, Lanes);
                GemmKernel<S, F, I>.Multiply(1, lanes, depth, query, 1, 1, packed, Lanes, weights + lane, false);
            }

            total = Weigh(weights, count, padding is null ? null : padding + key, ref maximum, total, out var correction);
            AttentionLanes<S, F, I>.Scale(sums, AttentionBlocking.ToLanes(depth), correction);
            for (nint column = 0; column < depth; column += Lanes)
            {
                var columns = Math.Min(Lanes, depth - column);
                var values = v.At(key, column);
                var step = v.Stride;
                if (columns < Lanes || !v.HasFloatRows)
                {
                    GemmPacking.PackColumns(v, key, column, columns, count, packed, Lanes); // not beyond the last value, and as float
                    values = packed;
                    step = Lanes;
                }

                GemmKernel<S, F, I>.Multiply(1, columns, count, weights, 1, 1, values, step, sums + column, true);
            }
        }

        var inverse = total == 0f ? 0f : 1f / total;
        for (nint d = 0; d < depth; d++)
        {
            sums[d] *= inverse;
        }

        AttentionLanes<S, F, I>.StoreRow(sums, depth, output, 0);

        if (logSumExp is not null)
        {
            *logSumExp = total == 0f ? float.PositiveInfinity : maximum + LaneMath.Log(total);
        }
    }

    /// <summary>Turns scores into exponentials relative to the new maximum; gives the new total.</summary>
    private static float Weigh(float* weights, nint count, int* padding, ref float maximum, float total, out float correction)
    {
        var before = maximum;
        for (nint key = 0; key < count; key++)
        {
            if (padding is not null && padding[key] != 0)
            {
                weights[key] = float.NegativeInfinity;
            }

            maximum = MathF.Max(maximum, weights[key]);
        }

        var shift = maximum == float.NegativeInfinity ? 0f : maximum; // nothing seen yet
        correction = LaneMath.Exp(before - shift);
        for (nint key = 0; key < Keys; key += 16)
        {
            S.Store(weights + key, SimdMath.ExpOfNonPositive<S, F, I>(S.Subtract(S.Load(weights + key), S.Broadcast(shift))));
        }

        var sum = 0f;
        for (nint key = 0; key < count; key++)
        {
            sum += weights[key];
        }

        return MathF.FusedMultiplyAdd(total, correction, sum);
    }
}
