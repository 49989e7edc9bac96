using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public partial struct Simd512
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<float> a) =>
        Reductions.Sum(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(Vector512<float> a) =>
        Reductions.Max(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Min(Vector512<float> a) =>
        Reductions.Min(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sum(Vector512<int> a) =>
        Reductions.Sum(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Max(Vector512<int> a) =>
        Reductions.Max(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Min(Vector512<int> a) =>
        Reductions.Min(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint MaxUnsigned(Vector512<int> a) =>
        Reductions.Max(a.AsUInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint MinUnsigned(Vector512<int> a) =>
        Reductions.Min(a.AsUInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(DoubleLanes512 a) =>
        Reductions.Sum(a.A + a.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Max(DoubleLanes512 a) =>
        Reductions.Max(Vector512.Max(a.A, a.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Min(DoubleLanes512 a) =>
        Reductions.Min(Vector512.Min(a.A, a.B));
}
