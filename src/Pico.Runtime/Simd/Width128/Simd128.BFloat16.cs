using System.Runtime.CompilerServices;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public unsafe partial struct Simd128
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 Load(BFloat16* source) => BFloat16Lanes<Simd128, FloatLanes128, IntLanes128>.Widen(LoadUnsignedShorts((ushort*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 Load(BFloat16* source, int count) =>
        BFloat16Lanes<Simd128, FloatLanes128, IntLanes128>.Widen(LoadUnsignedShorts((ushort*)source, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(BFloat16* destination, FloatLanes128 value) =>
        StoreShorts((short*)destination, BFloat16Lanes<Simd128, FloatLanes128, IntLanes128>.Round(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(BFloat16* destination, FloatLanes128 value, int count) =>
        StoreShorts((short*)destination, BFloat16Lanes<Simd128, FloatLanes128, IntLanes128>.Round(value), count);
}
