using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Pico.Simd;

/// <summary>What 128-bit vectors lack in the portable API, on x86 and ARM.</summary>
internal static partial class VectorOperations128
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<int> ShiftLeft(Vector128<int> a, Vector128<int> count)
    {
        if (Avx2.IsSupported) return Avx2.ShiftLeftLogicalVariable(a, Modulo32(count));
        if (AdvSimd.IsSupported) return AdvSimd.ShiftLogical(a, count & Vector128.Create(31));

        return Vector128.Create(
            a.GetElement(0) << count.GetElement(0),
            a.GetElement(1) << count.GetElement(1),
            a.GetElement(2) << count.GetElement(2),
            a.GetElement(3) << count.GetElement(3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<int> ShiftRight(Vector128<int> a, Vector128<int> count)
    {
        if (Avx2.IsSupported) return Avx2.ShiftRightArithmeticVariable(a, Modulo32(count));
        if (AdvSimd.IsSupported) return AdvSimd.ShiftArithmetic(a, -(count & Vector128.Create(31)));

        return Vector128.Create(
            a.GetElement(0) >> count.GetElement(0),
            a.GetElement(1) >> count.GetElement(1),
            a.GetElement(2) >> count.GetElement(2),
            a.GetElement(3) >> count.GetElement(3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<int> ShiftRightUnsigned(Vector128<int> a, Vector128<int> count)
    {
        if (Avx2.IsSupported) return Avx2.ShiftRightLogicalVariable(a, Modulo32(count));
        if (AdvSimd.IsSupported) return AdvSimd.ShiftLogical(a, -(count & Vector128.Create(31)));

        return Vector128.Create(
            a.GetElement(0) >>> count.GetElement(0),
            a.GetElement(1) >>> count.GetElement(1),
            a.GetElement(2) >>> count.GetElement(2),
            a.GetElement(3) >>> count.GetElement(3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<int> MultiplyHighUnsigned(Vector128<int> a, Vector128<int> b)
    {
        if (Sse2.IsSupported)
        {
            // The multiplier takes the even 32-bit lanes: once as they lie, once with the odd lanes moved down.
            var even = Sse2.Multiply(a.AsUInt32(), b.AsUInt32()) >>> 32;
            var odd = Sse2.Multiply((a.AsUInt64() >>> 32).AsUInt32(), (b.AsUInt64() >>> 32).AsUInt32());
            return ((odd & Vector128.Create(0xFFFFFFFF00000000ul)) | even).AsInt32();
        }

        // Schoolbook multiplication of 16-bit digits; no partial sum exceeds 32 bits.
        var digit = Vector128.Create(0xFFFFu);
        Vector128<uint> aLow = a.AsUInt32() & digit, aHigh = a.AsUInt32() >>> 16;
        Vector128<uint> bLow = b.AsUInt32() & digit, bHigh = b.AsUInt32() >>> 16;
        var middle = (aHigh * bLow) + ((aLow * bLow) >>> 16);
        var carry = (aLow * bHigh) + (middle & digit);
        return ((aHigh * bHigh) + (middle >>> 16) + (carry >>> 16)).AsInt32();
    }

    /// <summary>The elements of a table that the last four bits of each index say.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> Lookup(Vector512<float> table, Vector128<int> index)
    {
        // of each quarter the element that the last two bits say; the other two choose the quarter
        var place = index & Vector128.Create(3);
        var isOdd = Vector128.Equals(index & Vector128.Create(4), Vector128.Create(4)).AsSingle();
        var isUpper = Vector128.Equals(index & Vector128.Create(8), Vector128.Create(8)).AsSingle();
        Vector256<float> below = table.GetLower(), above = table.GetUpper();
        var lower = Vector128.ConditionalSelect(isOdd, Vector128.ShuffleNative(below.GetUpper(), place), Vector128.ShuffleNative(below.GetLower(), place));
        var upper = Vector128.ConditionalSelect(isOdd, Vector128.ShuffleNative(above.GetUpper(), place), Vector128.ShuffleNative(above.GetLower(), place));
        return Vector128.ConditionalSelect(isUpper, upper, lower);
    }

    /// <summary>a * 2^⌊exponent⌋, rounded once, for |exponent| up to 252: two exact factors, of which only the last can round.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> ScaleByPowerOfTwo(Vector128<float> a, Vector128<float> exponent)
    {
        exponent = Vector128.Floor(exponent);
        var half = Vector128.Floor(exponent * Vector128.Create(0.5f));
        return a * PowerOfTwo(half) * PowerOfTwo(exponent - half);
    }

    /// <summary>a * 2^exponent, rounded once, for |exponent| up to 2044: two exact factors, of which only the last can round.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<double> ScaleByPowerOfTwo(Vector128<double> a, Vector128<double> exponent)
    {
        var half = Vector128.Floor(exponent * Vector128.Create(0.5));
        return a * PowerOfTwo(half) * PowerOfTwo(exponent - half);
    }

    /// <summary>floor(log2 |a|) of normal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<double> Exponent(Vector128<double> a)
    {
        // The biased exponent, placed in the low mantissa bits of 2^52, is that number plus 2^52.
        var biased = (a.AsInt64() >>> 52) & Vector128.Create(0x7FFL);
        return (biased | Vector128.Create(0x4330000000000000L)).AsDouble() - Vector128.Create(4503599627370496.0 + 1023.0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<double> ToDoubleLower(Vector128<int> a) => Sse2.IsSupported
        ? Sse2.ConvertToVector128Double(a)
        : Vector128.ConvertToDouble(Vector128.WidenLower(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<double> ToDoubleUpper(Vector128<int> a) => Sse2.IsSupported
        ? Sse2.ConvertToVector128Double(Vector128.Shuffle(a, Vector128.Create(2, 3, 2, 3)))
        : Vector128.ConvertToDouble(Vector128.WidenUpper(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<int> ToInt(Vector128<double> low, Vector128<double> high) =>
        Convert(Clamp(low, int.MinValue, int.MaxValue), Clamp(high, int.MinValue, int.MaxValue));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<int> ToUInt(Vector128<double> low, Vector128<double> high) =>
        Convert(WrapUnsigned(Clamp(low, 0, uint.MaxValue)), WrapUnsigned(Clamp(high, 0, uint.MaxValue)));

    /// <summary>Truncates numbers that fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<int> Convert(Vector128<double> low, Vector128<double> high) => Sse2.IsSupported
        ? Vector128.Create(
            Sse2.ConvertToVector128Int32WithTruncation(low).GetLower(),
            Sse2.ConvertToVector128Int32WithTruncation(high).GetLower())
        : Vector128.Narrow(Vector128.ConvertToInt64(low), Vector128.ConvertToInt64(high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Modulo32(Vector128<int> count) => (count & Vector128.Create(31)).AsUInt32();

    // Adding 1.5 * 2^23 (2^52) leaves the integer in the low bits; shifted up it becomes an exponent.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> PowerOfTwo(Vector128<float> exponent) =>
        ((exponent + Vector128.Create(12582912f + 127f)).AsInt32() << 23).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> PowerOfTwo(Vector128<double> exponent) =>
        ((exponent + Vector128.Create(6755399441055744.0 + 1023.0)).AsInt64() << 52).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Clamp(Vector128<double> a, double least, double most)
    {
        var clamped = Vector128.Min(Vector128.Max(a, Vector128.Create(least)), Vector128.Create(most));
        return Vector128.Equals(a, a) & clamped; // NaN becomes 0
    }

    // Numbers from 2^31 up become the negative ones with the same 32 bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> WrapUnsigned(Vector128<double> a) =>
        Vector128.Truncate(a)
        - (Vector128.GreaterThanOrEqual(a, Vector128.Create(2147483648.0)) & Vector128.Create(4294967296.0));
}
