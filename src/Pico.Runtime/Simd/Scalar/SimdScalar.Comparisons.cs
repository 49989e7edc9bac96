using System.Numerics;
namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public partial struct SimdScalar
{
    public static IntLanesScalar Equal(IntLanesScalar a, IntLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] == b[i] ? -1 : 0;
        return a;
    }

    public static IntLanesScalar NotEqual(IntLanesScalar a, IntLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] != b[i] ? -1 : 0;
        return a;
    }

    public static IntLanesScalar LessThan(IntLanesScalar a, IntLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] < b[i] ? -1 : 0;
        return a;
    }

    public static IntLanesScalar LessThanOrEqual(IntLanesScalar a, IntLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] <= b[i] ? -1 : 0;
        return a;
    }

    public static IntLanesScalar LessThanUnsigned(IntLanesScalar a, IntLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = (uint)a[i] < (uint)b[i] ? -1 : 0;
        return a;
    }

    public static IntLanesScalar LessThanOrEqualUnsigned(IntLanesScalar a, IntLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = (uint)a[i] <= (uint)b[i] ? -1 : 0;
        return a;
    }

    public static IntLanesScalar Select(IntLanesScalar mask, IntLanesScalar whenTrue, IntLanesScalar whenFalse)
    {
        for (var i = 0; i < 16; i++) whenTrue[i] = mask[i] != 0 ? whenTrue[i] : whenFalse[i];
        return whenTrue;
    }

    public static int Count(IntLanesScalar mask) => BitOperations.PopCount(MaskBits(mask));

    public static bool Any(IntLanesScalar mask)
    {
        var any = 0;
        for (var i = 0; i < 16; i++) any |= mask[i];
        return any != 0;
    }

    public static bool All(IntLanesScalar mask)
    {
        var all = -1;
        for (var i = 0; i < 16; i++) all &= mask[i];
        return all == -1;
    }
}
