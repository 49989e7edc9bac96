using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pico.Simd;

internal static unsafe partial class VectorOperations256
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<long> ShiftLeft(Vector256<long> a, Vector256<long> count) => Avx2.IsSupported
        ? Avx2.ShiftLeftLogicalVariable(a, Modulo64(count))
        : Vector256.Create(
            VectorOperations128.ShiftLeft(a.GetLower(), count.GetLower()),
            VectorOperations128.ShiftLeft(a.GetUpper(), count.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<long> ShiftRightUnsigned(Vector256<long> a, Vector256<long> count) => Avx2.IsSupported
        ? Avx2.ShiftRightLogicalVariable(a, Modulo64(count))
        : Vector256.Create(
            VectorOperations128.ShiftRightUnsigned(a.GetLower(), count.GetLower()),
            VectorOperations128.ShiftRightUnsigned(a.GetUpper(), count.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<long> ShiftRight(Vector256<long> a, Vector256<long> count)
    {
        // AVX2 shifts no sign into 64 bits: shift zeros in, then extend from where the sign bit went.
        var sign = ShiftRightUnsigned(Vector256.Create(long.MinValue), count);
        return (ShiftRightUnsigned(a, count) ^ sign) - sign;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Modulo64(Vector256<long> count) => (count & Vector256.Create(63L)).AsUInt64();
}
