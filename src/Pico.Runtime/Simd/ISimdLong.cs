namespace Pico.Simd;

/// <summary>Adds sixteen logical lanes of long or ulong (<typeparamref name="L"/>) to <see cref="ISimd{F, I, D}"/>.</summary>
/// <remarks>As with 32 bits, operations that differ by sign have an <c>Unsigned</c> twin; masks and indices stay <typeparamref name="I"/>.</remarks>
/// <typeparam name="F">Sixteen lanes of float.</typeparam>
/// <typeparam name="I">Sixteen lanes of int or uint; also the mask of a comparison of longs.</typeparam>
/// <typeparam name="D">Sixteen lanes of double.</typeparam>
/// <typeparam name="L">Sixteen lanes of long or ulong.</typeparam>
public unsafe interface ISimd<F, I, D, L> : ISimd<F, I, D>
    where F : struct
    where I : struct
    where D : struct
    where L : struct
{
#pragma warning disable CS1591 // the operations are named by the instruction they stand for
    static abstract L Load(long* source);
    static abstract L Load(long* source, int count);
    static abstract void Store(long* destination, L value);
    static abstract void Store(long* destination, L value, int count);
    static abstract L LoadMasked(long* source, I mask);
    static abstract void StoreMasked(long* destination, L value, I mask);
    static abstract L Gather(long* source, I index, I mask);
    static abstract void Scatter(long* destination, I index, L value, I mask);
    static abstract L Broadcast(long value);
    // Declared again, or an int argument would convert to long: a member of the derived interface wins.
    static new abstract I Broadcast(int value);

    static abstract L Add(L a, L b);
    static abstract L Subtract(L a, L b);
    static abstract L Multiply(L a, L b);
    static abstract L Divide(L a, L b);                    // x / 0 = 0, MinValue / -1 = MinValue
    static abstract L DivideUnsigned(L a, L b);
    static abstract L Remainder(L a, L b);                 // x % 0 = 0, MinValue % -1 = 0
    static abstract L RemainderUnsigned(L a, L b);
    static abstract L Negate(L a);
    static abstract L Abs(L a);                            // |MinValue| = MinValue
    static abstract L And(L a, L b);
    static abstract L Or(L a, L b);
    static abstract L Xor(L a, L b);
    static abstract L Not(L a);
    static abstract L AndNot(L a, L b);                    // a & ~b
    static abstract L ShiftLeft(L a, I count);             // counts are taken modulo 64, as in C#
    static abstract L ShiftRight(L a, I count);
    static abstract L ShiftRightUnsigned(L a, I count);
    static abstract L ShiftLeft(L a, int count);
    static abstract L ShiftRight(L a, int count);
    static abstract L ShiftRightUnsigned(L a, int count);
    static abstract L RotateLeft(L a, I count);
    static abstract L RotateRight(L a, I count);
    static abstract L RotateLeft(L a, int count);
    static abstract L RotateRight(L a, int count);
    static abstract L Min(L a, L b);
    static abstract L Max(L a, L b);
    static abstract L MinUnsigned(L a, L b);
    static abstract L MaxUnsigned(L a, L b);
    static abstract I Equal(L a, L b);
    static abstract I NotEqual(L a, L b);
    static abstract I LessThan(L a, L b);
    static abstract I LessThanOrEqual(L a, L b);
    static abstract I LessThanUnsigned(L a, L b);
    static abstract I LessThanOrEqualUnsigned(L a, L b);
    static abstract L Select(I mask, L whenTrue, L whenFalse);
    static abstract long Sum(L a);
    static abstract long Max(L a);
    static abstract long Min(L a);
    static abstract ulong MaxUnsigned(L a);
    static abstract ulong MinUnsigned(L a);

    // conversions: C#'s on .NET 10, which saturate; NaN becomes 0
    static abstract L ToLong(I a);
    static abstract L ToLongUnsigned(I a);
    static abstract L ToLong(F a);
    static abstract L ToULong(F a);
    static abstract L ToLong(D a);
    static abstract L ToULong(D a);
    static abstract I ToInt(L a);                          // the lowest 32 bits, so also (uint)
    static abstract F ToFloat(L a);
    static abstract F ToFloatUnsigned(L a);
    static abstract D ToDouble(L a);
    static abstract D ToDoubleUnsigned(L a);
    static abstract L AsLong(D a);
    static abstract D AsDouble(L a);
#pragma warning restore CS1591
}
