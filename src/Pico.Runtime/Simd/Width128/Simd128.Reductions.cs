using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public partial struct Simd128
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(FloatLanes128 a) =>
        Reductions.Sum(((a.A + a.C) + (a.B + a.D)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(FloatLanes128 a) =>
        Reductions.Max(Vector128.Max(Vector128.Max(a.A, a.C), Vector128.Max(a.B, a.D)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Min(FloatLanes128 a) =>
        Reductions.Min(Vector128.Min(Vector128.Min(a.A, a.C), Vector128.Min(a.B, a.D)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sum(IntLanes128 a) =>
        Reductions.Sum(((a.A + a.C) + (a.B + a.D)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Max(IntLanes128 a) =>
        Reductions.Max(Vector128.Max(Vector128.Max(a.A, a.C), Vector128.Max(a.B, a.D)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Min(IntLanes128 a) =>
        Reductions.Min(Vector128.Min(Vector128.Min(a.A, a.C), Vector128.Min(a.B, a.D)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint MaxUnsigned(IntLanes128 a) =>
        Reductions.Max(Vector128.Max(Vector128.Max(a.A.AsUInt32(), a.C.AsUInt32()), Vector128.Max(a.B.AsUInt32(), a.D.AsUInt32())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint MinUnsigned(IntLanes128 a) =>
        Reductions.Min(Vector128.Min(Vector128.Min(a.A.AsUInt32(), a.C.AsUInt32()), Vector128.Min(a.B.AsUInt32(), a.D.AsUInt32())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(DoubleLanes128 a) =>
        Reductions.Sum((((a.A + a.E) + (a.C + a.G)) + ((a.B + a.F) + (a.D + a.H))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Max(DoubleLanes128 a) =>
        Reductions.Max(Vector128.Max(Vector128.Max(Vector128.Max(a.A, a.E), Vector128.Max(a.C, a.G)), Vector128.Max(Vector128.Max(a.B, a.F), Vector128.Max(a.D, a.H))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Min(DoubleLanes128 a) =>
        Reductions.Min(Vector128.Min(Vector128.Min(Vector128.Min(a.A, a.E), Vector128.Min(a.C, a.G)), Vector128.Min(Vector128.Min(a.B, a.F), Vector128.Min(a.D, a.H))));
}
