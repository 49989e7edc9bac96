using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public unsafe partial struct Simd128
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 Equal(LongLanes128 a, LongLanes128 b) => new(
            Vector128.Narrow(Vector128.Equals(a.A, b.A), Vector128.Equals(a.B, b.B)),
            Vector128.Narrow(Vector128.Equals(a.C, b.C), Vector128.Equals(a.D, b.D)),
            Vector128.Narrow(Vector128.Equals(a.E, b.E), Vector128.Equals(a.F, b.F)),
            Vector128.Narrow(Vector128.Equals(a.G, b.G), Vector128.Equals(a.H, b.H)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 NotEqual(LongLanes128 a, LongLanes128 b) => Not(Equal(a, b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 LessThan(LongLanes128 a, LongLanes128 b) => new(
            Vector128.Narrow(Vector128.LessThan(a.A, b.A), Vector128.LessThan(a.B, b.B)),
            Vector128.Narrow(Vector128.LessThan(a.C, b.C), Vector128.LessThan(a.D, b.D)),
            Vector128.Narrow(Vector128.LessThan(a.E, b.E), Vector128.LessThan(a.F, b.F)),
            Vector128.Narrow(Vector128.LessThan(a.G, b.G), Vector128.LessThan(a.H, b.H)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 LessThanOrEqual(LongLanes128 a, LongLanes128 b) => Not(LessThan(b, a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 LessThanUnsigned(LongLanes128 a, LongLanes128 b) => new(
            Vector128.Narrow(Vector128.LessThan(a.A.AsUInt64(), b.A.AsUInt64()).AsInt64(), Vector128.LessThan(a.B.AsUInt64(), b.B.AsUInt64()).AsInt64()),
            Vector128.Narrow(Vector128.LessThan(a.C.AsUInt64(), b.C.AsUInt64()).AsInt64(), Vector128.LessThan(a.D.AsUInt64(), b.D.AsUInt64()).AsInt64()),
            Vector128.Narrow(Vector128.LessThan(a.E.AsUInt64(), b.E.AsUInt64()).AsInt64(), Vector128.LessThan(a.F.AsUInt64(), b.F.AsUInt64()).AsInt64()),
            Vector128.Narrow(Vector128.LessThan(a.G.AsUInt64(), b.G.AsUInt64()).AsInt64(), Vector128.LessThan(a.H.AsUInt64(), b.H.AsUInt64()).AsInt64()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 LessThanOrEqualUnsigned(LongLanes128 a, LongLanes128 b) => Not(LessThanUnsigned(b, a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 Select(IntLanes128 mask, LongLanes128 whenTrue, LongLanes128 whenFalse) => new(
            Vector128.ConditionalSelect(Vector128.WidenLower(mask.A), whenTrue.A, whenFalse.A),
            Vector128.ConditionalSelect(Vector128.WidenUpper(mask.A), whenTrue.B, whenFalse.B),
            Vector128.ConditionalSelect(Vector128.WidenLower(mask.B), whenTrue.C, whenFalse.C),
            Vector128.ConditionalSelect(Vector128.WidenUpper(mask.B), whenTrue.D, whenFalse.D),
            Vector128.ConditionalSelect(Vector128.WidenLower(mask.C), whenTrue.E, whenFalse.E),
            Vector128.ConditionalSelect(Vector128.WidenUpper(mask.C), whenTrue.F, whenFalse.F),
            Vector128.ConditionalSelect(Vector128.WidenLower(mask.D), whenTrue.G, whenFalse.G),
            Vector128.ConditionalSelect(Vector128.WidenUpper(mask.D), whenTrue.H, whenFalse.H));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Sum(LongLanes128 a) => Vector128.Sum(a.A + a.B + a.C + a.D + a.E + a.F + a.G + a.H);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Max(LongLanes128 a)
    {
        var low = Vector128.Max(Vector128.Max(a.A, a.B), Vector128.Max(a.C, a.D));
        var high = Vector128.Max(Vector128.Max(a.E, a.F), Vector128.Max(a.G, a.H));
        return Reductions.LargestLong(Vector128.Max(low, high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong MaxUnsigned(LongLanes128 a)
    {
        var low = Vector128.Max(Vector128.Max(a.A.AsUInt64(), a.B.AsUInt64()), Vector128.Max(a.C.AsUInt64(), a.D.AsUInt64()));
        var high = Vector128.Max(Vector128.Max(a.E.AsUInt64(), a.F.AsUInt64()), Vector128.Max(a.G.AsUInt64(), a.H.AsUInt64()));
        return Reductions.LargestLong(Vector128.Max(low, high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Min(LongLanes128 a)
    {
        var low = Vector128.Min(Vector128.Min(a.A, a.B), Vector128.Min(a.C, a.D));
        var high = Vector128.Min(Vector128.Min(a.E, a.F), Vector128.Min(a.G, a.H));
        return Reductions.LeastLong(Vector128.Min(low, high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong MinUnsigned(LongLanes128 a)
    {
        var low = Vector128.Min(Vector128.Min(a.A.AsUInt64(), a.B.AsUInt64()), Vector128.Min(a.C.AsUInt64(), a.D.AsUInt64()));
        var high = Vector128.Min(Vector128.Min(a.E.AsUInt64(), a.F.AsUInt64()), Vector128.Min(a.G.AsUInt64(), a.H.AsUInt64()));
        return Reductions.LeastLong(Vector128.Min(low, high));
    }
}
