using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pico.Simd;

internal static unsafe partial class VectorOperations128
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> Load(float* source, int count) => LoadMasked(source, First(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<int> Load(int* source, int count) => LoadMasked(source, First(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<double> Load(double* source, int count) => LoadMasked(source, FirstLong(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store(float* destination, Vector128<float> value, int count) =>
        StoreMasked(destination, value, First(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store(int* destination, Vector128<int> value, int count) =>
        StoreMasked(destination, value, First(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store(double* destination, Vector128<double> value, int count) =>
        StoreMasked(destination, value, FirstLong(count));

    // Masked-off lanes never touch memory: the processor suppresses their faults, or each lane is asked.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> LoadMasked(float* source, Vector128<int> mask)
    {
        if (Avx2.IsSupported) return Avx.MaskLoad(source, mask.AsSingle());

        return Vector128.Create(
            mask.GetElement(0) != 0 ? source[0] : 0f,
            mask.GetElement(1) != 0 ? source[1] : 0f,
            mask.GetElement(2) != 0 ? source[2] : 0f,
            mask.GetElement(3) != 0 ? source[3] : 0f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<int> LoadMasked(int* source, Vector128<int> mask) => LoadMasked((float*)source, mask).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<double> LoadMasked(double* source, Vector128<long> mask)
    {
        if (Avx2.IsSupported) return Avx.MaskLoad(source, mask.AsDouble());

        return Vector128.Create(mask.GetElement(0) != 0 ? source[0] : 0.0, mask.GetElement(1) != 0 ? source[1] : 0.0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void StoreMasked(float* destination, Vector128<float> value, Vector128<int> mask)
    {
        if (Avx2.IsSupported)
        {
            Avx.MaskStore(destination, mask.AsSingle(), value);
            return;
        }

        if (mask.GetElement(0) != 0) destination[0] = value.GetElement(0);
        if (mask.GetElement(1) != 0) destination[1] = value.GetElement(1);
        if (mask.GetElement(2) != 0) destination[2] = value.GetElement(2);
        if (mask.GetElement(3) != 0) destination[3] = value.GetElement(3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void StoreMasked(int* destination, Vector128<int> value, Vector128<int> mask) =>
        StoreMasked((float*)destination, value.AsSingle(), mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void StoreMasked(double* destination, Vector128<double> value, Vector128<long> mask)
    {
        if (Avx2.IsSupported)
        {
            Avx.MaskStore(destination, mask.AsDouble(), value);
            return;
        }

        if (mask.GetElement(0) != 0) destination[0] = value.GetElement(0);
        if (mask.GetElement(1) != 0) destination[1] = value.GetElement(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> Gather(float* source, Vector128<int> index, Vector128<int> mask)
    {
        if (Avx2.IsSupported)
            return Avx2.GatherMaskVector128(Vector128<float>.Zero, source, index, mask.AsSingle(), sizeof(float));

        return Vector128.Create(
            mask.GetElement(0) != 0 ? source[index.GetElement(0)] : 0f,
            mask.GetElement(1) != 0 ? source[index.GetElement(1)] : 0f,
            mask.GetElement(2) != 0 ? source[index.GetElement(2)] : 0f,
            mask.GetElement(3) != 0 ? source[index.GetElement(3)] : 0f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<int> Gather(int* source, Vector128<int> index, Vector128<int> mask) =>
        Gather((float*)source, index, mask).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<double> GatherLower(double* source, Vector128<int> index, Vector128<int> mask)
    {
        if (Avx2.IsSupported)
            return Avx2.GatherMaskVector128(
                Vector128<double>.Zero, source, index, Vector128.WidenLower(mask).AsDouble(), sizeof(double));

        return Vector128.Create(
            mask.GetElement(0) != 0 ? source[index.GetElement(0)] : 0.0,
            mask.GetElement(1) != 0 ? source[index.GetElement(1)] : 0.0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<double> GatherUpper(double* source, Vector128<int> index, Vector128<int> mask) =>
        GatherLower(source, UpperLanes(index), UpperLanes(mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<int> GatherUnaligned(byte* source, Vector128<int> index, Vector128<int> mask)
    {
        if (Avx2.IsSupported)
            return Avx2.GatherMaskVector128(Vector128<int>.Zero, (int*)source, index, mask, sizeof(byte));

        return Vector128.Create(
            mask.GetElement(0) != 0 ? Unsafe.ReadUnaligned<int>(source + index.GetElement(0)) : 0,
            mask.GetElement(1) != 0 ? Unsafe.ReadUnaligned<int>(source + index.GetElement(1)) : 0,
            mask.GetElement(2) != 0 ? Unsafe.ReadUnaligned<int>(source + index.GetElement(2)) : 0,
            mask.GetElement(3) != 0 ? Unsafe.ReadUnaligned<int>(source + index.GetElement(3)) : 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<int> GatherUnaligned(short* source, Vector128<int> index, Vector128<int> mask)
    {
        if (Avx2.IsSupported)
            return Avx2.GatherMaskVector128(Vector128<int>.Zero, (int*)source, index, mask, sizeof(short));

        return Vector128.Create(
            mask.GetElement(0) != 0 ? Unsafe.ReadUnaligned<int>(source + index.GetElement(0)) : 0,
            mask.GetElement(1) != 0 ? Unsafe.ReadUnaligned<int>(source + index.GetElement(1)) : 0,
            mask.GetElement(2) != 0 ? Unsafe.ReadUnaligned<int>(source + index.GetElement(2)) : 0,
            mask.GetElement(3) != 0 ? Unsafe.ReadUnaligned<int>(source + index.GetElement(3)) : 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> UpperLanes(Vector128<int> a) => Vector128.Shuffle(a, Vector128.Create(2, 3, 2, 3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> First(int count) => Vector128.LessThan(Vector128<int>.Indices, Vector128.Create(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<long> FirstLong(int count) =>
        Vector128.LessThan(Vector128<long>.Indices, Vector128.Create((long)count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void GatherRows(
        float* source, Vector128<int> index, out Vector128<float> a, out Vector128<float> b, out Vector128<float> c, out Vector128<float> d)
    {
        Vector128<float> first = Vector128.Load(source + index[0]), second = Vector128.Load(source + index[1]);
        Vector128<float> third = Vector128.Load(source + index[2]), fourth = Vector128.Load(source + index[3]);
        if (!Sse2.IsSupported)
        {
            a = Vector128.Create(first[0], second[0], third[0], fourth[0]);
            b = Vector128.Create(first[1], second[1], third[1], fourth[1]);
            c = Vector128.Create(first[2], second[2], third[2], fourth[2]);
            d = Vector128.Create(first[3], second[3], third[3], fourth[3]);
            return;
        }

        Vector128<double> low = Sse.UnpackLow(first, second).AsDouble(), lowOthers = Sse.UnpackLow(third, fourth).AsDouble();
        Vector128<double> high = Sse.UnpackHigh(first, second).AsDouble(), highOthers = Sse.UnpackHigh(third, fourth).AsDouble();
        a = Sse2.UnpackLow(low, lowOthers).AsSingle();
        b = Sse2.UnpackHigh(low, lowOthers).AsSingle();
        c = Sse2.UnpackLow(high, highOthers).AsSingle();
        d = Sse2.UnpackHigh(high, highOthers).AsSingle();
    }
}
