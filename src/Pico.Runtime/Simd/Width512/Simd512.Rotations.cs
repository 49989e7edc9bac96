using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public partial struct Simd512
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> RotateLeft(Vector512<int> a, Vector512<int> count) =>
        VectorOperations512.RotateLeft(a, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> RotateRight(Vector512<int> a, Vector512<int> count) => RotateLeft(a, Negate(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> RotateLeft(Vector512<int> a, int count) => RotateLeft(a, Broadcast(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> RotateRight(Vector512<int> a, int count) => RotateLeft(a, Broadcast(-count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 RotateLeft(LongLanes512 a, Vector512<int> count) =>
        new(
            VectorOperations512.RotateLeft(a.A, Vector512.WidenLower(count)),
            VectorOperations512.RotateLeft(a.B, Vector512.WidenUpper(count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 RotateRight(LongLanes512 a, Vector512<int> count) => RotateLeft(a, Negate(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 RotateLeft(LongLanes512 a, int count) =>
        new(
            VectorOperations512.RotateLeft(a.A, Vector512.Create((long)count)),
            VectorOperations512.RotateLeft(a.B, Vector512.Create((long)count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 RotateRight(LongLanes512 a, int count) => RotateLeft(a, -count);
}
