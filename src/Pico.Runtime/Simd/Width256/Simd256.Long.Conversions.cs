using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public unsafe partial struct Simd256
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 ToLong(IntLanes256 a) => new(
            Vector256.WidenLower(a.A),
            Vector256.WidenUpper(a.A),
            Vector256.WidenLower(a.B),
            Vector256.WidenUpper(a.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 ToLongUnsigned(IntLanes256 a) => new(
            Vector256.WidenLower(a.A.AsUInt32()).AsInt64(),
            Vector256.WidenUpper(a.A.AsUInt32()).AsInt64(),
            Vector256.WidenLower(a.B.AsUInt32()).AsInt64(),
            Vector256.WidenUpper(a.B.AsUInt32()).AsInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 ToLong(FloatLanes256 a) => ToLong(ToDouble(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 ToULong(FloatLanes256 a) => ToULong(ToDouble(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 ToLong(DoubleLanes256 a) => new(
            Vector256.ConvertToInt64(a.A),
            Vector256.ConvertToInt64(a.B),
            Vector256.ConvertToInt64(a.C),
            Vector256.ConvertToInt64(a.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 ToULong(DoubleLanes256 a) => new(
            Vector256.ConvertToUInt64(a.A).AsInt64(),
            Vector256.ConvertToUInt64(a.B).AsInt64(),
            Vector256.ConvertToUInt64(a.C).AsInt64(),
            Vector256.ConvertToUInt64(a.D).AsInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 ToInt(LongLanes256 a) => new(Vector256.Narrow(a.A, a.B), Vector256.Narrow(a.C, a.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 ToFloat(LongLanes256 a) =>
        LaneByLane.ToFloat<Simd256, FloatLanes256, IntLanes256, DoubleLanes256, LongLanes256>(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 ToFloatUnsigned(LongLanes256 a) =>
        LaneByLane.ToFloatUnsigned<Simd256, FloatLanes256, IntLanes256, DoubleLanes256, LongLanes256>(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 ToDouble(LongLanes256 a) => new(
            Vector256.ConvertToDouble(a.A),
            Vector256.ConvertToDouble(a.B),
            Vector256.ConvertToDouble(a.C),
            Vector256.ConvertToDouble(a.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 ToDoubleUnsigned(LongLanes256 a) => new(
            Vector256.ConvertToDouble(a.A.AsUInt64()),
            Vector256.ConvertToDouble(a.B.AsUInt64()),
            Vector256.ConvertToDouble(a.C.AsUInt64()),
            Vector256.ConvertToDouble(a.D.AsUInt64()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 AsLong(DoubleLanes256 a) => new(a.A.AsInt64(), a.B.AsInt64(), a.C.AsInt64(), a.D.AsInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 AsDouble(LongLanes256 a) =>
        new(a.A.AsDouble(), a.B.AsDouble(), a.C.AsDouble(), a.D.AsDouble());
}
