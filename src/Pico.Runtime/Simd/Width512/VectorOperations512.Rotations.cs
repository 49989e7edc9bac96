using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pico.Simd;

// Counts are taken modulo the size of a lane, by the instruction as by the shifts.
internal static unsafe partial class VectorOperations512
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<int> RotateLeft(Vector512<int> a, Vector512<int> count) => Avx512F.IsSupported
        ? Avx512F.RotateLeftVariable(a, count.AsUInt32())
        : ShiftLeft(a, count) | ShiftRightUnsigned(a, -count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<long> RotateLeft(Vector512<long> a, Vector512<long> count) => Avx512F.IsSupported
        ? Avx512F.RotateLeftVariable(a, count.AsUInt64())
        : ShiftLeft(a, count) | ShiftRightUnsigned(a, -count);
}
