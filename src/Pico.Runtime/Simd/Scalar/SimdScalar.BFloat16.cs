namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public unsafe partial struct SimdScalar
{
    public static FloatLanesScalar Load(BFloat16* source) => BFloat16Lanes<SimdScalar, FloatLanesScalar, IntLanesScalar>.Widen(LoadUnsignedShorts((ushort*)source));

    public static FloatLanesScalar Load(BFloat16* source, int count) =>
        BFloat16Lanes<SimdScalar, FloatLanesScalar, IntLanesScalar>.Widen(LoadUnsignedShorts((ushort*)source, count));

    public static void Store(BFloat16* destination, FloatLanesScalar value) =>
        StoreShorts((short*)destination, BFloat16Lanes<SimdScalar, FloatLanesScalar, IntLanesScalar>.Round(value));

    public static void Store(BFloat16* destination, FloatLanesScalar value, int count) =>
        StoreShorts((short*)destination, BFloat16Lanes<SimdScalar, FloatLanesScalar, IntLanesScalar>.Round(value), count);
}
