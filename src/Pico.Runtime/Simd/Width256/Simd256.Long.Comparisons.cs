using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public unsafe partial struct Simd256
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 Equal(LongLanes256 a, LongLanes256 b) => new(
            Vector256.Narrow(Vector256.Equals(a.A, b.A), Vector256.Equals(a.B, b.B)),
            Vector256.Narrow(Vector256.Equals(a.C, b.C), Vector256.Equals(a.D, b.D)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 NotEqual(LongLanes256 a, LongLanes256 b) => Not(Equal(a, b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 LessThan(LongLanes256 a, LongLanes256 b) => new(
            Vector256.Narrow(Vector256.LessThan(a.A, b.A), Vector256.LessThan(a.B, b.B)),
            Vector256.Narrow(Vector256.LessThan(a.C, b.C), Vector256.LessThan(a.D, b.D)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 LessThanOrEqual(LongLanes256 a, LongLanes256 b) => Not(LessThan(b, a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 LessThanUnsigned(LongLanes256 a, LongLanes256 b) => new(
            Vector256.Narrow(Vector256.LessThan(a.A.AsUInt64(), b.A.AsUInt64()).AsInt64(), Vector256.LessThan(a.B.AsUInt64(), b.B.AsUInt64()).AsInt64()),
            Vector256.Narrow(Vector256.LessThan(a.C.AsUInt64(), b.C.AsUInt64()).AsInt64(), Vector256.LessThan(a.D.AsUInt64(), b.D.AsUInt64()).AsInt64()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 LessThanOrEqualUnsigned(LongLanes256 a, LongLanes256 b) => Not(LessThanUnsigned(b, a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 Select(IntLanes256 mask, LongLanes256 whenTrue, LongLanes256 whenFalse) => new(
            Vector256.ConditionalSelect(Vector256.WidenLower(mask.A), whenTrue.A, whenFalse.A),
            Vector256.ConditionalSelect(Vector256.WidenUpper(mask.A), whenTrue.B, whenFalse.B),
            Vector256.ConditionalSelect(Vector256.WidenLower(mask.B), whenTrue.C, whenFalse.C),
            Vector256.ConditionalSelect(Vector256.WidenUpper(mask.B), whenTrue.D, whenFalse.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Sum(LongLanes256 a) => Vector256.Sum(a.A + a.B + a.C + a.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Max(LongLanes256 a) => Reductions.LargestLong(
        Vector256.Max(Vector256.Max(a.A, a.B), Vector256.Max(a.C, a.D)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong MaxUnsigned(LongLanes256 a) => Reductions.LargestLong(
        Vector256.Max(Vector256.Max(a.A.AsUInt64(), a.B.AsUInt64()), Vector256.Max(a.C.AsUInt64(), a.D.AsUInt64())));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Min(LongLanes256 a) => Reductions.LeastLong(
        Vector256.Min(Vector256.Min(a.A, a.B), Vector256.Min(a.C, a.D)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong MinUnsigned(LongLanes256 a) => Reductions.LeastLong(
        Vector256.Min(Vector256.Min(a.A.AsUInt64(), a.B.AsUInt64()), Vector256.Min(a.C.AsUInt64(), a.D.AsUInt64())));
}
