using Pico.Simd;

namespace Pico.Kernels;

/// <summary>What the passes of attention do to the rows of one head before they multiply.</summary>
internal static unsafe class AttentionLanes<S, F, I>
    where S : struct, ISimd<F, I>
    where F : struct
    where I : struct
{
    private const int Lanes = AttentionBlocking.Lanes;

    /// <summary>Rows of a head as a right operand: [rows/32][depth][32], multiplied by a factor. Missing rows read as zero.</summary>
    public static void Pack(GemmOperand head, nint first, nint count, nint depth, float factor, float* packed)
    {
        for (nint row = 0; row < count; row += Lanes, packed += Lanes * depth)
        {
            GemmPacking.PackRows(head, first + row, Math.Min(Lanes, count - row), 0, depth, packed, Lanes);
            Scale(packed, Lanes * depth, factor);
        }
    }

    /// <summary>Multiplies so many elements, a multiple of 16, by a factor.</summary>
    public static void Scale(float* values, nint count, float factor)
    {
        var factors = S.Broadcast(factor);
        for (nint i = 0; i < count; i += 16)
        {
            S.Store(values + i, S.Multiply(S.Load(values + i), factors));
        }
    }
}
