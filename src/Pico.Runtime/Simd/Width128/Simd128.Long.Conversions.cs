using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public unsafe partial struct Simd128
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 ToLong(IntLanes128 a) => new(
            Vector128.WidenLower(a.A),
            Vector128.WidenUpper(a.A),
            Vector128.WidenLower(a.B),
            Vector128.WidenUpper(a.B),
            Vector128.WidenLower(a.C),
            Vector128.WidenUpper(a.C),
            Vector128.WidenLower(a.D),
            Vector128.WidenUpper(a.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 ToLongUnsigned(IntLanes128 a) => new(
            Vector128.WidenLower(a.A.AsUInt32()).AsInt64(),
            Vector128.WidenUpper(a.A.AsUInt32()).AsInt64(),
            Vector128.WidenLower(a.B.AsUInt32()).AsInt64(),
            Vector128.WidenUpper(a.B.AsUInt32()).AsInt64(),
            Vector128.WidenLower(a.C.AsUInt32()).AsInt64(),
            Vector128.WidenUpper(a.C.AsUInt32()).AsInt64(),
            Vector128.WidenLower(a.D.AsUInt32()).AsInt64(),
            Vector128.WidenUpper(a.D.AsUInt32()).AsInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 ToLong(FloatLanes128 a) => ToLong(ToDouble(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 ToULong(FloatLanes128 a) => ToULong(ToDouble(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 ToLong(DoubleLanes128 a) => new(
            Vector128.ConvertToInt64(a.A),
            Vector128.ConvertToInt64(a.B),
            Vector128.ConvertToInt64(a.C),
            Vector128.ConvertToInt64(a.D),
            Vector128.ConvertToInt64(a.E),
            Vector128.ConvertToInt64(a.F),
            Vector128.ConvertToInt64(a.G),
            Vector128.ConvertToInt64(a.H));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 ToULong(DoubleLanes128 a) => new(
            Vector128.ConvertToUInt64(a.A).AsInt64(),
            Vector128.ConvertToUInt64(a.B).AsInt64(),
            Vector128.ConvertToUInt64(a.C).AsInt64(),
            Vector128.ConvertToUInt64(a.D).AsInt64(),
            Vector128.ConvertToUInt64(a.E).AsInt64(),
            Vector128.ConvertToUInt64(a.F).AsInt64(),
            Vector128.ConvertToUInt64(a.G).AsInt64(),
            Vector128.ConvertToUInt64(a.H).AsInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 ToInt(LongLanes128 a) => new(
            Vector128.Narrow(a.A, a.B),
            Vector128.Narrow(a.C, a.D),
            Vector128.Narrow(a.E, a.F),
            Vector128.Narrow(a.G, a.H));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 ToFloat(LongLanes128 a) =>
        LaneByLane.ToFloat<Simd128, FloatLanes128, IntLanes128, DoubleLanes128, LongLanes128>(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 ToFloatUnsigned(LongLanes128 a) =>
        LaneByLane.ToFloatUnsigned<Simd128, FloatLanes128, IntLanes128, DoubleLanes128, LongLanes128>(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 ToDouble(LongLanes128 a) => new(
            Vector128.ConvertToDouble(a.A),
            Vector128.ConvertToDouble(a.B),
            Vector128.ConvertToDouble(a.C),
            Vector128.ConvertToDouble(a.D),
            Vector128.ConvertToDouble(a.E),
            Vector128.ConvertToDouble(a.F),
            Vector128.ConvertToDouble(a.G),
            Vector128.ConvertToDouble(a.H));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 ToDoubleUnsigned(LongLanes128 a) => new(
            Vector128.ConvertToDouble(a.A.AsUInt64()),
            Vector128.ConvertToDouble(a.B.AsUInt64()),
            Vector128.ConvertToDouble(a.C.AsUInt64()),
            Vector128.ConvertToDouble(a.D.AsUInt64()),
            Vector128.ConvertToDouble(a.E.AsUInt64()),
            Vector128.ConvertToDouble(a.F.AsUInt64()),
            Vector128.ConvertToDouble(a.G.AsUInt64()),
            Vector128.ConvertToDouble(a.H.AsUInt64()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 AsLong(DoubleLanes128 a) => new(
            a.A.AsInt64(),
            a.B.AsInt64(),
            a.C.AsInt64(),
            a.D.AsInt64(),
            a.E.AsInt64(),
            a.F.AsInt64(),
            a.G.AsInt64(),
            a.H.AsInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 AsDouble(LongLanes128 a) => new(
            a.A.AsDouble(),
            a.B.AsDouble(),
            a.C.AsDouble(),
            a.D.AsDouble(),
            a.E.AsDouble(),
            a.F.AsDouble(),
            a.G.AsDouble(),
            a.H.AsDouble());
}
