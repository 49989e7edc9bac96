namespace Pico.Runtime.Tests.Simd;

public abstract unsafe partial class SimdTests<S, F, I, D, L>
{
    private static byte[] RandomBytes(int length)
    {
        var bytes = new byte[length];
        new Random(11).NextBytes(bytes);
        (bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5]) = (0, 0x80, 0xFF, 0x7F, 0xFF, 0xFF);
        return bytes;
    }

    [Fact]
    public void Narrow_memory_is_widened_by_sign_or_by_zeros()
    {
        var memory = RandomBytes(64);
        fixed (byte* p = memory)
        {
            for (var at = 0; at < 32; at++)
            {
                int[] b = Lanes(S.LoadBytes(p + at)), sb = Lanes(S.LoadSignedBytes((sbyte*)p + at));
                int[] s = Lanes(S.LoadShorts((short*)(p + at))), us = Lanes(S.LoadUnsignedShorts((ushort*)(p + at)));
                for (var i = 0; i < 16; i++)
                {
                    Same(memory[at + i], b[i], at, i);
                    Same((sbyte)memory[at + i], sb[i], at, i);
                    Same(BitConverter.ToInt16(memory, at + (2 * i)), s[i], at, i);
                    Same(BitConverter.ToUInt16(memory, at + (2 * i)), us[i], at, i);
                }
            }

            foreach (var mask in Masks())
            {
                var lanes = LoadI(mask, 0);
                int[] b = Lanes(S.LoadBytesMasked(p, lanes)), sb = Lanes(S.LoadSignedBytesMasked((sbyte*)p, lanes));
                int[] s = Lanes(S.LoadShortsMasked((short*)p, lanes)), us = Lanes(S.LoadUnsignedShortsMasked((ushort*)p, lanes));
                for (var i = 0; i < 16; i++)
                {
                    Same(mask[i] & memory[i], b[i], i);
                    Same(mask[i] & (sbyte)memory[i], sb[i], i);
                    Same(mask[i] & BitConverter.ToInt16(memory, 2 * i), s[i], i);
                    Same(mask[i] & BitConverter.ToUInt16(memory, 2 * i), us[i], i);
                }
            }

            for (var count = 0; count <= 16; count++)
            {
                int[] b = Lanes(S.LoadBytes(p, count)), sb = Lanes(S.LoadSignedBytes((sbyte*)p, count));
                int[] s = Lanes(S.LoadShorts((short*)p, count)), us = Lanes(S.LoadUnsignedShorts((ushort*)p, count));
                for (var i = 0; i < 16; i++)
                {
                    Same(i < count ? memory[i] : 0, b[i], i);
                    Same(i < count ? (sbyte)memory[i] : 0, sb[i], i);
                    Same(i < count ? BitConverter.ToInt16(memory, 2 * i) : 0, s[i], i);
                    Same(i < count ? BitConverter.ToUInt16(memory, 2 * i) : 0, us[i], i);
                }
            }
        }
    }

    [Fact]
    public void Narrow_stores_keep_the_lowest_bits()
    {
        for (var at = 0; at < ints.A.Length; at += 16)
        {
            byte[] bytes = new byte[20];
            short[] shorts = new short[20];
            fixed (byte* b = bytes)
            fixed (short* s = shorts)
            {
                S.StoreBytes(b + 1, LoadI(ints.C, at));
                S.StoreShorts(s + 1, LoadI(ints.C, at));
            }

            for (var i = 0; i < 20; i++)
            {
                var value = i is >= 1 and <= 16 ? ints.C[at + i - 1] : 0;
                Same(unchecked((byte)value), bytes[i], value);
                Same(unchecked((short)value), shorts[i], value);
            }
        }

        foreach (var mask in Masks())
            for (var count = 0; count <= 16; count++)
            {
                byte[] masked = new byte[20], counted = new byte[20];
                short[] maskedShorts = new short[20], countedShorts = new short[20];
                fixed (byte* bm = masked, bc = counted)
                fixed (short* sm = maskedShorts, sc = countedShorts)
                {
                    S.StoreBytesMasked(bm + 2, S.Broadcast(-2), LoadI(mask, 0));
                    S.StoreBytes(bc + 2, S.Broadcast(-2), count);
                    S.StoreShortsMasked(sm + 2, S.Broadcast(-2), LoadI(mask, 0));
                    S.StoreShorts(sc + 2, S.Broadcast(-2), count);
                }

                for (var i = 0; i < 20; i++)
                {
                    var (isMasked, isCounted) = (i is >= 2 and <= 17 && mask[i - 2] != 0, i >= 2 && i < count + 2);
                    Same(isMasked ? 254 : 0, masked[i], i);
                    Same(isCounted ? 254 : 0, counted[i], i);
                    Same(isMasked ? -2 : 0, maskedShorts[i], i);
                    Same(isCounted ? -2 : 0, countedShorts[i], i);
                }
            }
    }
}
