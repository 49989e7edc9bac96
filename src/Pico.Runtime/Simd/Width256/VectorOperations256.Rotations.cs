using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pico.Simd;

// Counts are taken modulo the size of a lane, by the instruction as by the shifts.
internal static unsafe partial class VectorOperations256
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<int> RotateLeft(Vector256<int> a, Vector256<int> count) => Avx512F.VL.IsSupported
        ? Avx512F.VL.RotateLeftVariable(a, count.AsUInt32())
        : ShiftLeft(a, count) | ShiftRightUnsigned(a, -count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<long> RotateLeft(Vector256<long> a, Vector256<long> count) => Avx512F.VL.IsSupported
        ? Avx512F.VL.RotateLeftVariable(a, count.AsUInt64())
        : ShiftLeft(a, count) | ShiftRightUnsigned(a, -count);
}
