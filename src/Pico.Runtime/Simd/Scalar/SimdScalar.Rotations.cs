using System.Numerics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public partial struct SimdScalar
{
    public static IntLanesScalar RotateLeft(IntLanesScalar a, IntLanesScalar count)
    {
        for (var i = 0; i < 16; i++) a[i] = (int)BitOperations.RotateLeft((uint)a[i], count[i]);
        return a;
    }

    public static IntLanesScalar RotateLeft(IntLanesScalar a, int count)
    {
        for (var i = 0; i < 16; i++) a[i] = (int)BitOperations.RotateLeft((uint)a[i], count);
        return a;
    }

    public static LongLanesScalar RotateLeft(LongLanesScalar a, IntLanesScalar count)
    {
        for (var i = 0; i < 16; i++) a[i] = (long)BitOperations.RotateLeft((ulong)a[i], count[i]);
        return a;
    }

    public static LongLanesScalar RotateLeft(LongLanesScalar a, int count)
    {
        for (var i = 0; i < 16; i++) a[i] = (long)BitOperations.RotateLeft((ulong)a[i], count);
        return a;
    }

    public static IntLanesScalar RotateRight(IntLanesScalar a, IntLanesScalar count)
    {
        for (var i = 0; i < 16; i++) a[i] = (int)BitOperations.RotateRight((uint)a[i], count[i]);
        return a;
    }

    public static IntLanesScalar RotateRight(IntLanesScalar a, int count)
    {
        for (var i = 0; i < 16; i++) a[i] = (int)BitOperations.RotateRight((uint)a[i], count);
        return a;
    }

    public static LongLanesScalar RotateRight(LongLanesScalar a, IntLanesScalar count)
    {
        for (var i = 0; i < 16; i++) a[i] = (long)BitOperations.RotateRight((ulong)a[i], count[i]);
        return a;
    }

    public static LongLanesScalar RotateRight(LongLanesScalar a, int count)
    {
        for (var i = 0; i < 16; i++) a[i] = (long)BitOperations.RotateRight((ulong)a[i], count);
        return a;
    }
}
