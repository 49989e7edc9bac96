using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Kernels;

/// <summary>Elements of 16 bits, which are widened on the way.</summary>
internal readonly unsafe struct GemmBFloat16 : IGemmElement<BFloat16>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load(BFloat16* source) => *source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load4(BFloat16* source) =>
        Vector128.ShiftLeft(Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ulong*)source).AsUInt16()), 16).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load8(BFloat16* source)
    {
        var (lower, upper) = Vector128.Widen(Vector128.Load((ushort*)source));
        return Vector256.ShiftLeft(Vector256.Create(lower, upper), 16).AsSingle();
    }
}
