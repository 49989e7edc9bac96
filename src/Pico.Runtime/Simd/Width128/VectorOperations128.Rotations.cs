using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pico.Simd;

// Counts are taken modulo the size of a lane, by the instruction as by the shifts.
internal static partial class VectorOperations128
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<int> RotateLeft(Vector128<int> a, Vector128<int> count) => Avx512F.VL.IsSupported
        ? Avx512F.VL.RotateLeftVariable(a, count.AsUInt32())
        : ShiftLeft(a, count) | ShiftRightUnsigned(a, -count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<long> RotateLeft(Vector128<long> a, Vector128<long> count) => Avx512F.VL.IsSupported
        ? Avx512F.VL.RotateLeftVariable(a, count.AsUInt64())
        : ShiftLeft(a, count) | ShiftRightUnsigned(a, -count);
}
