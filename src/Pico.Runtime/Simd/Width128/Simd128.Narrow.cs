using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public unsafe partial struct Simd128
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 LoadBytes(byte* source) => WidenUnsigned(Vector128.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 LoadBytes(byte* source, int count) => LoadBytesMasked(source, FirstLanes(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 LoadBytesMasked(byte* source, IntLanes128 mask) => WidenUnsigned(LoadNarrow(source, mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 LoadSignedBytes(sbyte* source) => WidenSigned(Vector128.Load((byte*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 LoadSignedBytes(sbyte* source, int count) => LoadSignedBytesMasked(source, FirstLanes(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 LoadSignedBytesMasked(sbyte* source, IntLanes128 mask) =>
        WidenSigned(LoadNarrow((byte*)source, mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 LoadShorts(short* source) => WidenSigned(Vector128.Load(source), Vector128.Load(source + 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 LoadShorts(short* source, int count) => LoadShortsMasked(source, FirstLanes(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 LoadShortsMasked(short* source, IntLanes128 mask)
    {
        var values = LoadNarrow(source, mask);
        return WidenSigned(values.GetLower(), values.GetUpper());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 LoadUnsignedShorts(ushort* source) =>
        WidenUnsigned(Vector128.Load((short*)source), Vector128.Load((short*)source + 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 LoadUnsignedShorts(ushort* source, int count) =>
        LoadUnsignedShortsMasked(source, FirstLanes(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 LoadUnsignedShortsMasked(ushort* source, IntLanes128 mask)
    {
        var values = LoadNarrow((short*)source, mask);
        return WidenUnsigned(values.GetLower(), values.GetUpper());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytes(byte* destination, IntLanes128 value) => NarrowToBytes(value).Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytes(byte* destination, IntLanes128 value, int count) =>
        StoreBytesMasked(destination, value, FirstLanes(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytesMasked(byte* destination, IntLanes128 value, IntLanes128 mask) =>
        NarrowMemory.Store(destination, NarrowToBytes(value), MaskBits(mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreShorts(short* destination, IntLanes128 value)
    {
        Vector128.Narrow(value.A, value.B).Store(destination);
        Vector128.Narrow(value.C, value.D).Store(destination + 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreShorts(short* destination, IntLanes128 value, int count) =>
        StoreShortsMasked(destination, value, FirstLanes(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreShortsMasked(short* destination, IntLanes128 value, IntLanes128 mask) =>
        NarrowMemory.Store(destination, NarrowToShorts(value), MaskBits(mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> LoadNarrow(byte* source, IntLanes128 mask) => NarrowMemory.Load(source, MaskBits(mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> LoadNarrow(short* source, IntLanes128 mask) => NarrowMemory.Load(source, MaskBits(mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static IntLanes128 WidenUnsigned(Vector128<byte> values)
    {
        var (low, high) = Vector128.Widen(values);
        return WidenUnsigned(low.AsInt16(), high.AsInt16());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static IntLanes128 WidenSigned(Vector128<byte> values)
    {
        var (low, high) = Vector128.Widen(values.AsSByte());
        return WidenSigned(low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static IntLanes128 WidenUnsigned(Vector128<short> low, Vector128<short> high) => new(
        Vector128.WidenLower(low.AsUInt16()).AsInt32(),
        Vector128.WidenUpper(low.AsUInt16()).AsInt32(),
        Vector128.WidenLower(high.AsUInt16()).AsInt32(),
        Vector128.WidenUpper(high.AsUInt16()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static IntLanes128 WidenSigned(Vector128<short> low, Vector128<short> high) =>
        new(Vector128.WidenLower(low), Vector128.WidenUpper(low), Vector128.WidenLower(high), Vector128.WidenUpper(high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> NarrowToBytes(IntLanes128 value) =>
        Vector128.Narrow(Vector128.Narrow(value.A, value.B), Vector128.Narrow(value.C, value.D)).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> NarrowToShorts(IntLanes128 value) =>
        Vector256.Create(Vector128.Narrow(value.A, value.B), Vector128.Narrow(value.C, value.D));
}
