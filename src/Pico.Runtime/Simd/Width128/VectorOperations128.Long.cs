using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pico.Simd;

internal static unsafe partial class VectorOperations128
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<long> ShiftLeft(Vector128<long> a, Vector128<long> count)
    {
        if (Avx2.IsSupported) return Avx2.ShiftLeftLogicalVariable(a, (count & Vector128.Create(63L)).AsUInt64());

        return Vector128.Create(
            a.GetElement(0) << (int)count.GetElement(0),
            a.GetElement(1) << (int)count.GetElement(1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<long> ShiftRightUnsigned(Vector128<long> a, Vector128<long> count)
    {
        if (Avx2.IsSupported) return Avx2.ShiftRightLogicalVariable(a, (count & Vector128.Create(63L)).AsUInt64());

        return Vector128.Create(
            a.GetElement(0) >>> (int)count.GetElement(0),
            a.GetElement(1) >>> (int)count.GetElement(1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<long> ShiftRight(Vector128<long> a, Vector128<long> count)
    {
        // As at 256 bits: the sign is extended from where its bit went.
        var sign = ShiftRightUnsigned(Vector128.Create(long.MinValue), count);
        return (ShiftRightUnsigned(a, count) ^ sign) - sign;
    }
}
