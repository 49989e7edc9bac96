using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public unsafe partial struct Simd512
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadBytes(byte* source) => WidenUnsigned(Vector128.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadBytes(byte* source, int count) => LoadBytesMasked(source, FirstLanes(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadBytesMasked(byte* source, Vector512<int> mask) =>
        WidenUnsigned(LoadNarrow(source, mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadSignedBytes(sbyte* source) => WidenSigned(Vector128.Load((byte*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadSignedBytes(sbyte* source, int count) =>
        LoadSignedBytesMasked(source, FirstLanes(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadSignedBytesMasked(sbyte* source, Vector512<int> mask) =>
        WidenSigned(LoadNarrow((byte*)source, mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadShorts(short* source) => WidenSigned(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadShorts(short* source, int count) => LoadShortsMasked(source, FirstLanes(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadShortsMasked(short* source, Vector512<int> mask) =>
        WidenSigned(LoadNarrow(source, mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadUnsignedShorts(ushort* source) => WidenUnsigned(Vector256.Load((short*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadUnsignedShorts(ushort* source, int count) =>
        LoadUnsignedShortsMasked(source, FirstLanes(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LoadUnsignedShortsMasked(ushort* source, Vector512<int> mask) =>
        WidenUnsigned(LoadNarrow((short*)source, mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytes(byte* destination, Vector512<int> value) => NarrowToBytes(value).Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytes(byte* destination, Vector512<int> value, int count) =>
        StoreBytesMasked(destination, value, FirstLanes(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytesMasked(byte* destination, Vector512<int> value, Vector512<int> mask)
    {
        if (Avx512BW.VL.IsSupported) Avx512BW.VL.MaskStore(destination, NarrowToBytes(mask), NarrowToBytes(value));
        else NarrowMemory.Store(destination, NarrowToBytes(value), MaskBits(mask));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreShorts(short* destination, Vector512<int> value) => NarrowToShorts(value).Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreShorts(short* destination, Vector512<int> value, int count) =>
        StoreShortsMasked(destination, value, FirstLanes(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreShortsMasked(short* destination, Vector512<int> value, Vector512<int> mask)
    {
        if (Avx512BW.VL.IsSupported) Avx512BW.VL.MaskStore(destination, NarrowToShorts(mask), NarrowToShorts(value));
        else NarrowMemory.Store(destination, NarrowToShorts(value), MaskBits(mask));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> LoadNarrow(byte* source, Vector512<int> mask) => Avx512BW.VL.IsSupported
        ? Avx512BW.VL.MaskLoad(source, NarrowToBytes(mask), Vector128<byte>.Zero)
        : NarrowMemory.Load(source, MaskBits(mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> LoadNarrow(short* source, Vector512<int> mask) => Avx512BW.VL.IsSupported
        ? Avx512BW.VL.MaskLoad(source, NarrowToShorts(mask), Vector256<short>.Zero)
        : NarrowMemory.Load(source, MaskBits(mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> WidenUnsigned(Vector128<byte> values) => Avx512F.IsSupported
        ? Avx512F.ConvertToVector512Int32(values)
        : Vector512.Create(VectorOperations256.WidenUnsignedLower(values), VectorOperations256.WidenUnsignedUpper(values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> WidenSigned(Vector128<byte> values) => Avx512F.IsSupported
        ? Avx512F.ConvertToVector512Int32(values.AsSByte())
        : Vector512.Create(VectorOperations256.WidenSignedLower(values), VectorOperations256.WidenSignedUpper(values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> WidenUnsigned(Vector256<short> values) => Avx512F.IsSupported
        ? Avx512F.ConvertToVector512Int32(values.AsUInt16())
        : Vector512.Create(
            VectorOperations256.WidenUnsigned(values.GetLower()),
            VectorOperations256.WidenUnsigned(values.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> WidenSigned(Vector256<short> values) => Avx512F.IsSupported
        ? Avx512F.ConvertToVector512Int32(values)
        : Vector512.Create(
            VectorOperations256.WidenSigned(values.GetLower()),
            VectorOperations256.WidenSigned(values.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> NarrowToBytes(Vector512<int> value) => Avx512F.IsSupported
        ? Avx512F.ConvertToVector128Byte(value)
        : VectorOperations256.NarrowToBytes(value.GetLower(), value.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> NarrowToShorts(Vector512<int> value) => Avx512F.IsSupported
        ? Avx512F.ConvertToVector256Int16(value)
        : Vector256.Narrow(value.GetLower(), value.GetUpper());
}
