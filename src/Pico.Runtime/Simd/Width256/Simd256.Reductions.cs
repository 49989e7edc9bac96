using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public partial struct Simd256
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(FloatLanes256 a) =>
        Reductions.Sum(a.A + a.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(FloatLanes256 a) =>
        Reductions.Max(Vector256.Max(a.A, a.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Min(FloatLanes256 a) =>
        Reductions.Min(Vector256.Min(a.A, a.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sum(IntLanes256 a) =>
        Reductions.Sum(a.A + a.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Max(IntLanes256 a) =>
        Reductions.Max(Vector256.Max(a.A, a.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Min(IntLanes256 a) =>
        Reductions.Min(Vector256.Min(a.A, a.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint MaxUnsigned(IntLanes256 a) =>
        Reductions.Max(Vector256.Max(a.A.AsUInt32(), a.B.AsUInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint MinUnsigned(IntLanes256 a) =>
        Reductions.Min(Vector256.Min(a.A.AsUInt32(), a.B.AsUInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(DoubleLanes256 a) =>
        Reductions.Sum(((a.A + a.C) + (a.B + a.D)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Max(DoubleLanes256 a) =>
        Reductions.Max(Vector256.Max(Vector256.Max(a.A, a.C), Vector256.Max(a.B, a.D)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Min(DoubleLanes256 a) =>
        Reductions.Min(Vector256.Min(Vector256.Min(a.A, a.C), Vector256.Min(a.B, a.D)));
}
