using System.Runtime.Intrinsics;

namespace Pico.Simd;

/// <summary>
/// The instruction set of the generated code: sixteen logical lanes of float (<typeparamref name="F"/>) and of 32-bit
/// integers (<typeparamref name="I"/>), whatever the machine's vector width. One emitted method, generic over this
/// interface, is instantiated per width: <c>Simd512</c>, <c>Simd256</c>, <c>Simd128</c>,
/// <c>SimdScalar</c>.
/// </summary>
/// <remarks>
/// Every operation is IEEE 754 correctly rounded and so bit-equal at every width; reductions combine the sixteen lanes in
/// one fixed order. A mask is an <typeparamref name="I"/> whose lanes are all ones or zero. <c>uint</c> lanes are carried in
/// <typeparamref name="I"/> too: the operations that differ by sign have an <c>Unsigned</c> twin.
/// </remarks>
/// <typeparam name="F">Sixteen lanes of float.</typeparam>
/// <typeparam name="I">Sixteen lanes of int or uint.</typeparam>
public unsafe interface ISimd<F, I>
    where F : struct
    where I : struct
{
#pragma warning disable CS1591 // the operations are named by the instruction they stand for
    static abstract int Width { get; } // bits of one machine vector; 0 for scalar code

    // Memory. A count below 16 touches only the first lanes; the others read as zero.
    static abstract F Load(float* source);
    static abstract F Load(float* source, int count);
    static abstract void Store(float* destination, F value);
    static abstract void Store(float* destination, F value, int count);
    static abstract void StoreNonTemporal(float* destination, F value); // passes by the caches, and the order of other stores; needs 64-byte alignment
    static abstract I Load(int* source);
    static abstract I Load(int* source, int count);
    static abstract void Store(int* destination, I value);
    static abstract void Store(int* destination, I value, int count);
    static abstract I LoadMask(bool* source); // true becomes all ones
    static abstract I LoadMask(bool* source, int count);
    static abstract void StoreMask(bool* destination, I mask);
    static abstract void StoreMask(bool* destination, I mask, int count);

    // Under a mask: lanes outside it touch nothing, and read as zero.
    static abstract F LoadMasked(float* source, I mask);
    static abstract I LoadMasked(int* source, I mask);
    static abstract void StoreMasked(float* destination, F value, I mask);
    static abstract void StoreMasked(int* destination, I value, I mask);
    static abstract F Gather(float* source, I index, I mask);
    static abstract I Gather(int* source, I index, I mask);
    static abstract void GatherRows(float* source, I index, out F a, out F b, out F c, out F d); // of every lane the four floats that begin at its place
    static abstract I GatherUnaligned(byte* source, I index, I mask);  // the 32 bits that begin at source + index
    static abstract I GatherUnaligned(short* source, I index, I mask);
    static abstract void Scatter(float* destination, I index, F value, I mask); // of lanes with one index the last wins
    static abstract void Scatter(int* destination, I index, I value, I mask);

    // Narrow memory: widened on load by sign or by zeros, truncated on store, which is the same for both signs.
    static abstract I LoadBytes(byte* source);
    static abstract I LoadBytes(byte* source, int count);
    static abstract I LoadBytesMasked(byte* source, I mask);
    static abstract I LoadSignedBytes(sbyte* source);
    static abstract I LoadSignedBytes(sbyte* source, int count);
    static abstract I LoadSignedBytesMasked(sbyte* source, I mask);
    static abstract I LoadShorts(short* source);
    static abstract I LoadShorts(short* source, int count);
    static abstract I LoadShortsMasked(short* source, I mask);
    static abstract I LoadUnsignedShorts(ushort* source);
    static abstract I LoadUnsignedShorts(ushort* source, int count);
    static abstract I LoadUnsignedShortsMasked(ushort* source, I mask);
    static abstract void StoreBytes(byte* destination, I value);
    static abstract void StoreBytes(byte* destination, I value, int count);
    static abstract void StoreBytesMasked(byte* destination, I value, I mask);
    static abstract void StoreShorts(short* destination, I value);
    static abstract void StoreShorts(short* destination, I value, int count);
    static abstract void StoreShortsMasked(short* destination, I value, I mask);

    // bfloat16 in memory, float in the lanes: loads are exact, stores round to nearest even.
    static abstract F Load(BFloat16* source);
    static abstract F Load(BFloat16* source, int count);
    static abstract void Store(BFloat16* destination, F value);
    static abstract void Store(BFloat16* destination, F value, int count);

    static abstract F Broadcast(float value);
    static abstract I Broadcast(int value);
    static abstract I BroadcastMask(bool value);
    static abstract I LaneIndex { get; }       // 0, 1, … 15
    static abstract I FirstLanes(int count);   // mask of the first `count` lanes

    // float
    static abstract F Add(F a, F b);
    static abstract F Subtract(F a, F b);
    static abstract F Multiply(F a, F b);
    static abstract F Divide(F a, F b);
    static abstract F Remainder(F a, F b);     // as C#'s %, lane by lane
    static abstract F Negate(F a);
    static abstract F FusedMultiplyAdd(F a, F b, F c); // a*b + c, rounded once
    static abstract F Abs(F a);
    static abstract F Sqrt(F a);
    static abstract F Min(F a, F b);           // as MathF.Min: NaN if either is, -0 < +0
    static abstract F Max(F a, F b);
    static abstract F Lesser(F a, F b);        // a < b ? a : b, for NaN and zeros too: the instruction that Min is not
    static abstract F Greater(F a, F b);       // a > b ? a : b
    static abstract F Floor(F a);
    static abstract F Ceiling(F a);
    static abstract F Round(F a);              // half to even
    static abstract F Truncate(F a);
    static abstract F ScaleByPowerOfTwo(F a, F exponent); // a * 2^⌊exponent⌋ rounded once, for 0.5 <= |a| < 4, |exponent| <= 252; beyond, and for NaN, the widths differ
    static abstract F Lookup(Vector512<float> table, I index); // of every lane the element that the last four bits of its index say
    static abstract I Equal(F a, F b);
    static abstract I NotEqual(F a, F b);
    static abstract I LessThan(F a, F b);
    static abstract I LessThanOrEqual(F a, F b);
    static abstract F Select(I mask, F whenTrue, F whenFalse);
    static abstract float Sum(F a);            // fixed tree: (i, i+8), (i, i+4), (i, i+2), (i, i+1)
    static abstract float Max(F a);
    static abstract float Min(F a);

    // int and uint
    static abstract I Add(I a, I b);
    static abstract I Subtract(I a, I b);
    static abstract I Multiply(I a, I b);
    static abstract I MultiplyHighUnsigned(I a, I b);
    static abstract I Divide(I a, I b);        // x / 0 = 0, MinValue / -1 = MinValue
    static abstract I DivideUnsigned(I a, I b);
    static abstract I Remainder(I a, I b);     // x % 0 = 0, MinValue % -1 = 0
    static abstract I RemainderUnsigned(I a, I b);
    static abstract I Negate(I a);
    static abstract I Abs(I a);                // |MinValue| = MinValue
    static abstract I And(I a, I b);
    static abstract I Or(I a, I b);
    static abstract I Xor(I a, I b);
    static abstract I Not(I a);
    static abstract I AndNot(I a, I b);        // a & ~b
    static abstract I ShiftLeft(I a, I count); // counts are taken modulo 32, as in C#
    static abstract I ShiftRight(I a, I count);
    static abstract I ShiftRightUnsigned(I a, I count);
    static abstract I ShiftLeft(I a, int count);
    static abstract I ShiftRight(I a, int count);
    static abstract I ShiftRightUnsigned(I a, int count);
    static abstract I RotateLeft(I a, I count);
    static abstract I RotateRight(I a, I count);
    static abstract I RotateLeft(I a, int count);
    static abstract I RotateRight(I a, int count);
    static abstract I Min(I a, I b);
    static abstract I Max(I a, I b);
    static abstract I MinUnsigned(I a, I b);
    static abstract I MaxUnsigned(I a, I b);
    static abstract I Equal(I a, I b);
    static abstract I NotEqual(I a, I b);
    static abstract I LessThan(I a, I b);
    static abstract I LessThanOrEqual(I a, I b);
    static abstract I LessThanUnsigned(I a, I b);
    static abstract I LessThanOrEqualUnsigned(I a, I b);
    static abstract I Select(I mask, I whenTrue, I whenFalse);
    static abstract int Sum(I a);
    static abstract int Max(I a);
    static abstract int Min(I a);
    static abstract uint MaxUnsigned(I a);
    static abstract uint MinUnsigned(I a);
    static abstract bool Any(I mask);
    static abstract bool All(I mask);
    static abstract int Count(I mask);         // of the lanes that are set
    static abstract uint MaskBits(I mask);     // bit i is lane i

    // conversions: C#'s on .NET 10, which saturate; NaN becomes 0
    static abstract F ToFloat(I a);
    static abstract F ToFloatUnsigned(I a);
    static abstract I ToInt(F a);
    static abstract I ToUInt(F a);
    static abstract I AsInt(F a);
    static abstract F AsFloat(I a);
#pragma warning restore CS1591
}
