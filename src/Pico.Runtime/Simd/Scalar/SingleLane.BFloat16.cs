using System.Runtime.CompilerServices;

namespace Pico.Simd;

internal unsafe partial struct SingleLane
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load(BFloat16* source) => *source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load(BFloat16* source, int count) => count > 0 ? *source : 0f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(BFloat16* destination, float value) => *destination = (BFloat16)value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(BFloat16* destination, float value, int count)
    {
        if (count > 0) *destination = (BFloat16)value;
    }
}
