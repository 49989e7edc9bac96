namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public partial struct SimdScalar
{
    public static IntLanesScalar Add(IntLanesScalar a, IntLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] + b[i];
        return a;
    }

    public static IntLanesScalar Subtract(IntLanesScalar a, IntLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] - b[i];
        return a;
    }

    public static IntLanesScalar Multiply(IntLanesScalar a, IntLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] * b[i];
        return a;
    }

    public static IntLanesScalar MultiplyHighUnsigned(IntLanesScalar a, IntLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = (int)(((ulong)(uint)a[i] * (uint)b[i]) >> 32);
        return a;
    }

    public static IntLanesScalar Divide(IntLanesScalar a, IntLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = b[i] == 0 ? 0 : b[i] == -1 ? -a[i] : a[i] / b[i];
        return a;
    }

    public static IntLanesScalar DivideUnsigned(IntLanesScalar a, IntLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = b[i] == 0 ? 0 : (int)((uint)a[i] / (uint)b[i]);
        return a;
    }

    public static IntLanesScalar Remainder(IntLanesScalar a, IntLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = b[i] is 0 or -1 ? 0 : a[i] % b[i];
        return a;
    }

    public static IntLanesScalar RemainderUnsigned(IntLanesScalar a, IntLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = b[i] == 0 ? 0 : (int)((uint)a[i] % (uint)b[i]);
        return a;
    }

    public static IntLanesScalar Negate(IntLanesScalar a)
    {
        for (var i = 0; i < 16; i++) a[i] = -a[i];
        return a;
    }

    public static IntLanesScalar Abs(IntLanesScalar a)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] < 0 ? -a[i] : a[i];
        return a;
    }

    public static IntLanesScalar And(IntLanesScalar a, IntLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] & b[i];
        return a;
    }

    public static IntLanesScalar Or(IntLanesScalar a, IntLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] | b[i];
        return a;
    }

    public static IntLanesScalar Xor(IntLanesScalar a, IntLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] ^ b[i];
        return a;
    }

    public static IntLanesScalar Not(IntLanesScalar a)
    {
        for (var i = 0; i < 16; i++) a[i] = ~a[i];
        return a;
    }

    public static IntLanesScalar AndNot(IntLanesScalar a, IntLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] & ~b[i];
        return a;
    }

    public static IntLanesScalar ShiftLeft(IntLanesScalar a, IntLanesScalar count)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] << count[i];
        return a;
    }

    public static IntLanesScalar ShiftRight(IntLanesScalar a, IntLanesScalar count)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] >> count[i];
        return a;
    }

    public static IntLanesScalar ShiftRightUnsigned(IntLanesScalar a, IntLanesScalar count)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] >>> count[i];
        return a;
    }

    public static IntLanesScalar ShiftLeft(IntLanesScalar a, int count)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] << count;
        return a;
    }

    public static IntLanesScalar ShiftRight(IntLanesScalar a, int count)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] >> count;
        return a;
    }

    public static IntLanesScalar ShiftRightUnsigned(IntLanesScalar a, int count)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] >>> count;
        return a;
    }

    public static IntLanesScalar Min(IntLanesScalar a, IntLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = Math.Min(a[i], b[i]);
        return a;
    }

    public static IntLanesScalar Max(IntLanesScalar a, IntLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = Math.Max(a[i], b[i]);
        return a;
    }

    public static IntLanesScalar MinUnsigned(IntLanesScalar a, IntLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = (int)Math.Min((uint)a[i], (uint)b[i]);
        return a;
    }

    public static IntLanesScalar MaxUnsigned(IntLanesScalar a, IntLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = (int)Math.Max((uint)a[i], (uint)b[i]);
        return a;
    }
}
