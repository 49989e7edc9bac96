using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public partial struct Simd256
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 RotateLeft(IntLanes256 a, IntLanes256 count) =>
        new(VectorOperations256.RotateLeft(a.A, count.A), VectorOperations256.RotateLeft(a.B, count.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 RotateRight(IntLanes256 a, IntLanes256 count) => RotateLeft(a, Negate(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 RotateLeft(IntLanes256 a, int count) => RotateLeft(a, Broadcast(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes256 RotateRight(IntLanes256 a, int count) => RotateLeft(a, Broadcast(-count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 RotateLeft(LongLanes256 a, IntLanes256 count) =>
        new(
            VectorOperations256.RotateLeft(a.A, Vector256.WidenLower(count.A)),
            VectorOperations256.RotateLeft(a.B, Vector256.WidenUpper(count.A)),
            VectorOperations256.RotateLeft(a.C, Vector256.WidenLower(count.B)),
            VectorOperations256.RotateLeft(a.D, Vector256.WidenUpper(count.B)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 RotateRight(LongLanes256 a, IntLanes256 count) => RotateLeft(a, Negate(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 RotateLeft(LongLanes256 a, int count) =>
        new(
            VectorOperations256.RotateLeft(a.A, Vector256.Create((long)count)),
            VectorOperations256.RotateLeft(a.B, Vector256.Create((long)count)),
            VectorOperations256.RotateLeft(a.C, Vector256.Create((long)count)),
            VectorOperations256.RotateLeft(a.D, Vector256.Create((long)count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 RotateRight(LongLanes256 a, int count) => RotateLeft(a, -count);
}
