using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public unsafe partial struct Simd512
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(BFloat16* source) => BFloat16Lanes<Simd512, Vector512<float>, Vector512<int>>.Widen(LoadUnsignedShorts((ushort*)source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(BFloat16* source, int count) =>
        BFloat16Lanes<Simd512, Vector512<float>, Vector512<int>>.Widen(LoadUnsignedShorts((ushort*)source, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(BFloat16* destination, Vector512<float> value) =>
        StoreShorts((short*)destination, BFloat16Lanes<Simd512, Vector512<float>, Vector512<int>>.Round(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(BFloat16* destination, Vector512<float> value, int count) =>
        StoreShorts((short*)destination, BFloat16Lanes<Simd512, Vector512<float>, Vector512<int>>.Round(value), count);
}
