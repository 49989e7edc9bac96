using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public unsafe partial struct Simd512
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 ToLong(Vector512<int> a) => new(Vector512.WidenLower(a), Vector512.WidenUpper(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 ToLongUnsigned(Vector512<int> a) =>
        new(Vector512.WidenLower(a.AsUInt32()).AsInt64(), Vector512.WidenUpper(a.AsUInt32()).AsInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 ToLong(Vector512<float> a) => ToLong(ToDouble(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 ToULong(Vector512<float> a) => ToULong(ToDouble(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 ToLong(DoubleLanes512 a) => new(Vector512.ConvertToInt64(a.A), Vector512.ConvertToInt64(a.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 ToULong(DoubleLanes512 a) =>
        new(Vector512.ConvertToUInt64(a.A).AsInt64(), Vector512.ConvertToUInt64(a.B).AsInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ToInt(LongLanes512 a) => Vector512.Narrow(a.A, a.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ToFloat(LongLanes512 a) => Avx512DQ.IsSupported
        ? VectorOperations512.Join(Avx512DQ.ConvertToVector256Single(a.A), Avx512DQ.ConvertToVector256Single(a.B))
        : LaneByLane.ToFloat<Simd512, Vector512<float>, Vector512<int>, DoubleLanes512, LongLanes512>(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ToFloatUnsigned(LongLanes512 a) => Avx512DQ.IsSupported
        ? VectorOperations512.Join(
            Avx512DQ.ConvertToVector256Single(a.A.AsUInt64()),
            Avx512DQ.ConvertToVector256Single(a.B.AsUInt64()))
        : LaneByLane.ToFloatUnsigned<Simd512, Vector512<float>, Vector512<int>, DoubleLanes512, LongLanes512>(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 ToDouble(LongLanes512 a) =>
        new(Vector512.ConvertToDouble(a.A), Vector512.ConvertToDouble(a.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 ToDoubleUnsigned(LongLanes512 a) =>
        new(Vector512.ConvertToDouble(a.A.AsUInt64()), Vector512.ConvertToDouble(a.B.AsUInt64()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 AsLong(DoubleLanes512 a) => new(a.A.AsInt64(), a.B.AsInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 AsDouble(LongLanes512 a) => new(a.A.AsDouble(), a.B.AsDouble());
}
