using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public unsafe partial struct Simd512
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Equal(LongLanes512 a, LongLanes512 b) =>
        Vector512.Narrow(Vector512.Equals(a.A, b.A), Vector512.Equals(a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> NotEqual(LongLanes512 a, LongLanes512 b) => Not(Equal(a, b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LessThan(LongLanes512 a, LongLanes512 b) =>
        Vector512.Narrow(Vector512.LessThan(a.A, b.A), Vector512.LessThan(a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LessThanOrEqual(LongLanes512 a, LongLanes512 b) => Not(LessThan(b, a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LessThanUnsigned(LongLanes512 a, LongLanes512 b) =>
        Vector512.Narrow(Vector512.LessThan(a.A.AsUInt64(), b.A.AsUInt64()).AsInt64(), Vector512.LessThan(a.B.AsUInt64(), b.B.AsUInt64()).AsInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> LessThanOrEqualUnsigned(LongLanes512 a, LongLanes512 b) => Not(LessThanUnsigned(b, a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 Select(Vector512<int> mask, LongLanes512 whenTrue, LongLanes512 whenFalse) => new(
            Vector512.ConditionalSelect(Vector512.WidenLower(mask), whenTrue.A, whenFalse.A),
            Vector512.ConditionalSelect(Vector512.WidenUpper(mask), whenTrue.B, whenFalse.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Sum(LongLanes512 a) => Vector512.Sum(a.A + a.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Max(LongLanes512 a) => Reductions.LargestLong(Vector512.Max(a.A, a.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong MaxUnsigned(LongLanes512 a) => Reductions.LargestLong(Vector512.Max(a.A.AsUInt64(), a.B.AsUInt64()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Min(LongLanes512 a) => Reductions.LeastLong(Vector512.Min(a.A, a.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong MinUnsigned(LongLanes512 a) => Reductions.LeastLong(Vector512.Min(a.A.AsUInt64(), a.B.AsUInt64()));
}
