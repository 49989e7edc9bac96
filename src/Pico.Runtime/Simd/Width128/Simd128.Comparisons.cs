using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Numerics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public partial struct Simd128
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 Equal(IntLanes128 a, IntLanes128 b) =>
        new(
            Vector128.Equals(a.A, b.A),
            Vector128.Equals(a.B, b.B),
            Vector128.Equals(a.C, b.C),
            Vector128.Equals(a.D, b.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 NotEqual(IntLanes128 a, IntLanes128 b) =>
        new(
            ~Vector128.Equals(a.A, b.A),
            ~Vector128.Equals(a.B, b.B),
            ~Vector128.Equals(a.C, b.C),
            ~Vector128.Equals(a.D, b.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 LessThan(IntLanes128 a, IntLanes128 b) =>
        new(
            Vector128.LessThan(a.A, b.A),
            Vector128.LessThan(a.B, b.B),
            Vector128.LessThan(a.C, b.C),
            Vector128.LessThan(a.D, b.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 LessThanOrEqual(IntLanes128 a, IntLanes128 b) =>
        new(
            Vector128.LessThanOrEqual(a.A, b.A),
            Vector128.LessThanOrEqual(a.B, b.B),
            Vector128.LessThanOrEqual(a.C, b.C),
            Vector128.LessThanOrEqual(a.D, b.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 LessThanUnsigned(IntLanes128 a, IntLanes128 b) =>
        new(
            Vector128.LessThan(a.A.AsUInt32(), b.A.AsUInt32()).AsInt32(),
            Vector128.LessThan(a.B.AsUInt32(), b.B.AsUInt32()).AsInt32(),
            Vector128.LessThan(a.C.AsUInt32(), b.C.AsUInt32()).AsInt32(),
            Vector128.LessThan(a.D.AsUInt32(), b.D.AsUInt32()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 LessThanOrEqualUnsigned(IntLanes128 a, IntLanes128 b) =>
        new(
            Vector128.LessThanOrEqual(a.A.AsUInt32(), b.A.AsUInt32()).AsInt32(),
            Vector128.LessThanOrEqual(a.B.AsUInt32(), b.B.AsUInt32()).AsInt32(),
            Vector128.LessThanOrEqual(a.C.AsUInt32(), b.C.AsUInt32()).AsInt32(),
            Vector128.LessThanOrEqual(a.D.AsUInt32(), b.D.AsUInt32()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 Select(IntLanes128 mask, IntLanes128 whenTrue, IntLanes128 whenFalse) =>
        new(
            Vector128.ConditionalSelect(mask.A, whenTrue.A, whenFalse.A),
            Vector128.ConditionalSelect(mask.B, whenTrue.B, whenFalse.B),
            Vector128.ConditionalSelect(mask.C, whenTrue.C, whenFalse.C),
            Vector128.ConditionalSelect(mask.D, whenTrue.D, whenFalse.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(IntLanes128 mask) => BitOperations.PopCount(MaskBits(mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(IntLanes128 mask) => (mask.A | mask.B | mask.C | mask.D) != Vector128<int>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(IntLanes128 mask) => (mask.A & mask.B & mask.C & mask.D) == Vector128<int>.AllBitsSet;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint MaskBits(IntLanes128 mask) =>
        mask.A.ExtractMostSignificantBits()
        | (mask.B.ExtractMostSignificantBits() << 4)
        | (mask.C.ExtractMostSignificantBits() << 8)
        | (mask.D.ExtractMostSignificantBits() << 12);
}
