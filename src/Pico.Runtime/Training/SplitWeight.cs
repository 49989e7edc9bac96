namespace Pico.Training;

/// <summary>
/// A float32 weight in two halves (Kalamkar et al., "A Study of BFLOAT16 for Deep Learning Training", 2019): the bfloat16 nearest to it,
/// which the model sees, and the signed rest, which the optimizer keeps. Together they are its bits.
/// </summary>
/// <remarks>
/// Of two bfloat16 that are equally near the one further from zero is taken, so that the rest, from -2¹⁵ to 2¹⁵ - 1 units in the last place
/// of float32, fits 16 bits without exception.
/// </remarks>
internal static partial class SplitWeight
{
    /// <summary>The weight, from the bits of the bfloat16 and the rest.</summary>
    public static float Join(int narrow, int rest) => BitConverter.Int32BitsToSingle((narrow << 16) + rest);

    /// <summary>The bits of the bfloat16, in the lower half.</summary>
    public static int Narrow(float weight) => (BitConverter.SingleToInt32Bits(weight) + 0x8000) >> 16;

    /// <summary>The rest, in the lower half.</summary>
    public static int Rest(float weight) => BitConverter.SingleToInt32Bits(weight);

    /// <summary>Puts weights together.</summary>
    [Kernel]
    public static void JoinAll([ElementIndex] int i, out float weight, ReadOnlySpan<ushort> narrow, ReadOnlySpan<short> rests) =>
        weight = Join(narrow[i], rests[i]);

    /// <summary>Takes weights apart.</summary>
    [Kernel]
    public static void SplitAll([ElementIndex] int i, float weight, Span<ushort> narrow, Span<short> rests)
    {
        narrow[i] = (ushort)Narrow(weight);
        rests[i] = (short)Rest(weight);
    }
}
