using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

#pragma warning disable CS1591 // documented where they are declared, in ISimd
public unsafe partial struct Simd128
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 Load(long* source) => new(
            Vector128.Load(source),
            Vector128.Load(source + 2),
            Vector128.Load(source + 4),
            Vector128.Load(source + 6),
            Vector128.Load(source + 8),
            Vector128.Load(source + 10),
            Vector128.Load(source + 12),
            Vector128.Load(source + 14));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 Load(long* source, int count) => AsLong(Load((double*)source, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(long* destination, LongLanes128 value) => Store((double*)destination, AsDouble(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(long* destination, LongLanes128 value, int count) =>
        Store((double*)destination, AsDouble(value), count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 LoadMasked(long* source, IntLanes128 mask) => AsLong(LoadMasked((double*)source, mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreMasked(long* destination, LongLanes128 value, IntLanes128 mask) =>
        StoreMasked((double*)destination, AsDouble(value), mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 Gather(long* source, IntLanes128 index, IntLanes128 mask) =>
        AsLong(Gather((double*)source, index, mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter(long* destination, IntLanes128 index, LongLanes128 value, IntLanes128 mask) =>
        Scatter((double*)destination, index, AsDouble(value), mask);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 Broadcast(long value) => new(
            Vector128.Create(value),
            Vector128.Create(value),
            Vector128.Create(value),
            Vector128.Create(value),
            Vector128.Create(value),
            Vector128.Create(value),
            Vector128.Create(value),
            Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 Add(LongLanes128 a, LongLanes128 b) =>
        new(a.A + b.A, a.B + b.B, a.C + b.C, a.D + b.D, a.E + b.E, a.F + b.F, a.G + b.G, a.H + b.H);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 Subtract(LongLanes128 a, LongLanes128 b) =>
        new(a.A - b.A, a.B - b.B, a.C - b.C, a.D - b.D, a.E - b.E, a.F - b.F, a.G - b.G, a.H - b.H);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 Multiply(LongLanes128 a, LongLanes128 b) =>
        new(a.A * b.A, a.B * b.B, a.C * b.C, a.D * b.D, a.E * b.E, a.F * b.F, a.G * b.G, a.H * b.H);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 Divide(LongLanes128 a, LongLanes128 b) =>
        LaneByLane.Divide<Simd128, FloatLanes128, IntLanes128, DoubleLanes128, LongLanes128>(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 DivideUnsigned(LongLanes128 a, LongLanes128 b) =>
        LaneByLane.DivideUnsigned<Simd128, FloatLanes128, IntLanes128, DoubleLanes128, LongLanes128>(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 Remainder(LongLanes128 a, LongLanes128 b) =>
        LaneByLane.Remainder<Simd128, FloatLanes128, IntLanes128, DoubleLanes128, LongLanes128>(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 RemainderUnsigned(LongLanes128 a, LongLanes128 b) =>
        LaneByLane.RemainderUnsigned<Simd128, FloatLanes128, IntLanes128, DoubleLanes128, LongLanes128>(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 Negate(LongLanes128 a) => new(-a.A, -a.B, -a.C, -a.D, -a.E, -a.F, -a.G, -a.H);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 Abs(LongLanes128 a) => new(
            Vector128.Abs(a.A),
            Vector128.Abs(a.B),
            Vector128.Abs(a.C),
            Vector128.Abs(a.D),
            Vector128.Abs(a.E),
            Vector128.Abs(a.F),
            Vector128.Abs(a.G),
            Vector128.Abs(a.H));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 And(LongLanes128 a, LongLanes128 b) =>
        new(a.A & b.A, a.B & b.B, a.C & b.C, a.D & b.D, a.E & b.E, a.F & b.F, a.G & b.G, a.H & b.H);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 Or(LongLanes128 a, LongLanes128 b) =>
        new(a.A | b.A, a.B | b.B, a.C | b.C, a.D | b.D, a.E | b.E, a.F | b.F, a.G | b.G, a.H | b.H);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 Xor(LongLanes128 a, LongLanes128 b) =>
        new(a.A ^ b.A, a.B ^ b.B, a.C ^ b.C, a.D ^ b.D, a.E ^ b.E, a.F ^ b.F, a.G ^ b.G, a.H ^ b.H);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 Not(LongLanes128 a) => new(~a.A, ~a.B, ~a.C, ~a.D, ~a.E, ~a.F, ~a.G, ~a.H);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 AndNot(LongLanes128 a, LongLanes128 b) => new(
            Vector128.AndNot(a.A, b.A),
            Vector128.AndNot(a.B, b.B),
            Vector128.AndNot(a.C, b.C),
            Vector128.AndNot(a.D, b.D),
            Vector128.AndNot(a.E, b.E),
            Vector128.AndNot(a.F, b.F),
            Vector128.AndNot(a.G, b.G),
            Vector128.AndNot(a.H, b.H));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 ShiftLeft(LongLanes128 a, IntLanes128 count) => new(
            VectorOperations128.ShiftLeft(a.A, Vector128.WidenLower(count.A)),
            VectorOperations128.ShiftLeft(a.B, Vector128.WidenUpper(count.A)),
            VectorOperations128.ShiftLeft(a.C, Vector128.WidenLower(count.B)),
            VectorOperations128.ShiftLeft(a.D, Vector128.WidenUpper(count.B)),
            VectorOperations128.ShiftLeft(a.E, Vector128.WidenLower(count.C)),
            VectorOperations128.ShiftLeft(a.F, Vector128.WidenUpper(count.C)),
            VectorOperations128.ShiftLeft(a.G, Vector128.WidenLower(count.D)),
            VectorOperations128.ShiftLeft(a.H, Vector128.WidenUpper(count.D)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 ShiftRight(LongLanes128 a, IntLanes128 count) => new(
            VectorOperations128.ShiftRight(a.A, Vector128.WidenLower(count.A)),
            VectorOperations128.ShiftRight(a.B, Vector128.WidenUpper(count.A)),
            VectorOperations128.ShiftRight(a.C, Vector128.WidenLower(count.B)),
            VectorOperations128.ShiftRight(a.D, Vector128.WidenUpper(count.B)),
            VectorOperations128.ShiftRight(a.E, Vector128.WidenLower(count.C)),
            VectorOperations128.ShiftRight(a.F, Vector128.WidenUpper(count.C)),
            VectorOperations128.ShiftRight(a.G, Vector128.WidenLower(count.D)),
            VectorOperations128.ShiftRight(a.H, Vector128.WidenUpper(count.D)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 ShiftRightUnsigned(LongLanes128 a, IntLanes128 count) => new(
            VectorOperations128.ShiftRightUnsigned(a.A, Vector128.WidenLower(count.A)),
            VectorOperations128.ShiftRightUnsigned(a.B, Vector128.WidenUpper(count.A)),
            VectorOperations128.ShiftRightUnsigned(a.C, Vector128.WidenLower(count.B)),
            VectorOperations128.ShiftRightUnsigned(a.D, Vector128.WidenUpper(count.B)),
            VectorOperations128.ShiftRightUnsigned(a.E, Vector128.WidenLower(count.C)),
            VectorOperations128.ShiftRightUnsigned(a.F, Vector128.WidenUpper(count.C)),
            VectorOperations128.ShiftRightUnsigned(a.G, Vector128.WidenLower(count.D)),
            VectorOperations128.ShiftRightUnsigned(a.H, Vector128.WidenUpper(count.D)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 ShiftLeft(LongLanes128 a, int count) => new(
            a.A << (count & 63),
            a.B << (count & 63),
            a.C << (count & 63),
            a.D << (count & 63),
            a.E << (count & 63),
            a.F << (count & 63),
            a.G << (count & 63),
            a.H << (count & 63));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 ShiftRight(LongLanes128 a, int count) => new(
            a.A >> (count & 63),
            a.B >> (count & 63),
            a.C >> (count & 63),
            a.D >> (count & 63),
            a.E >> (count & 63),
            a.F >> (count & 63),
            a.G >> (count & 63),
            a.H >> (count & 63));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 ShiftRightUnsigned(LongLanes128 a, int count) => new(
            a.A >>> (count & 63),
            a.B >>> (count & 63),
            a.C >>> (count & 63),
            a.D >>> (count & 63),
            a.E >>> (count & 63),
            a.F >>> (count & 63),
            a.G >>> (count & 63),
            a.H >>> (count & 63));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 Min(LongLanes128 a, LongLanes128 b) => new(
            Vector128.Min(a.A, b.A),
            Vector128.Min(a.B, b.B),
            Vector128.Min(a.C, b.C),
            Vector128.Min(a.D, b.D),
            Vector128.Min(a.E, b.E),
            Vector128.Min(a.F, b.F),
            Vector128.Min(a.G, b.G),
            Vector128.Min(a.H, b.H));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 MinUnsigned(LongLanes128 a, LongLanes128 b) => new(
            Vector128.Min(a.A.AsUInt64(), b.A.AsUInt64()).AsInt64(),
            Vector128.Min(a.B.AsUInt64(), b.B.AsUInt64()).AsInt64(),
            Vector128.Min(a.C.AsUInt64(), b.C.AsUInt64()).AsInt64(),
            Vector128.Min(a.D.AsUInt64(), b.D.AsUInt64()).AsInt64(),
            Vector128.Min(a.E.AsUInt64(), b.E.AsUInt64()).AsInt64(),
            Vector128.Min(a.F.AsUInt64(), b.F.AsUInt64()).AsInt64(),
            Vector128.Min(a.G.AsUInt64(), b.G.AsUInt64()).AsInt64(),
            Vector128.Min(a.H.AsUInt64(), b.H.AsUInt64()).AsInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 Max(LongLanes128 a, LongLanes128 b) => new(
            Vector128.Max(a.A, b.A),
            Vector128.Max(a.B, b.B),
            Vector128.Max(a.C, b.C),
            Vector128.Max(a.D, b.D),
            Vector128.Max(a.E, b.E),
            Vector128.Max(a.F, b.F),
            Vector128.Max(a.G, b.G),
            Vector128.Max(a.H, b.H));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LongLanes128 MaxUnsigned(LongLanes128 a, LongLanes128 b) => new(
            Vector128.Max(a.A.AsUInt64(), b.A.AsUInt64()).AsInt64(),
            Vector128.Max(a.B.AsUInt64(), b.B.AsUInt64()).AsInt64(),
            Vector128.Max(a.C.AsUInt64(), b.C.AsUInt64()).AsInt64(),
            Vector128.Max(a.D.AsUInt64(), b.D.AsUInt64()).AsInt64(),
            Vector128.Max(a.E.AsUInt64(), b.E.AsUInt64()).AsInt64(),
            Vector128.Max(a.F.AsUInt64(), b.F.AsUInt64()).AsInt64(),
            Vector128.Max(a.G.AsUInt64(), b.G.AsUInt64()).AsInt64(),
            Vector128.Max(a.H.AsUInt64(), b.H.AsUInt64()).AsInt64());
}
