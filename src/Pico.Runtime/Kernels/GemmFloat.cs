using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Kernels;

/// <summary>Elements that are floats already.</summary>
internal readonly unsafe struct GemmFloat : IGemmElement<float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load(float* source) => *source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load4(float* source) => Vector128.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load8(float* source) => Vector256.Load(source);
}
