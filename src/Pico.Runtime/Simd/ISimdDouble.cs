namespace Pico.Simd;

/// <summary>Adds sixteen logical lanes of double (<typeparamref name="D"/>) to <see cref="ISimd{F, I}"/>.</summary>
/// <typeparam name="F">Sixteen lanes of float.</typeparam>
/// <typeparam name="I">Sixteen lanes of int or uint; also the mask of a comparison of doubles.</typeparam>
/// <typeparam name="D">Sixteen lanes of double.</typeparam>
public unsafe interface ISimd<F, I, D> : ISimd<F, I>
    where F : struct
    where I : struct
    where D : struct
{
#pragma warning disable CS1591 // the operations are named by the instruction they stand for
    static abstract D Load(double* source);
    static abstract D Load(double* source, int count);
    static abstract void Store(double* destination, D value);
    static abstract void Store(double* destination, D value, int count);
    static abstract D LoadMasked(double* source, I mask);
    static abstract void StoreMasked(double* destination, D value, I mask);
    static abstract D Gather(double* source, I index, I mask);
    static abstract void Scatter(double* destination, I index, D value, I mask);
    static abstract D Broadcast(double value);
    // Declared again, or an int or float argument would convert to double: a member of the derived interface wins.
    static new abstract F Broadcast(float value);
    static new abstract I Broadcast(int value);

    static abstract D Add(D a, D b);
    static abstract D Subtract(D a, D b);
    static abstract D Multiply(D a, D b);
    static abstract D Divide(D a, D b);
    static abstract D Remainder(D a, D b);
    static abstract D Negate(D a);
    static abstract D FusedMultiplyAdd(D a, D b, D c);
    static abstract D Abs(D a);
    static abstract D Sqrt(D a);
    static abstract D Min(D a, D b);
    static abstract D Max(D a, D b);
    static abstract D Floor(D a);
    static abstract D Ceiling(D a);
    static abstract D Round(D a);
    static abstract D Truncate(D a);
    static abstract I Equal(D a, D b);
    static abstract I NotEqual(D a, D b);
    static abstract I LessThan(D a, D b);
    static abstract I LessThanOrEqual(D a, D b);
    static abstract D Select(I mask, D whenTrue, D whenFalse);
    static abstract D And(D a, D b);                       // of the bits, as are Or and Xor
    static abstract D Or(D a, D b);
    static abstract D Xor(D a, D b);
    static abstract D ScaleByPowerOfTwo(D a, D exponent); // a * 2^exponent rounded once, for 0.5 <= |a| < 4, integral |exponent| <= 2044
    static abstract D Exponent(D a);                      // floor(log2 |a|) of a normal number, as a double
    static abstract double Sum(D a);
    static abstract double Max(D a);
    static abstract double Min(D a);

    static abstract D ToDouble(F a);
    static abstract F ToFloat(D a);
    static abstract D ToDouble(I a);
    static abstract D ToDoubleUnsigned(I a);
    static abstract I ToInt(D a);
    static abstract I ToUInt(D a);
#pragma warning restore CS1591
}
