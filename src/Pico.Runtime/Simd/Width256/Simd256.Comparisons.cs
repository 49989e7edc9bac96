using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Numerics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public partial struct Simd256
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 Equal(IntLanes256 a, IntLanes256 b) =>
        new(Vector256.Equals(a.A, b.A), Vector256.Equals(a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 NotEqual(IntLanes256 a, IntLanes256 b) =>
        new(~Vector256.Equals(a.A, b.A), ~Vector256.Equals(a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 LessThan(IntLanes256 a, IntLanes256 b) =>
        new(Vector256.LessThan(a.A, b.A), Vector256.LessThan(a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 LessThanOrEqual(IntLanes256 a, IntLanes256 b) =>
        new(Vector256.LessThanOrEqual(a.A, b.A), Vector256.LessThanOrEqual(a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 LessThanUnsigned(IntLanes256 a, IntLanes256 b) =>
        new(
            Vector256.LessThan(a.A.AsUInt32(), b.A.AsUInt32()).AsInt32(),
            Vector256.LessThan(a.B.AsUInt32(), b.B.AsUInt32()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 LessThanOrEqualUnsigned(IntLanes256 a, IntLanes256 b) =>
        new(
            Vector256.LessThanOrEqual(a.A.AsUInt32(), b.A.AsUInt32()).AsInt32(),
            Vector256.LessThanOrEqual(a.B.AsUInt32(), b.B.AsUInt32()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 Select(IntLanes256 mask, IntLanes256 whenTrue, IntLanes256 whenFalse) =>
        new(
            Vector256.ConditionalSelect(mask.A, whenTrue.A, whenFalse.A),
            Vector256.ConditionalSelect(mask.B, whenTrue.B, whenFalse.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(IntLanes256 mask) => BitOperations.PopCount(MaskBits(mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(IntLanes256 mask) => (mask.A | mask.B) != Vector256<int>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(IntLanes256 mask) => (mask.A & mask.B) == Vector256<int>.AllBitsSet;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint MaskBits(IntLanes256 mask) =>
        mask.A.ExtractMostSignificantBits() | (mask.B.ExtractMostSignificantBits() << 8);
}
