using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public partial struct Simd128
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 ToFloat(IntLanes128 a) =>
        new(
            Vector128.ConvertToSingle(a.A),
            Vector128.ConvertToSingle(a.B),
            Vector128.ConvertToSingle(a.C),
            Vector128.ConvertToSingle(a.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 ToFloatUnsigned(IntLanes128 a) =>
        new(
            Vector128.ConvertToSingle(a.A.AsUInt32()),
            Vector128.ConvertToSingle(a.B.AsUInt32()),
            Vector128.ConvertToSingle(a.C.AsUInt32()),
            Vector128.ConvertToSingle(a.D.AsUInt32()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 ToInt(FloatLanes128 a) =>
        new(
            Vector128.ConvertToInt32(a.A),
            Vector128.ConvertToInt32(a.B),
            Vector128.ConvertToInt32(a.C),
            Vector128.ConvertToInt32(a.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 ToUInt(FloatLanes128 a) =>
        new(
            Vector128.ConvertToUInt32(a.A).AsInt32(),
            Vector128.ConvertToUInt32(a.B).AsInt32(),
            Vector128.ConvertToUInt32(a.C).AsInt32(),
            Vector128.ConvertToUInt32(a.D).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 AsInt(FloatLanes128 a) => new(a.A.AsInt32(), a.B.AsInt32(), a.C.AsInt32(), a.D.AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 AsFloat(IntLanes128 a) =>
        new(a.A.AsSingle(), a.B.AsSingle(), a.C.AsSingle(), a.D.AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 ToDouble(FloatLanes128 a) =>
        new(
            Vector128.WidenLower(a.A),
            Vector128.WidenUpper(a.A),
            Vector128.WidenLower(a.B),
            Vector128.WidenUpper(a.B),
            Vector128.WidenLower(a.C),
            Vector128.WidenUpper(a.C),
            Vector128.WidenLower(a.D),
            Vector128.WidenUpper(a.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 ToFloat(DoubleLanes128 a) =>
        new(
            Vector128.Narrow(a.A, a.B),
            Vector128.Narrow(a.C, a.D),
            Vector128.Narrow(a.E, a.F),
            Vector128.Narrow(a.G, a.H));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 ToDouble(IntLanes128 a) =>
        new(
            VectorOperations128.ToDoubleLower(a.A),
            VectorOperations128.ToDoubleUpper(a.A),
            VectorOperations128.ToDoubleLower(a.B),
            VectorOperations128.ToDoubleUpper(a.B),
            VectorOperations128.ToDoubleLower(a.C),
            VectorOperations128.ToDoubleUpper(a.C),
            VectorOperations128.ToDoubleLower(a.D),
            VectorOperations128.ToDoubleUpper(a.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes128 ToDoubleUnsigned(IntLanes128 a) =>
        new(
            VectorOperations128.ToDoubleLower(a.A ^ Vector128.Create(int.MinValue)) + Vector128.Create(2147483648.0),
            VectorOperations128.ToDoubleUpper(a.A ^ Vector128.Create(int.MinValue)) + Vector128.Create(2147483648.0),
            VectorOperations128.ToDoubleLower(a.B ^ Vector128.Create(int.MinValue)) + Vector128.Create(2147483648.0),
            VectorOperations128.ToDoubleUpper(a.B ^ Vector128.Create(int.MinValue)) + Vector128.Create(2147483648.0),
            VectorOperations128.ToDoubleLower(a.C ^ Vector128.Create(int.MinValue)) + Vector128.Create(2147483648.0),
            VectorOperations128.ToDoubleUpper(a.C ^ Vector128.Create(int.MinValue)) + Vector128.Create(2147483648.0),
            VectorOperations128.ToDoubleLower(a.D ^ Vector128.Create(int.MinValue)) + Vector128.Create(2147483648.0),
            VectorOperations128.ToDoubleUpper(a.D ^ Vector128.Create(int.MinValue)) + Vector128.Create(2147483648.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 ToInt(DoubleLanes128 a) =>
        new(
            VectorOperations128.ToInt(a.A, a.B),
            VectorOperations128.ToInt(a.C, a.D),
            VectorOperations128.ToInt(a.E, a.F),
            VectorOperations128.ToInt(a.G, a.H));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 ToUInt(DoubleLanes128 a) =>
        new(
            VectorOperations128.ToUInt(a.A, a.B),
            VectorOperations128.ToUInt(a.C, a.D),
            VectorOperations128.ToUInt(a.E, a.F),
            VectorOperations128.ToUInt(a.G, a.H));
}
