using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public partial struct Simd256
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 ToFloat(IntLanes256 a) =>
        new(Vector256.ConvertToSingle(a.A), Vector256.ConvertToSingle(a.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 ToFloatUnsigned(IntLanes256 a) =>
        new(Vector256.ConvertToSingle(a.A.AsUInt32()), Vector256.ConvertToSingle(a.B.AsUInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 ToInt(FloatLanes256 a) => new(Vector256.ConvertToInt32(a.A), Vector256.ConvertToInt32(a.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 ToUInt(FloatLanes256 a) =>
        new(Vector256.ConvertToUInt32(a.A).AsInt32(), Vector256.ConvertToUInt32(a.B).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 AsInt(FloatLanes256 a) => new(a.A.AsInt32(), a.B.AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 AsFloat(IntLanes256 a) => new(a.A.AsSingle(), a.B.AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 ToDouble(FloatLanes256 a) =>
        new(
            Vector256.WidenLower(a.A),
            Vector256.WidenUpper(a.A),
            Vector256.WidenLower(a.B),
            Vector256.WidenUpper(a.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 ToFloat(DoubleLanes256 a) =>
        new(Vector256.Narrow(a.A, a.B), Vector256.Narrow(a.C, a.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 ToDouble(IntLanes256 a) =>
        new(
            VectorOperations256.ToDoubleLower(a.A),
            VectorOperations256.ToDoubleUpper(a.A),
            VectorOperations256.ToDoubleLower(a.B),
            VectorOperations256.ToDoubleUpper(a.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes256 ToDoubleUnsigned(IntLanes256 a) =>
        new(
            VectorOperations256.ToDoubleLower(a.A ^ Vector256.Create(int.MinValue)) + Vector256.Create(2147483648.0),
            VectorOperations256.ToDoubleUpper(a.A ^ Vector256.Create(int.MinValue)) + Vector256.Create(2147483648.0),
            VectorOperations256.ToDoubleLower(a.B ^ Vector256.Create(int.MinValue)) + Vector256.Create(2147483648.0),
            VectorOperations256.ToDoubleUpper(a.B ^ Vector256.Create(int.MinValue)) + Vector256.Create(2147483648.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 ToInt(DoubleLanes256 a) =>
        new(VectorOperations256.ToInt(a.A, a.B), VectorOperations256.ToInt(a.C, a.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 ToUInt(DoubleLanes256 a) =>
        new(VectorOperations256.ToUInt(a.A, a.B), VectorOperations256.ToUInt(a.C, a.D));
}
