using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public unsafe partial struct Simd256
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 LoadBytes(byte* source) => WidenUnsigned(Vector128.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 LoadBytes(byte* source, int count) => LoadBytesMasked(source, FirstLanes(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 LoadBytesMasked(byte* source, IntLanes256 mask) => WidenUnsigned(LoadNarrow(source, mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 LoadSignedBytes(sbyte* source) => WidenSigned(Vector128.Load((byte*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 LoadSignedBytes(sbyte* source, int count) => LoadSignedBytesMasked(source, FirstLanes(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 LoadSignedBytesMasked(sbyte* source, IntLanes256 mask) =>
        WidenSigned(LoadNarrow((byte*)source, mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 LoadShorts(short* source) => WidenSigned(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 LoadShorts(short* source, int count) => LoadShortsMasked(source, FirstLanes(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 LoadShortsMasked(short* source, IntLanes256 mask) => WidenSigned(LoadNarrow(source, mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 LoadUnsignedShorts(ushort* source) => WidenUnsigned(Vector256.Load((short*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 LoadUnsignedShorts(ushort* source, int count) =>
        LoadUnsignedShortsMasked(source, FirstLanes(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 LoadUnsignedShortsMasked(ushort* source, IntLanes256 mask) =>
        WidenUnsigned(LoadNarrow((short*)source, mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytes(byte* destination, IntLanes256 value) => NarrowToBytes(value).Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytes(byte* destination, IntLanes256 value, int count) =>
        StoreBytesMasked(destination, value, FirstLanes(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytesMasked(byte* destination, IntLanes256 value, IntLanes256 mask) =>
        NarrowMemory.Store(destination, NarrowToBytes(value), MaskBits(mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreShorts(short* destination, IntLanes256 value) => NarrowToShorts(value).Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreShorts(short* destination, IntLanes256 value, int count) =>
        StoreShortsMasked(destination, value, FirstLanes(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreShortsMasked(short* destination, IntLanes256 value, IntLanes256 mask) =>
        NarrowMemory.Store(destination, NarrowToShorts(value), MaskBits(mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> LoadNarrow(byte* source, IntLanes256 mask) => NarrowMemory.Load(source, MaskBits(mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> LoadNarrow(short* source, IntLanes256 mask) => NarrowMemory.Load(source, MaskBits(mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static IntLanes256 WidenUnsigned(Vector128<byte> values) =>
        new(VectorOperations256.WidenUnsignedLower(values), VectorOperations256.WidenUnsignedUpper(values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static IntLanes256 WidenSigned(Vector128<byte> values) =>
        new(VectorOperations256.WidenSignedLower(values), VectorOperations256.WidenSignedUpper(values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static IntLanes256 WidenUnsigned(Vector256<short> values) => new(
        VectorOperations256.WidenUnsigned(values.GetLower()),
        VectorOperations256.WidenUnsigned(values.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static IntLanes256 WidenSigned(Vector256<short> values) => new(
        VectorOperations256.WidenSigned(values.GetLower()),
        VectorOperations256.WidenSigned(values.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> NarrowToBytes(IntLanes256 value) => VectorOperations256.NarrowToBytes(value.A, value.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> NarrowToShorts(IntLanes256 value) => Vector256.Narrow(value.A, value.B);
}
