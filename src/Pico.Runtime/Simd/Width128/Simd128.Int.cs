using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public partial struct Simd128
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 Add(IntLanes128 a, IntLanes128 b) => new(a.A + b.A, a.B + b.B, a.C + b.C, a.D + b.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 Subtract(IntLanes128 a, IntLanes128 b) => new(a.A - b.A, a.B - b.B, a.C - b.C, a.D - b.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 Multiply(IntLanes128 a, IntLanes128 b) => new(a.A * b.A, a.B * b.B, a.C * b.C, a.D * b.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 MultiplyHighUnsigned(IntLanes128 a, IntLanes128 b) =>
        new(
            VectorOperations128.MultiplyHighUnsigned(a.A, b.A),
            VectorOperations128.MultiplyHighUnsigned(a.B, b.B),
            VectorOperations128.MultiplyHighUnsigned(a.C, b.C),
            VectorOperations128.MultiplyHighUnsigned(a.D, b.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 Divide(IntLanes128 a, IntLanes128 b) =>
        IntegerDivision.Divide<Simd128, FloatLanes128, IntLanes128, DoubleLanes128>(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 DivideUnsigned(IntLanes128 a, IntLanes128 b) =>
        IntegerDivision.DivideUnsigned<Simd128, FloatLanes128, IntLanes128, DoubleLanes128>(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 Remainder(IntLanes128 a, IntLanes128 b) =>
        IntegerDivision.Remainder<Simd128, FloatLanes128, IntLanes128, DoubleLanes128>(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 RemainderUnsigned(IntLanes128 a, IntLanes128 b) =>
        IntegerDivision.RemainderUnsigned<Simd128, FloatLanes128, IntLanes128, DoubleLanes128>(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 Negate(IntLanes128 a) => new(-a.A, -a.B, -a.C, -a.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 Abs(IntLanes128 a) =>
        new(Vector128.Abs(a.A), Vector128.Abs(a.B), Vector128.Abs(a.C), Vector128.Abs(a.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 And(IntLanes128 a, IntLanes128 b) => new(a.A & b.A, a.B & b.B, a.C & b.C, a.D & b.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 Or(IntLanes128 a, IntLanes128 b) => new(a.A | b.A, a.B | b.B, a.C | b.C, a.D | b.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 Xor(IntLanes128 a, IntLanes128 b) => new(a.A ^ b.A, a.B ^ b.B, a.C ^ b.C, a.D ^ b.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 Not(IntLanes128 a) => new(~a.A, ~a.B, ~a.C, ~a.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 AndNot(IntLanes128 a, IntLanes128 b) =>
        new(
            Vector128.AndNot(a.A, b.A),
            Vector128.AndNot(a.B, b.B),
            Vector128.AndNot(a.C, b.C),
            Vector128.AndNot(a.D, b.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 ShiftLeft(IntLanes128 a, IntLanes128 count) =>
        new(
            VectorOperations128.ShiftLeft(a.A, count.A),
            VectorOperations128.ShiftLeft(a.B, count.B),
            VectorOperations128.ShiftLeft(a.C, count.C),
            VectorOperations128.ShiftLeft(a.D, count.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 ShiftRight(IntLanes128 a, IntLanes128 count) =>
        new(
            VectorOperations128.ShiftRight(a.A, count.A),
            VectorOperations128.ShiftRight(a.B, count.B),
            VectorOperations128.ShiftRight(a.C, count.C),
            VectorOperations128.ShiftRight(a.D, count.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 ShiftRightUnsigned(IntLanes128 a, IntLanes128 count) =>
        new(
            VectorOperations128.ShiftRightUnsigned(a.A, count.A),
            VectorOperations128.ShiftRightUnsigned(a.B, count.B),
            VectorOperations128.ShiftRightUnsigned(a.C, count.C),
            VectorOperations128.ShiftRightUnsigned(a.D, count.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 ShiftLeft(IntLanes128 a, int count) =>
        new(a.A << (count & 31), a.B << (count & 31), a.C << (count & 31), a.D << (count & 31));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 ShiftRight(IntLanes128 a, int count) =>
        new(a.A >> (count & 31), a.B >> (count & 31), a.C >> (count & 31), a.D >> (count & 31));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 ShiftRightUnsigned(IntLanes128 a, int count) =>
        new(a.A >>> (count & 31), a.B >>> (count & 31), a.C >>> (count & 31), a.D >>> (count & 31));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 Min(IntLanes128 a, IntLanes128 b) =>
        new(Vector128.Min(a.A, b.A), Vector128.Min(a.B, b.B), Vector128.Min(a.C, b.C), Vector128.Min(a.D, b.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 Max(IntLanes128 a, IntLanes128 b) =>
        new(Vector128.Max(a.A, b.A), Vector128.Max(a.B, b.B), Vector128.Max(a.C, b.C), Vector128.Max(a.D, b.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 MinUnsigned(IntLanes128 a, IntLanes128 b) =>
        new(
            Vector128.Min(a.A.AsUInt32(), b.A.AsUInt32()).AsInt32(),
            Vector128.Min(a.B.AsUInt32(), b.B.AsUInt32()).AsInt32(),
            Vector128.Min(a.C.AsUInt32(), b.C.AsUInt32()).AsInt32(),
            Vector128.Min(a.D.AsUInt32(), b.D.AsUInt32()).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static IntLanes128 MaxUnsigned(IntLanes128 a, IntLanes128 b) =>
        new(
            Vector128.Max(a.A.AsUInt32(), b.A.AsUInt32()).AsInt32(),
            Vector128.Max(a.B.AsUInt32(), b.B.AsUInt32()).AsInt32(),
            Vector128.Max(a.C.AsUInt32(), b.C.AsUInt32()).AsInt32(),
            Vector128.Max(a.D.AsUInt32(), b.D.AsUInt32()).AsInt32());
}
