namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public partial struct SimdScalar
{
    public static DoubleLanesScalar Add(DoubleLanesScalar a, DoubleLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] + b[i];
        return a;
    }

    public static DoubleLanesScalar Subtract(DoubleLanesScalar a, DoubleLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] - b[i];
        return a;
    }

    public static DoubleLanesScalar Multiply(DoubleLanesScalar a, DoubleLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] * b[i];
        return a;
    }

    public static DoubleLanesScalar Divide(DoubleLanesScalar a, DoubleLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] / b[i];
        return a;
    }

    public static DoubleLanesScalar Remainder(DoubleLanesScalar a, DoubleLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] % b[i];
        return a;
    }

    public static DoubleLanesScalar Negate(DoubleLanesScalar a)
    {
        for (var i = 0; i < 16; i++) a[i] = -a[i];
        return a;
    }

    public static DoubleLanesScalar FusedMultiplyAdd(DoubleLanesScalar a, DoubleLanesScalar b, DoubleLanesScalar c)
    {
        for (var i = 0; i < 16; i++) a[i] = Math.FusedMultiplyAdd(a[i], b[i], c[i]);
        return a;
    }

    public static DoubleLanesScalar Abs(DoubleLanesScalar a)
    {
        for (var i = 0; i < 16; i++) a[i] = Math.Abs(a[i]);
        return a;
    }

    public static DoubleLanesScalar Sqrt(DoubleLanesScalar a)
    {
        for (var i = 0; i < 16; i++) a[i] = Math.Sqrt(a[i]);
        return a;
    }

    public static DoubleLanesScalar Min(DoubleLanesScalar a, DoubleLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = Math.Min(a[i], b[i]);
        return a;
    }

    public static DoubleLanesScalar Max(DoubleLanesScalar a, DoubleLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = Math.Max(a[i], b[i]);
        return a;
    }

    public static DoubleLanesScalar Floor(DoubleLanesScalar a)
    {
        for (var i = 0; i < 16; i++) a[i] = Math.Floor(a[i]);
        return a;
    }

    public static DoubleLanesScalar Ceiling(DoubleLanesScalar a)
    {
        for (var i = 0; i < 16; i++) a[i] = Math.Ceiling(a[i]);
        return a;
    }

    public static DoubleLanesScalar Round(DoubleLanesScalar a)
    {
        for (var i = 0; i < 16; i++) a[i] = Math.Round(a[i]);
        return a;
    }

    public static DoubleLanesScalar Truncate(DoubleLanesScalar a)
    {
        for (var i = 0; i < 16; i++) a[i] = Math.Truncate(a[i]);
        return a;
    }

    public static DoubleLanesScalar ScaleByPowerOfTwo(DoubleLanesScalar a, DoubleLanesScalar exponent)
    {
        for (var i = 0; i < 16; i++) a[i] = Math.ScaleB(a[i], (int)exponent[i]);
        return a;
    }

    public static IntLanesScalar Equal(DoubleLanesScalar a, DoubleLanesScalar b)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = a[i] == b[i] ? -1 : 0;
        return result;
    }

    public static IntLanesScalar NotEqual(DoubleLanesScalar a, DoubleLanesScalar b)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = a[i] != b[i] ? -1 : 0;
        return result;
    }

    public static IntLanesScalar LessThan(DoubleLanesScalar a, DoubleLanesScalar b)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = a[i] < b[i] ? -1 : 0;
        return result;
    }

    public static IntLanesScalar LessThanOrEqual(DoubleLanesScalar a, DoubleLanesScalar b)
    {
        IntLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = a[i] <= b[i] ? -1 : 0;
        return result;
    }

    public static DoubleLanesScalar Select(IntLanesScalar mask, DoubleLanesScalar whenTrue, DoubleLanesScalar whenFalse)
    {
        for (var i = 0; i < 16; i++) whenTrue[i] = mask[i] != 0 ? whenTrue[i] : whenFalse[i];
        return whenTrue;
    }

    public static DoubleLanesScalar And(DoubleLanesScalar a, DoubleLanesScalar b)
    {
        for (var i = 0; i < 16; i++)
            a[i] = BitConverter.Int64BitsToDouble(
                BitConverter.DoubleToInt64Bits(a[i]) & BitConverter.DoubleToInt64Bits(b[i]));
        return a;
    }

    public static DoubleLanesScalar Or(DoubleLanesScalar a, DoubleLanesScalar b)
    {
        for (var i = 0; i < 16; i++)
            a[i] = BitConverter.Int64BitsToDouble(
                BitConverter.DoubleToInt64Bits(a[i]) | BitConverter.DoubleToInt64Bits(b[i]));
        return a;
    }

    public static DoubleLanesScalar Xor(DoubleLanesScalar a, DoubleLanesScalar b)
    {
        for (var i = 0; i < 16; i++)
            a[i] = BitConverter.Int64BitsToDouble(
                BitConverter.DoubleToInt64Bits(a[i]) ^ BitConverter.DoubleToInt64Bits(b[i]));
        return a;
    }

    public static DoubleLanesScalar Exponent(DoubleLanesScalar a)
    {
        for (var i = 0; i < 16; i++) a[i] = Math.ILogB(a[i]);
        return a;
    }
}
