using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public partial struct Simd128
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 RotateLeft(IntLanes128 a, IntLanes128 count) =>
        new(
            VectorOperations128.RotateLeft(a.A, count.A),
            VectorOperations128.RotateLeft(a.B, count.B),
            VectorOperations128.RotateLeft(a.C, count.C),
            VectorOperations128.RotateLeft(a.D, count.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 RotateRight(IntLanes128 a, IntLanes128 count) => RotateLeft(a, Negate(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 RotateLeft(IntLanes128 a, int count) => RotateLeft(a, Broadcast(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 RotateRight(IntLanes128 a, int count) => RotateLeft(a, Broadcast(-count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 RotateLeft(LongLanes128 a, IntLanes128 count) =>
        new(
            VectorOperations128.RotateLeft(a.A, Vector128.WidenLower(count.A)),
            VectorOperations128.RotateLeft(a.B, Vector128.WidenUpper(count.A)),
            VectorOperations128.RotateLeft(a.C, Vector128.WidenLower(count.B)),
            VectorOperations128.RotateLeft(a.D, Vector128.WidenUpper(count.B)),
            VectorOperations128.RotateLeft(a.E, Vector128.WidenLower(count.C)),
            VectorOperations128.RotateLeft(a.F, Vector128.WidenUpper(count.C)),
            VectorOperations128.RotateLeft(a.G, Vector128.WidenLower(count.D)),
            VectorOperations128.RotateLeft(a.H, Vector128.WidenUpper(count.D)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 RotateRight(LongLanes128 a, IntLanes128 count) => RotateLeft(a, Negate(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 RotateLeft(LongLanes128 a, int count) =>
        new(
            VectorOperations128.RotateLeft(a.A, Vector128.Create((long)count)),
            VectorOperations128.RotateLeft(a.B, Vector128.Create((long)count)),
            VectorOperations128.RotateLeft(a.C, Vector128.Create((long)count)),
            VectorOperations128.RotateLeft(a.D, Vector128.Create((long)count)),
            VectorOperations128.RotateLeft(a.E, Vector128.Create((long)count)),
            VectorOperations128.RotateLeft(a.F, Vector128.Create((long)count)),
            VectorOperations128.RotateLeft(a.G, Vector128.Create((long)count)),
            VectorOperations128.RotateLeft(a.H, Vector128.Create((long)count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 RotateRight(LongLanes128 a, int count) => RotateLeft(a, -count);
}
