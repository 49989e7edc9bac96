namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public unsafe partial struct SimdScalar
{
    public static IntLanesScalar LoadMask(bool* source)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = source[i] ? -1 : 0;
        return result;
    }

    public static IntLanesScalar LoadMask(bool* source, int count)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16 && i < count; i++) result[i] = source[i] ? -1 : 0;
        return result;
    }

    public static void StoreMask(bool* destination, IntLanesScalar mask)
    {
        for (var i = 0; i < 16; i++) destination[i] = mask[i] != 0;
    }

    public static void StoreMask(bool* destination, IntLanesScalar mask, int count)
    {
        for (var i = 0; i < 16 && i < count; i++) destination[i] = mask[i] != 0;
    }

    public static IntLanesScalar BroadcastMask(bool value) => Broadcast(value ? -1 : 0);

    public static IntLanesScalar LaneIndex
    {
        get
        {
            IntLanesScalar result = default;
            for (var i = 0; i < 16; i++) result[i] = i;
            return result;
        }
    }

    public static IntLanesScalar FirstLanes(int count) => LessThan(LaneIndex, Broadcast(count));

    public static uint MaskBits(IntLanesScalar mask)
    {
        var bits = 0u;
        for (var i = 0; i < 16; i++) bits |= (uint)(mask[i] & 1) << i;
        return bits;
    }
}
