using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pico.Simd;

/// <summary>What 256-bit vectors lack in the portable API. Without AVX2 each operation falls back to two halves.</summary>
internal static unsafe partial class VectorOperations256
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Load(float* source, int count) => LoadMasked(source, First(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<int> Load(int* source, int count) => LoadMasked(source, First(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Load(double* source, int count) => LoadMasked(source, FirstLong(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store(float* destination, Vector256<float> value, int count) =>
        StoreMasked(destination, value, First(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store(int* destination, Vector256<int> value, int count) =>
        StoreMasked(destination, value, First(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store(double* destination, Vector256<double> value, int count) =>
        StoreMasked(destination, value, FirstLong(count));

    // The processor suppresses faults of masked-off lanes, so that they never touch memory.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> LoadMasked(float* source, Vector256<int> mask) => Avx2.IsSupported
        ? Avx.MaskLoad(source, mask.AsSingle())
        : Vector256.Create(
            VectorOperations128.LoadMasked(source, mask.GetLower()),
            VectorOperations128.LoadMasked(source + 4, mask.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<int> LoadMasked(int* source, Vector256<int> mask) => LoadMasked((float*)source, mask).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> LoadMasked(double* source, Vector256<long> mask) => Avx2.IsSupported
        ? Avx.MaskLoad(source, mask.AsDouble())
        : Vector256.Create(
            VectorOperations128.LoadMasked(source, mask.GetLower()),
            VectorOperations128.LoadMasked(source + 2, mask.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void StoreMasked(float* destination, Vector256<float> value, Vector256<int> mask)
    {
        if (Avx2.IsSupported)
        {
            Avx.MaskStore(destination, mask.AsSingle(), value);
            return;
        }

        VectorOperations128.StoreMasked(destination, value.GetLower(), mask.GetLower());
        VectorOperations128.StoreMasked(destination + 4, value.GetUpper(), mask.GetUpper());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void StoreMasked(int* destination, Vector256<int> value, Vector256<int> mask) =>
        StoreMasked((float*)destination, value.AsSingle(), mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void StoreMasked(double* destination, Vector256<double> value, Vector256<long> mask)
    {
        if (Avx2.IsSupported)
        {
            Avx.MaskStore(destination, mask.AsDouble(), value);
            return;
        }

        VectorOperations128.StoreMasked(destination, value.GetLower(), mask.GetLower());
        VectorOperations128.StoreMasked(destination + 2, value.GetUpper(), mask.GetUpper());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Gather(float* source, Vector256<int> index, Vector256<int> mask) => Avx2.IsSupported
        ? Avx2.GatherMaskVector256(Vector256<float>.Zero, source, index, mask.AsSingle(), sizeof(float))
        : Vector256.Create(
            VectorOperations128.Gather(source, index.GetLower(), mask.GetLower()),
            VectorOperations128.Gather(source, index.GetUpper(), mask.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void GatherRows(
        float* source, Vector256<int> index, out Vector256<float> a, out Vector256<float> b, out Vector256<float> c, out Vector256<float> d)
    {
        if (!Avx.IsSupported)
        {
            VectorOperations128.GatherRows(source, index.GetLower(), out var a0, out var b0, out var c0, out var d0);
            VectorOperations128.GatherRows(source, index.GetUpper(), out var a1, out var b1, out var c1, out var d1);
            (a, b, c, d) = (Vector256.Create(a0, a1), Vector256.Create(b0, b1), Vector256.Create(c0, c1), Vector256.Create(d0, d1));
            return;
        }

        var places = index;
        var place = (int*)&places;
        Vector256<float> first = Rows(source, place), second = Rows(source, place + 1), third = Rows(source, place + 2), fourth = Rows(source, place + 3);
        Vector256<double> low = Avx.UnpackLow(first, second).AsDouble(), lowOthers = Avx.UnpackLow(third, fourth).AsDouble();
        Vector256<double> high = Avx.UnpackHigh(first, second).AsDouble(), highOthers = Avx.UnpackHigh(third, fourth).AsDouble();
        a = Avx.UnpackLow(low, lowOthers).AsSingle();
        b = Avx.UnpackHigh(low, lowOthers).AsSingle();
        c = Avx.UnpackLow(high, highOthers).AsSingle();
        d = Avx.UnpackHigh(high, highOthers).AsSingle();
    }

    /// <summary>The rows of two lanes that are four apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Rows(float* source, int* place) =>
        Vector256.Create(Vector128.Load(source + place[0]), Vector128.Load(source + place[4]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<int> Gather(int* source, Vector256<int> index, Vector256<int> mask) =>
        Gather((float*)source, index, mask).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Gather(double* source, Vector128<int> index, Vector128<int> mask) => Avx2.IsSupported
        ? Avx2.GatherMaskVector256(
            Vector256<double>.Zero, source, index, Avx2.ConvertToVector256Int64(mask).AsDouble(), sizeof(double))
        : Vector256.Create(
            VectorOperations128.GatherLower(source, index, mask),
            VectorOperations128.GatherUpper(source, index, mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<int> GatherUnaligned(byte* source, Vector256<int> index, Vector256<int> mask) => Avx2.IsSupported
        ? Avx2.GatherMaskVector256(Vector256<int>.Zero, (int*)source, index, mask, sizeof(byte))
        : Vector256.Create(
            VectorOperations128.GatherUnaligned(source, index.GetLower(), mask.GetLower()),
            VectorOperations128.GatherUnaligned(source, index.GetUpper(), mask.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<int> GatherUnaligned(short* source, Vector256<int> index, Vector256<int> mask) => Avx2.IsSupported
        ? Avx2.GatherMaskVector256(Vector256<int>.Zero, (int*)source, index, mask, sizeof(short))
        : Vector256.Create(
            VectorOperations128.GatherUnaligned(source, index.GetLower(), mask.GetLower()),
            VectorOperations128.GatherUnaligned(source, index.GetUpper(), mask.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<int> ShiftLeft(Vector256<int> a, Vector256<int> count) => Avx2.IsSupported
        ? Avx2.ShiftLeftLogicalVariable(a, Modulo32(count))
        : Vector256.Create(
            VectorOperations128.ShiftLeft(a.GetLower(), count.GetLower()),
            VectorOperations128.ShiftLeft(a.GetUpper(), count.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<int> ShiftRight(Vector256<int> a, Vector256<int> count) => Avx2.IsSupported
        ? Avx2.ShiftRightArithmeticVariable(a, Modulo32(count))
        : Vector256.Create(
            VectorOperations128.ShiftRight(a.GetLower(), count.GetLower()),
            VectorOperations128.ShiftRight(a.GetUpper(), count.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<int> ShiftRightUnsigned(Vector256<int> a, Vector256<int> count) => Avx2.IsSupported
        ? Avx2.ShiftRightLogicalVariable(a, Modulo32(count))
        : Vector256.Create(
            VectorOperations128.ShiftRightUnsigned(a.GetLower(), count.GetLower()),
            VectorOperations128.ShiftRightUnsigned(a.GetUpper(), count.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<int> MultiplyHighUnsigned(Vector256<int> a, Vector256<int> b)
    {
        if (!Avx2.IsSupported)
            return Vector256.Create(
                VectorOperations128.MultiplyHighUnsigned(a.GetLower(), b.GetLower()),
                VectorOperations128.MultiplyHighUnsigned(a.GetUpper(), b.GetUpper()));

        // The multiplier takes the even 32-bit lanes: once as they lie, once with the odd lanes moved down.
        var even = Avx2.Multiply(a.AsUInt32(), b.AsUInt32()) >>> 32;
        var odd = Avx2.Multiply((a.AsUInt64() >>> 32).AsUInt32(), (b.AsUInt64() >>> 32).AsUInt32());
        return ((odd & Vector256.Create(0xFFFFFFFF00000000ul)) | even).AsInt32();
    }

    /// <summary>The elements of a table that the last four bits of each index say.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Lookup(Vector512<float> table, Vector256<int> index)
    {
        if (!Avx2.IsSupported)
            return Vector256.Create(VectorOperations128.Lookup(table, index.GetLower()), VectorOperations128.Lookup(table, index.GetUpper()));

        // The selection reads the sign, which the fourth bit becomes.
        var lower = Avx2.PermuteVar8x32(table.GetLower(), index);
        var upper = Avx2.PermuteVar8x32(table.GetUpper(), index);
        return Avx.BlendVariable(lower, upper, (index << 28).AsSingle());
    }

    /// <summary>a * 2^⌊exponent⌋, rounded once, for |exponent| up to 252: two exact factors, of which only the last can round.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> ScaleByPowerOfTwo(Vector256<float> a, Vector256<float> exponent)
    {
        exponent = Vector256.Floor(exponent);
        var half = Vector256.Floor(exponent * Vector256.Create(0.5f));
        return a * PowerOfTwo(half) * PowerOfTwo(exponent - half);
    }

    /// <summary>a * 2^exponent, rounded once, for |exponent| up to 2044: two exact factors, of which only the last can round.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> ScaleByPowerOfTwo(Vector256<double> a, Vector256<double> exponent)
    {
        var half = Vector256.Floor(exponent * Vector256.Create(0.5));
        return a * PowerOfTwo(half) * PowerOfTwo(exponent - half);
    }

    /// <summary>floor(log2 |a|) of normal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Exponent(Vector256<double> a)
    {
        // The biased exponent, placed in the low mantissa bits of 2^52, is that number plus 2^52.
        var biased = (a.AsInt64() >>> 52) & Vector256.Create(0x7FFL);
        return (biased | Vector256.Create(0x4330000000000000L)).AsDouble() - Vector256.Create(4503599627370496.0 + 1023.0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> ToDoubleLower(Vector256<int> a) => ToDouble(a.GetLower());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> ToDoubleUpper(Vector256<int> a) => ToDouble(a.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> ToDouble(Vector128<int> a) => Avx.IsSupported
        ? Avx.ConvertToVector256Double(a)
        : Vector256.Create(VectorOperations128.ToDoubleLower(a), VectorOperations128.ToDoubleUpper(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<int> ToInt(Vector256<double> low, Vector256<double> high) =>
        Convert(Clamp(low, int.MinValue, int.MaxValue), Clamp(high, int.MinValue, int.MaxValue));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<int> ToUInt(Vector256<double> low, Vector256<double> high) =>
        Convert(WrapUnsigned(Clamp(low, 0, uint.MaxValue)), WrapUnsigned(Clamp(high, 0, uint.MaxValue)));

    /// <summary>Truncates numbers that fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<int> Convert(Vector256<double> low, Vector256<double> high) => Avx.IsSupported
        ? Vector256.Create(
            Avx.ConvertToVector128Int32WithTruncation(low),
            Avx.ConvertToVector128Int32WithTruncation(high))
        : Vector256.Create(
            VectorOperations128.Convert(low.GetLower(), low.GetUpper()),
            VectorOperations128.Convert(high.GetLower(), high.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> First(int count) => Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> FirstLong(int count) =>
        Vector256.LessThan(Vector256<long>.Indices, Vector256.Create((long)count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Modulo32(Vector256<int> count) => (count & Vector256.Create(31)).AsUInt32();

    // Adding 1.5 * 2^23 (2^52) leaves the integer in the low bits; shifted up it becomes an exponent.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> PowerOfTwo(Vector256<float> exponent) =>
        ((exponent + Vector256.Create(12582912f + 127f)).AsInt32() << 23).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> PowerOfTwo(Vector256<double> exponent) =>
        ((exponent + Vector256.Create(6755399441055744.0 + 1023.0)).AsInt64() << 52).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Clamp(Vector256<double> a, double least, double most)
    {
        var clamped = Vector256.Min(Vector256.Max(a, Vector256.Create(least)), Vector256.Create(most));
        return Vector256.Equals(a, a) & clamped; // NaN becomes 0
    }

    // Numbers from 2^31 up become the negative ones with the same 32 bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> WrapUnsigned(Vector256<double> a) =>
        Vector256.Truncate(a)
        - (Vector256.GreaterThanOrEqual(a, Vector256.Create(2147483648.0)) & Vector256.Create(4294967296.0));
}
