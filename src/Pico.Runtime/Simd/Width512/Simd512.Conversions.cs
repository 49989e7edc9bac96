using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public partial struct Simd512
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ToFloat(Vector512<int> a) => Vector512.ConvertToSingle(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ToFloatUnsigned(Vector512<int> a) => Vector512.ConvertToSingle(a.AsUInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ToInt(Vector512<float> a) => Vector512.ConvertToInt32(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ToUInt(Vector512<float> a) => Vector512.ConvertToUInt32(a).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> AsInt(Vector512<float> a) => a.AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> AsFloat(Vector512<int> a) => a.AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 ToDouble(Vector512<float> a) =>
        new(Vector512.WidenLower(a), Vector512.WidenUpper(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ToFloat(DoubleLanes512 a) =>
        Vector512.Narrow(a.A, a.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 ToDouble(Vector512<int> a) =>
        new(VectorOperations512.ToDoubleLower(a), VectorOperations512.ToDoubleUpper(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleLanes512 ToDoubleUnsigned(Vector512<int> a) =>
        new(
            VectorOperations512.ToDoubleLower(a ^ Vector512.Create(int.MinValue)) + Vector512.Create(2147483648.0),
            VectorOperations512.ToDoubleUpper(a ^ Vector512.Create(int.MinValue)) + Vector512.Create(2147483648.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ToInt(DoubleLanes512 a) =>
        VectorOperations512.ToInt(a.A, a.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ToUInt(DoubleLanes512 a) =>
        VectorOperations512.ToUInt(a.A, a.B);
}
