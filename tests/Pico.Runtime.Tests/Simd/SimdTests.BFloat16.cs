namespace Pico.Runtime.Tests.Simd;

public abstract unsafe partial class SimdTests<S, F, I, D, L>
{
    [Fact]
    public void Bfloat16_is_widened_exactly()
    {
        var memory = new BFloat16[65536 + 16];
        for (var i = 0; i < memory.Length; i++) memory[i] = new BFloat16((ushort)i);
        fixed (BFloat16* p = memory)
        {
            for (var at = 0; at < 65536; at += 16)
            {
                var lanes = Lanes(S.Load(p + at));
                var count = at / 16 % 17;
                var counted = Lanes(S.Load(p + at, count));
                for (var i = 0; i < 16; i++)
                {
                    // The definition: a binary32 whose lower half is zero, bits of NaNs included.
                    var expected = (at + i) << 16;
                    Same(expected, BitConverter.SingleToInt32Bits(lanes[i]), at + i);
                    Same(expected, BitConverter.SingleToInt32Bits(memory[at + i]), at + i);
                    Same(i < count ? expected : 0, BitConverter.SingleToInt32Bits(counted[i]), at + i, count);
                }
            }
        }
    }

    [Fact]
    public void Stores_round_to_the_nearest_bfloat16()
    {
        var values = RoundingCases();
        var memory = new BFloat16[20];
        fixed (BFloat16* p = memory)
        {
            for (var at = 0; at <= values.Length - 16; at += 16)
            {
                foreach (var count in new[] { 16, at / 16 % 17 })
                {
                    memory.AsSpan().Fill(new BFloat16(0xBEEF));
                    if (count == 16) S.Store(p + 1, LoadF(values, at));
                    else S.Store(p + 1, LoadF(values, at), count);
                    for (var i = 0; i < 20; i++)
                    {
                        var isWritten = i >= 1 && i <= count;
                        if (!isWritten) Same(0xBEEF, memory[i].Bits, at, i, count);
                        else if (float.IsNaN(values[at + i - 1])) Assert.True(float.IsNaN(memory[i]));
                        else Same(Nearest(values[at + i - 1]), memory[i].Bits, values[at + i - 1]);
                        if (isWritten) Same(((BFloat16)values[at + i - 1]).Bits, memory[i].Bits, values[at + i - 1]);
                    }
                }
            }
        }
    }

    /// <summary>Specials, every place around a tie at many exponents, NaNs with a payload in the lower half alone, and random bits.</summary>
    private static float[] RoundingCases()
    {
        var bits = new List<int>(floats.A.Select(BitConverter.SingleToInt32Bits)) { 0x7F800001, unchecked((int)0xFF800001), 0x7F80FFFF, 0x7FFFFFFF };
        for (var upper = 0; upper < 0x7F80; upper += 37)
        {
            foreach (var lower in new[] { 0, 1, 0x7FFF, 0x8000, 0x8001, 0xFFFF })
            {
                bits.Add((upper << 16) | lower);
                bits.Add(((upper + 1) << 16) | lower | int.MinValue);
            }
        }

        return [.. bits.Take(bits.Count / 16 * 16).Select(BitConverter.Int32BitsToSingle)];
    }

    /// <summary>The nearer of the two neighbours, by distances in double; where float has none, the next power of two stands for infinity.</summary>
    private static int Nearest(float value)
    {
        var below = (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16); // towards zero
        if (float.IsInfinity(value)) return below;
        var above = (ushort)(below + 1);
        var (low, high) = (Magnitude(below), Magnitude(above));
        double distanceLow = Math.Abs(Math.Abs((double)value) - low), distanceHigh = Math.Abs(high - Math.Abs((double)value));
        return distanceLow < distanceHigh || (distanceLow == distanceHigh && below % 2 == 0) ? below : above;

        static double Magnitude(int bits)
        {
            var magnitude = Math.Abs((double)BitConverter.Int32BitsToSingle((bits & 0x7FFF) << 16));
            return double.IsInfinity(magnitude) ? Math.Pow(2, 128) : magnitude;
        }
    }
}
