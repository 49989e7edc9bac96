using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pico.Simd;

internal static unsafe partial class VectorOperations256
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<int> WidenUnsignedLower(Vector128<byte> values) => Avx2.IsSupported
        ? Avx2.ConvertToVector256Int32(values)
        : WidenUnsigned(Vector128.WidenLower(values).AsInt16());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<int> WidenUnsignedUpper(Vector128<byte> values) => Avx2.IsSupported
        ? Avx2.ConvertToVector256Int32(Sse2.ShiftRightLogical128BitLane(values, 8))
        : WidenUnsigned(Vector128.WidenUpper(values).AsInt16());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<int> WidenSignedLower(Vector128<byte> values) => Avx2.IsSupported
        ? Avx2.ConvertToVector256Int32(values.AsSByte())
        : WidenSigned(Vector128.WidenLower(values.AsSByte()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<int> WidenSignedUpper(Vector128<byte> values) => Avx2.IsSupported
        ? Avx2.ConvertToVector256Int32(Sse2.ShiftRightLogical128BitLane(values, 8).AsSByte())
        : WidenSigned(Vector128.WidenUpper(values.AsSByte()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<int> WidenUnsigned(Vector128<short> values) => Avx2.IsSupported
        ? Avx2.ConvertToVector256Int32(values.AsUInt16())
        : Vector256.Create(Vector128.WidenLower(values.AsUInt16()), Vector128.WidenUpper(values.AsUInt16())).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<int> WidenSigned(Vector128<short> values) => Avx2.IsSupported
        ? Avx2.ConvertToVector256Int32(values)
        : Vector256.Create(Vector128.WidenLower(values), Vector128.WidenUpper(values));

    /// <summary>The lowest byte of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> NarrowToBytes(Vector256<int> low, Vector256<int> high)
    {
        var shorts = Vector256.Narrow(low, high);
        return Vector128.Narrow(shorts.GetLower(), shorts.GetUpper()).AsByte();
    }
}
