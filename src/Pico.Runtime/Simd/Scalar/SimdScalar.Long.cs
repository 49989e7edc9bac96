namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public unsafe partial struct SimdScalar
{
    public static LongLanesScalar Load(long* source)
    {
        LongLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = source[i];
        return result;
    }

    public static LongLanesScalar Load(long* source, int count) => LoadMasked(source, FirstLanes(count));

    public static void Store(long* destination, LongLanesScalar value)
    {
        for (var i = 0; i < 16; i++) destination[i] = value[i];
    }

    public static void Store(long* destination, LongLanesScalar value, int count) => StoreMasked(destination, value, FirstLanes(count));

    public static LongLanesScalar LoadMasked(long* source, IntLanesScalar mask)
    {
        LongLanesScalar result = default;
        for (var i = 0; i < 16; i++)
            if (mask[i] != 0) result[i] = source[i];
        return result;
    }

    public static void StoreMasked(long* destination, LongLanesScalar value, IntLanesScalar mask)
    {
        for (var i = 0; i < 16; i++)
            if (mask[i] != 0) destination[i] = value[i];
    }

    public static LongLanesScalar Gather(long* source, IntLanesScalar index, IntLanesScalar mask)
    {
        LongLanesScalar result = default;
        for (var i = 0; i < 16; i++)
            if (mask[i] != 0) result[i] = source[index[i]];
        return result;
    }

    public static void Scatter(long* destination, IntLanesScalar index, LongLanesScalar value, IntLanesScalar mask)
    {
        for (var i = 0; i < 16; i++)
            if (mask[i] != 0) destination[index[i]] = value[i];
    }

    public static LongLanesScalar Broadcast(long value)
    {
        LongLanesScalar result = default;
        for (var i = 0; i < 16; i++) result[i] = value;
        return result;
    }

    public static LongLanesScalar Add(LongLanesScalar a, LongLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] + b[i];
        return a;
    }

    public static LongLanesScalar Subtract(LongLanesScalar a, LongLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] - b[i];
        return a;
    }

    public static LongLanesScalar Multiply(LongLanesScalar a, LongLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] * b[i];
        return a;
    }

    public static LongLanesScalar Divide(LongLanesScalar a, LongLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = LaneByLane.Quotient(a[i], b[i]);
        return a;
    }

    public static LongLanesScalar DivideUnsigned(LongLanesScalar a, LongLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = (long)LaneByLane.Quotient((ulong)a[i], (ulong)b[i]);
        return a;
    }

    public static LongLanesScalar Remainder(LongLanesScalar a, LongLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = LaneByLane.Rest(a[i], b[i]);
        return a;
    }

    public static LongLanesScalar RemainderUnsigned(LongLanesScalar a, LongLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = (long)LaneByLane.Rest((ulong)a[i], (ulong)b[i]);
        return a;
    }

    public static LongLanesScalar Negate(LongLanesScalar a)
    {
        for (var i = 0; i < 16; i++) a[i] = -a[i];
        return a;
    }

    public static LongLanesScalar Abs(LongLanesScalar a)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] < 0 ? -a[i] : a[i];
        return a;
    }

    public static LongLanesScalar And(LongLanesScalar a, LongLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] & b[i];
        return a;
    }

    public static LongLanesScalar Or(LongLanesScalar a, LongLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] | b[i];
        return a;
    }

    public static LongLanesScalar Xor(LongLanesScalar a, LongLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] ^ b[i];
        return a;
    }

    public static LongLanesScalar Not(LongLanesScalar a)
    {
        for (var i = 0; i < 16; i++) a[i] = ~a[i];
        return a;
    }

    public static LongLanesScalar AndNot(LongLanesScalar a, LongLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] & ~b[i];
        return a;
    }

    public static LongLanesScalar ShiftLeft(LongLanesScalar a, IntLanesScalar count)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] << count[i];
        return a;
    }

    public static LongLanesScalar ShiftLeft(LongLanesScalar a, int count)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] << count;
        return a;
    }

    public static LongLanesScalar ShiftRight(LongLanesScalar a, IntLanesScalar count)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] >> count[i];
        return a;
    }

    public static LongLanesScalar ShiftRight(LongLanesScalar a, int count)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] >> count;
        return a;
    }

    public static LongLanesScalar ShiftRightUnsigned(LongLanesScalar a, IntLanesScalar count)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] >>> count[i];
        return a;
    }

    public static LongLanesScalar ShiftRightUnsigned(LongLanesScalar a, int count)
    {
        for (var i = 0; i < 16; i++) a[i] = a[i] >>> count;
        return a;
    }

    public static LongLanesScalar Min(LongLanesScalar a, LongLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = Math.Min(a[i], b[i]);
        return a;
    }

    public static LongLanesScalar MinUnsigned(LongLanesScalar a, LongLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = (long)Math.Min((ulong)a[i], (ulong)b[i]);
        return a;
    }

    public static LongLanesScalar Max(LongLanesScalar a, LongLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = Math.Max(a[i], b[i]);
        return a;
    }

    public static LongLanesScalar MaxUnsigned(LongLanesScalar a, LongLanesScalar b)
    {
        for (var i = 0; i < 16; i++) a[i] = (long)Math.Max((ulong)a[i], (ulong)b[i]);
        return a;
    }
}
