using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public unsafe partial struct Simd512
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 Load(long* source) => new(Vector512.Load(source), Vector512.Load(source + 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 Load(long* source, int count) => AsLong(Load((double*)source, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(long* destination, LongLanes512 value) => Store((double*)destination, AsDouble(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(long* destination, LongLanes512 value, int count) =>
        Store((double*)destination, AsDouble(value), count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 LoadMasked(long* source, Vector512<int> mask) => AsLong(LoadMasked((double*)source, mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMasked(long* destination, LongLanes512 value, Vector512<int> mask) =>
        StoreMasked((double*)destination, AsDouble(value), mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 Gather(long* source, Vector512<int> index, Vector512<int> mask) =>
        AsLong(Gather((double*)source, index, mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter(long* destination, Vector512<int> index, LongLanes512 value, Vector512<int> mask) =>
        Scatter((double*)destination, index, AsDouble(value), mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 Broadcast(long value) => new(Vector512.Create(value), Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 Add(LongLanes512 a, LongLanes512 b) => new(a.A + b.A, a.B + b.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 Subtract(LongLanes512 a, LongLanes512 b) => new(a.A - b.A, a.B - b.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 Multiply(LongLanes512 a, LongLanes512 b) => new(a.A * b.A, a.B * b.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 Divide(LongLanes512 a, LongLanes512 b) =>
        LaneByLane.Divide<Simd512, Vector512<float>, Vector512<int>, DoubleLanes512, LongLanes512>(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 DivideUnsigned(LongLanes512 a, LongLanes512 b) =>
        LaneByLane.DivideUnsigned<Simd512, Vector512<float>, Vector512<int>, DoubleLanes512, LongLanes512>(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 Remainder(LongLanes512 a, LongLanes512 b) =>
        LaneByLane.Remainder<Simd512, Vector512<float>, Vector512<int>, DoubleLanes512, LongLanes512>(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 RemainderUnsigned(LongLanes512 a, LongLanes512 b) =>
        LaneByLane.RemainderUnsigned<Simd512, Vector512<float>, Vector512<int>, DoubleLanes512, LongLanes512>(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 Negate(LongLanes512 a) => new(-a.A, -a.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 Abs(LongLanes512 a) => new(Vector512.Abs(a.A), Vector512.Abs(a.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 And(LongLanes512 a, LongLanes512 b) => new(a.A & b.A, a.B & b.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 Or(LongLanes512 a, LongLanes512 b) => new(a.A | b.A, a.B | b.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 Xor(LongLanes512 a, LongLanes512 b) => new(a.A ^ b.A, a.B ^ b.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 Not(LongLanes512 a) => new(~a.A, ~a.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 AndNot(LongLanes512 a, LongLanes512 b) =>
        new(Vector512.AndNot(a.A, b.A), Vector512.AndNot(a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 ShiftLeft(LongLanes512 a, Vector512<int> count) => new(
            VectorOperations512.ShiftLeft(a.A, Vector512.WidenLower(count)),
            VectorOperations512.ShiftLeft(a.B, Vector512.WidenUpper(count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 ShiftRight(LongLanes512 a, Vector512<int> count) => new(
            VectorOperations512.ShiftRight(a.A, Vector512.WidenLower(count)),
            VectorOperations512.ShiftRight(a.B, Vector512.WidenUpper(count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 ShiftRightUnsigned(LongLanes512 a, Vector512<int> count) => new(
            VectorOperations512.ShiftRightUnsigned(a.A, Vector512.WidenLower(count)),
            VectorOperations512.ShiftRightUnsigned(a.B, Vector512.WidenUpper(count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 ShiftLeft(LongLanes512 a, int count) => new(a.A << (count & 63), a.B << (count & 63));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 ShiftRight(LongLanes512 a, int count) => new(a.A >> (count & 63), a.B >> (count & 63));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 ShiftRightUnsigned(LongLanes512 a, int count) =>
        new(a.A >>> (count & 63), a.B >>> (count & 63));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 Min(LongLanes512 a, LongLanes512 b) => new(Vector512.Min(a.A, b.A), Vector512.Min(a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 MinUnsigned(LongLanes512 a, LongLanes512 b) => new(
            Vector512.Min(a.A.AsUInt64(), b.A.AsUInt64()).AsInt64(),
            Vector512.Min(a.B.AsUInt64(), b.B.AsUInt64()).AsInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 Max(LongLanes512 a, LongLanes512 b) => new(Vector512.Max(a.A, b.A), Vector512.Max(a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes512 MaxUnsigned(LongLanes512 a, LongLanes512 b) => new(
            Vector512.Max(a.A.AsUInt64(), b.A.AsUInt64()).AsInt64(),
            Vector512.Max(a.B.AsUInt64(), b.B.AsUInt64()).AsInt64());
}
