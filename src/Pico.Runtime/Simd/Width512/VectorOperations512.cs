using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pico.Simd;

/// <summary>What 512-bit vectors lack in the portable API. Without AVX-512 each operation falls back to two halves.</summary>
internal static unsafe partial class VectorOperations512
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> Load(float* source, int count) => LoadMasked(source, First(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<int> Load(int* source, int count) => LoadMasked(source, First(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Load(double* source, int count) => LoadMasked(source, FirstLong(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store(float* destination, Vector512<float> value, int count) =>
        StoreMasked(destination, value, First(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store(int* destination, Vector512<int> value, int count) =>
        StoreMasked(destination, value, First(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store(double* destination, Vector512<double> value, int count) =>
        StoreMasked(destination, value, FirstLong(count));

    // The processor suppresses faults of masked-off lanes, so that they never touch memory.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> LoadMasked(float* source, Vector512<int> mask) => Avx512F.IsSupported
        ? Avx512F.MaskLoad(source, mask.AsSingle(), Vector512<float>.Zero)
        : Vector512.Create(
            VectorOperations256.LoadMasked(source, mask.GetLower()),
            VectorOperations256.LoadMasked(source + 8, mask.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<int> LoadMasked(int* source, Vector512<int> mask) => LoadMasked((float*)source, mask).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> LoadMasked(double* source, Vector512<long> mask) => Avx512F.IsSupported
        ? Avx512F.MaskLoad(source, mask.AsDouble(), Vector512<double>.Zero)
        : Vector512.Create(
            VectorOperations256.LoadMasked(source, mask.GetLower()),
            VectorOperations256.LoadMasked(source + 4, mask.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void StoreMasked(float* destination, Vector512<float> value, Vector512<int> mask)
    {
        if (Avx512F.IsSupported)
        {
            Avx512F.MaskStore(destination, mask.AsSingle(), value);
            return;
        }

        VectorOperations256.StoreMasked(destination, value.GetLower(), mask.GetLower());
        VectorOperations256.StoreMasked(destination + 8, value.GetUpper(), mask.GetUpper());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void StoreMasked(int* destination, Vector512<int> value, Vector512<int> mask) =>
        StoreMasked((float*)destination, value.AsSingle(), mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void StoreMasked(double* destination, Vector512<double> value, Vector512<long> mask)
    {
        if (Avx512F.IsSupported)
        {
            Avx512F.MaskStore(destination, mask.AsDouble(), value);
            return;
        }

        VectorOperations256.StoreMasked(destination, value.GetLower(), mask.GetLower());
        VectorOperations256.StoreMasked(destination + 4, value.GetUpper(), mask.GetUpper());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Gather(double* source, Vector256<int> index, Vector256<int> mask) => Join(
        VectorOperations256.Gather(source, index.GetLower(), mask.GetLower()),
        VectorOperations256.Gather(source, index.GetUpper(), mask.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<int> ShiftLeft(Vector512<int> a, Vector512<int> count) => Avx512F.IsSupported
        ? Avx512F.ShiftLeftLogicalVariable(a, Modulo32(count))
        : Vector512.Create(
            VectorOperations256.ShiftLeft(a.GetLower(), count.GetLower()),
            VectorOperations256.ShiftLeft(a.GetUpper(), count.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<int> ShiftRight(Vector512<int> a, Vector512<int> count) => Avx512F.IsSupported
        ? Avx512F.ShiftRightArithmeticVariable(a, Modulo32(count))
        : Vector512.Create(
            VectorOperations256.ShiftRight(a.GetLower(), count.GetLower()),
            VectorOperations256.ShiftRight(a.GetUpper(), count.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<int> ShiftRightUnsigned(Vector512<int> a, Vector512<int> count) => Avx512F.IsSupported
        ? Avx512F.ShiftRightLogicalVariable(a, Modulo32(count))
        : Vector512.Create(
            VectorOperations256.ShiftRightUnsigned(a.GetLower(), count.GetLower()),
            VectorOperations256.ShiftRightUnsigned(a.GetUpper(), count.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<long> ShiftLeft(Vector512<long> a, Vector512<long> count) => Avx512F.IsSupported
        ? Avx512F.ShiftLeftLogicalVariable(a, Modulo64(count))
        : Vector512.Create(
            VectorOperations256.ShiftLeft(a.GetLower(), count.GetLower()),
            VectorOperations256.ShiftLeft(a.GetUpper(), count.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<long> ShiftRight(Vector512<long> a, Vector512<long> count) => Avx512F.IsSupported
        ? Avx512F.ShiftRightArithmeticVariable(a, Modulo64(count))
        : Vector512.Create(
            VectorOperations256.ShiftRight(a.GetLower(), count.GetLower()),
            VectorOperations256.ShiftRight(a.GetUpper(), count.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<long> ShiftRightUnsigned(Vector512<long> a, Vector512<long> count) => Avx512F.IsSupported
        ? Avx512F.ShiftRightLogicalVariable(a, Modulo64(count))
        : Vector512.Create(
            VectorOperations256.ShiftRightUnsigned(a.GetLower(), count.GetLower()),
            VectorOperations256.ShiftRightUnsigned(a.GetUpper(), count.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<int> MultiplyHighUnsigned(Vector512<int> a, Vector512<int> b)
    {
        if (!Avx512F.IsSupported)
            return Vector512.Create(
                VectorOperations256.MultiplyHighUnsigned(a.GetLower(), b.GetLower()),
                VectorOperations256.MultiplyHighUnsigned(a.GetUpper(), b.GetUpper()));

        // The multiplier takes the even 32-bit lanes: once as they lie, once with the odd lanes moved down.
        var even = Avx512F.Multiply(a.AsUInt32(), b.AsUInt32()) >>> 32;
        var odd = Avx512F.Multiply((a.AsUInt64() >>> 32).AsUInt32(), (b.AsUInt64() >>> 32).AsUInt32());
        return ((odd & Vector512.Create(0xFFFFFFFF00000000ul)) | even).AsInt32();
    }

    /// <summary>The elements of a table that the last four bits of each index say.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> Lookup(Vector512<float> table, Vector512<int> index) => Avx512F.IsSupported
        ? Avx512F.PermuteVar16x32(table, index)
        : Vector512.Create(VectorOperations256.Lookup(table, index.GetLower()), VectorOperations256.Lookup(table, index.GetUpper()));

    /// <summary>a * 2^⌊exponent⌋, rounded once, for |exponent| up to 252.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> ScaleByPowerOfTwo(Vector512<float> a, Vector512<float> exponent) => Avx512F.IsSupported
        ? Avx512F.Scale(a, exponent)
        : Vector512.Create(
            VectorOperations256.ScaleByPowerOfTwo(a.GetLower(), exponent.GetLower()),
            VectorOperations256.ScaleByPowerOfTwo(a.GetUpper(), exponent.GetUpper()));

    /// <summary>a * 2^exponent, rounded once; exponent integral.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> ScaleByPowerOfTwo(Vector512<double> a, Vector512<double> exponent) => Avx512F.IsSupported
        ? Avx512F.Scale(a, exponent)
        : Vector512.Create(
            VectorOperations256.ScaleByPowerOfTwo(a.GetLower(), exponent.GetLower()),
            VectorOperations256.ScaleByPowerOfTwo(a.GetUpper(), exponent.GetUpper()));

    /// <summary>floor(log2 |a|) of normal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Exponent(Vector512<double> a) => Avx512F.IsSupported
        ? Avx512F.GetExponent(a)
        : Vector512.Create(VectorOperations256.Exponent(a.GetLower()), VectorOperations256.Exponent(a.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> ToDoubleLower(Vector512<int> a) => ToDouble(a.GetLower());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> ToDoubleUpper(Vector512<int> a) => ToDouble(a.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<int> ToInt(Vector512<double> low, Vector512<double> high) =>
        Convert(Clamp(low, int.MinValue, int.MaxValue), Clamp(high, int.MinValue, int.MaxValue));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<int> ToUInt(Vector512<double> low, Vector512<double> high) =>
        Convert(WrapUnsigned(Clamp(low, 0, uint.MaxValue)), WrapUnsigned(Clamp(high, 0, uint.MaxValue)));

    /// <summary>Vector512.Create without the zeros that it first puts where the lower half goes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<T> Join<T>(Vector256<T> lower, Vector256<T> upper) => lower.ToVector512Unsafe().WithUpper(upper);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void GatherRows(
        float* source, Vector512<int> index, out Vector512<float> a, out Vector512<float> b, out Vector512<float> c, out Vector512<float> d)
    {
        if (!Avx512F.IsSupported)
        {
            VectorOperations256.GatherRows(source, index.GetLower(), out var a0, out var b0, out var c0, out var d0);
            VectorOperations256.GatherRows(source, index.GetUpper(), out var a1, out var b1, out var c1, out var d1);
            (a, b, c, d) = (Join(a0, a1), Join(b0, b1), Join(c0, c1), Join(d0, d1));
            return;
        }

        // Sixteen loads of a row each, then a transposition of 4 x 4 in each quarter: a gather of single floats takes as many loads for one of the four.
        var places = index;
        var place = (int*)&places;
        Vector512<float> first = Rows(source, place), second = Rows(source, place + 1), third = Rows(source, place + 2), fourth = Rows(source, place + 3);
        TransposeQuarters(first, second, third, fourth, out a, out b, out c, out d);
    }

    /// <summary>Transposes the 4 x 4 numbers of each quarter of four registers; needs AVX-512.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TransposeQuarters(
        Vector512<float> first, Vector512<float> second, Vector512<float> third, Vector512<float> fourth,
        out Vector512<float> a, out Vector512<float> b, out Vector512<float> c, out Vector512<float> d)
    {
        Vector512<double> low = Avx512F.UnpackLow(first, second).AsDouble(), lowOthers = Avx512F.UnpackLow(third, fourth).AsDouble();
        Vector512<double> high = Avx512F.UnpackHigh(first, second).AsDouble(), highOthers = Avx512F.UnpackHigh(third, fourth).AsDouble();
        a = Avx512F.UnpackLow(low, lowOthers).AsSingle();
        b = Avx512F.UnpackHigh(low, lowOthers).AsSingle();
        c = Avx512F.UnpackLow(high, highOthers).AsSingle();
        d = Avx512F.UnpackHigh(high, highOthers).AsSingle();
    }

    /// <summary>The rows of every fourth lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Rows(float* source, int* place) => Join(
        Vector256.Create(Vector128.Load(source + place[0]), Vector128.Load(source + place[4])),
        Vector256.Create(Vector128.Load(source + place[8]), Vector128.Load(source + place[12])));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> First(int count) => Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> FirstLong(int count) =>
        Vector512.LessThan(Vector512<long>.Indices, Vector512.Create((long)count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Modulo64(Vector512<long> count) => (count & Vector512.Create(63L)).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Modulo32(Vector512<int> count) => (count & Vector512.Create(31)).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> ToDouble(Vector256<int> a) => Avx512F.IsSupported
        ? Avx512F.ConvertToVector512Double(a)
        : Vector512.Create(
            VectorOperations256.ToDouble(a.GetLower()),
            VectorOperations256.ToDouble(a.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Clamp(Vector512<double> a, double least, double most)
    {
        var clamped = Vector512.Min(Vector512.Max(a, Vector512.Create(least)), Vector512.Create(most));
        return Vector512.Equals(a, a) & clamped; // NaN becomes 0
    }

    // Numbers from 2^31 up become the negative ones with the same 32 bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> WrapUnsigned(Vector512<double> a) =>
        Vector512.Truncate(a)
        - (Vector512.GreaterThanOrEqual(a, Vector512.Create(2147483648.0)) & Vector512.Create(4294967296.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Convert(Vector512<double> low, Vector512<double> high) => Avx512F.IsSupported
        ? Join(
            Avx512F.ConvertToVector256Int32WithTruncation(low),
            Avx512F.ConvertToVector256Int32WithTruncation(high))
        : Vector512.Create(
            VectorOperations256.Convert(low.GetLower(), low.GetUpper()),
            VectorOperations256.Convert(high.GetLower(), high.GetUpper()));
}
