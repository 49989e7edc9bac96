namespace Pico.Simd;

/// <summary>Random numbers for sixteen counters at once; each lane equals <see cref="Pico.Philox"/> bit for bit.</summary>
public static class SimdRandom
{
    /// <summary>The first word of <see cref="Pico.Philox.Next"/> for the counters of the lanes.</summary>
    public static I Philox<S, F, I>(I counterLow, I counterHigh, uint key)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var multiplier = S.Broadcast(unchecked((int)Pico.Philox.Multiplier));
        for (var round = 0; round < Pico.Philox.Rounds; round++)
        {
            var high = S.MultiplyHighUnsigned(multiplier, counterLow);
            var low = S.Multiply(multiplier, counterLow);
            counterLow = S.Xor(S.Xor(high, S.Broadcast(unchecked((int)key))), counterHigh);
            counterHigh = low;
            key = unchecked(key + Pico.Philox.KeyIncrement);
        }

        return counterLow;
    }

    /// <summary>Numbers in [0, 1) with 24 bits, as <see cref="Pico.Philox.Uniform"/>.</summary>
    public static F Uniform<S, F, I>(I counterLow, I counterHigh, uint key)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var word = Philox<S, F, I>(counterLow, counterHigh, key);
        return S.Multiply(S.ToFloat(S.ShiftRightUnsigned(word, 8)), S.Broadcast(1f / 16777216f));
    }
}
