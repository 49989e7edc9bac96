using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public unsafe partial struct Simd256
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 Load(long* source) => new(
            Vector256.Load(source),
            Vector256.Load(source + 4),
            Vector256.Load(source + 8),
            Vector256.Load(source + 12));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 Load(long* source, int count) => AsLong(Load((double*)source, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(long* destination, LongLanes256 value) => Store((double*)destination, AsDouble(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(long* destination, LongLanes256 value, int count) =>
        Store((double*)destination, AsDouble(value), count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 LoadMasked(long* source, IntLanes256 mask) => AsLong(LoadMasked((double*)source, mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMasked(long* destination, LongLanes256 value, IntLanes256 mask) =>
        StoreMasked((double*)destination, AsDouble(value), mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 Gather(long* source, IntLanes256 index, IntLanes256 mask) =>
        AsLong(Gather((double*)source, index, mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter(long* destination, IntLanes256 index, LongLanes256 value, IntLanes256 mask) =>
        Scatter((double*)destination, index, AsDouble(value), mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 Broadcast(long value) => new(
            Vector256.Create(value),
            Vector256.Create(value),
            Vector256.Create(value),
            Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 Add(LongLanes256 a, LongLanes256 b) => new(a.A + b.A, a.B + b.B, a.C + b.C, a.D + b.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 Subtract(LongLanes256 a, LongLanes256 b) => new(a.A - b.A, a.B - b.B, a.C - b.C, a.D - b.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 Multiply(LongLanes256 a, LongLanes256 b) => new(a.A * b.A, a.B * b.B, a.C * b.C, a.D * b.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 Divide(LongLanes256 a, LongLanes256 b) =>
        LaneByLane.Divide<Simd256, FloatLanes256, IntLanes256, DoubleLanes256, LongLanes256>(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 DivideUnsigned(LongLanes256 a, LongLanes256 b) =>
        LaneByLane.DivideUnsigned<Simd256, FloatLanes256, IntLanes256, DoubleLanes256, LongLanes256>(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 Remainder(LongLanes256 a, LongLanes256 b) =>
        LaneByLane.Remainder<Simd256, FloatLanes256, IntLanes256, DoubleLanes256, LongLanes256>(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 RemainderUnsigned(LongLanes256 a, LongLanes256 b) =>
        LaneByLane.RemainderUnsigned<Simd256, FloatLanes256, IntLanes256, DoubleLanes256, LongLanes256>(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 Negate(LongLanes256 a) => new(-a.A, -a.B, -a.C, -a.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 Abs(LongLanes256 a) =>
        new(Vector256.Abs(a.A), Vector256.Abs(a.B), Vector256.Abs(a.C), Vector256.Abs(a.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 And(LongLanes256 a, LongLanes256 b) => new(a.A & b.A, a.B & b.B, a.C & b.C, a.D & b.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 Or(LongLanes256 a, LongLanes256 b) => new(a.A | b.A, a.B | b.B, a.C | b.C, a.D | b.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 Xor(LongLanes256 a, LongLanes256 b) => new(a.A ^ b.A, a.B ^ b.B, a.C ^ b.C, a.D ^ b.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 Not(LongLanes256 a) => new(~a.A, ~a.B, ~a.C, ~a.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 AndNot(LongLanes256 a, LongLanes256 b) => new(
            Vector256.AndNot(a.A, b.A),
            Vector256.AndNot(a.B, b.B),
            Vector256.AndNot(a.C, b.C),
            Vector256.AndNot(a.D, b.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 ShiftLeft(LongLanes256 a, IntLanes256 count) => new(
            VectorOperations256.ShiftLeft(a.A, Vector256.WidenLower(count.A)),
            VectorOperations256.ShiftLeft(a.B, Vector256.WidenUpper(count.A)),
            VectorOperations256.ShiftLeft(a.C, Vector256.WidenLower(count.B)),
            VectorOperations256.ShiftLeft(a.D, Vector256.WidenUpper(count.B)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 ShiftRight(LongLanes256 a, IntLanes256 count) => new(
            VectorOperations256.ShiftRight(a.A, Vector256.WidenLower(count.A)),
            VectorOperations256.ShiftRight(a.B, Vector256.WidenUpper(count.A)),
            VectorOperations256.ShiftRight(a.C, Vector256.WidenLower(count.B)),
            VectorOperations256.ShiftRight(a.D, Vector256.WidenUpper(count.B)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 ShiftRightUnsigned(LongLanes256 a, IntLanes256 count) => new(
            VectorOperations256.ShiftRightUnsigned(a.A, Vector256.WidenLower(count.A)),
            VectorOperations256.ShiftRightUnsigned(a.B, Vector256.WidenUpper(count.A)),
            VectorOperations256.ShiftRightUnsigned(a.C, Vector256.WidenLower(count.B)),
            VectorOperations256.ShiftRightUnsigned(a.D, Vector256.WidenUpper(count.B)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 ShiftLeft(LongLanes256 a, int count) =>
        new(a.A << (count & 63), a.B << (count & 63), a.C << (count & 63), a.D << (count & 63));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 ShiftRight(LongLanes256 a, int count) =>
        new(a.A >> (count & 63), a.B >> (count & 63), a.C >> (count & 63), a.D >> (count & 63));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 ShiftRightUnsigned(LongLanes256 a, int count) =>
        new(a.A >>> (count & 63), a.B >>> (count & 63), a.C >>> (count & 63), a.D >>> (count & 63));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 Min(LongLanes256 a, LongLanes256 b) => new(
            Vector256.Min(a.A, b.A),
            Vector256.Min(a.B, b.B),
            Vector256.Min(a.C, b.C),
            Vector256.Min(a.D, b.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 MinUnsigned(LongLanes256 a, LongLanes256 b) => new(
            Vector256.Min(a.A.AsUInt64(), b.A.AsUInt64()).AsInt64(),
            Vector256.Min(a.B.AsUInt64(), b.B.AsUInt64()).AsInt64(),
            Vector256.Min(a.C.AsUInt64(), b.C.AsUInt64()).AsInt64(),
            Vector256.Min(a.D.AsUInt64(), b.D.AsUInt64()).AsInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 Max(LongLanes256 a, LongLanes256 b) => new(
            Vector256.Max(a.A, b.A),
            Vector256.Max(a.B, b.B),
            Vector256.Max(a.C, b.C),
            Vector256.Max(a.D, b.D));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes256 MaxUnsigned(LongLanes256 a, LongLanes256 b) => new(
            Vector256.Max(a.A.AsUInt64(), b.A.AsUInt64()).AsInt64(),
            Vector256.Max(a.B.AsUInt64(), b.B.AsUInt64()).AsInt64(),
            Vector256.Max(a.C.AsUInt64(), b.C.AsUInt64()).AsInt64(),
            Vector256.Max(a.D.AsUInt64(), b.D.AsUInt64()).AsInt64());
}
