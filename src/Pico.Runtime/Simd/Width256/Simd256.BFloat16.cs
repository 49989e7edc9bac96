using System.Runtime.CompilerServices;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public unsafe partial struct Simd256
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 Load(BFloat16* source) => BFloat16Lanes<Simd256, FloatLanes256, IntLanes256>.Widen(LoadUnsignedShorts((ushort*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 Load(BFloat16* source, int count) =>
        BFloat16Lanes<Simd256, FloatLanes256, IntLanes256>.Widen(LoadUnsignedShorts((ushort*)source, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(BFloat16* destination, FloatLanes256 value) =>
        StoreShorts((short*)destination, BFloat16Lanes<Simd256, FloatLanes256, IntLanes256>.Round(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(BFloat16* destination, FloatLanes256 value, int count) =>
        StoreShorts((short*)destination, BFloat16Lanes<Simd256, FloatLanes256, IntLanes256>.Round(value), count);
}
