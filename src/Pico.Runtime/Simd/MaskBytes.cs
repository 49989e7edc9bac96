using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pico.Simd;

/// <summary>Sixteen booleans in memory: one byte each, in one vector of 128 bits.</summary>
internal static unsafe class MaskBytes
{
    internal static Vector128<byte> Load(bool* source, int count)
    {
        var bytes = stackalloc byte[16];
        for (var i = 0; i < 16; i++) bytes[i] = i < count ? ((byte*)source)[i] : (byte)0;
        return Vector128.Load(bytes);
    }

    internal static void Store(bool* destination, Vector128<byte> value, int count)
    {
        var bytes = stackalloc byte[16];
        value.Store(bytes);
        for (var i = 0; i < 16 && i < count; i++) ((byte*)destination)[i] = bytes[i];
    }

    /// <summary>The first eight bytes as integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<int> ExpandLower(Vector128<byte> bytes) => Expand(Vector128.WidenLower(bytes));

    /// <summary>The last eight bytes as integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<int> ExpandUpper(Vector128<byte> bytes) => Expand(Vector128.WidenUpper(bytes));

    /// <summary>One byte a lane, 1 where the mask is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> Compress(Vector256<int> low, Vector256<int> high)
    {
        var words = Vector256.Narrow(low, high);
        return Vector128.Narrow(words.GetLower(), words.GetUpper()).AsByte() & Vector128<byte>.One;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Expand(Vector128<ushort> words) =>
        Vector256.Create(Vector128.WidenLower(words), Vector128.WidenUpper(words)).AsInt32();
}
