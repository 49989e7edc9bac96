using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pico.Parsing;

/// <summary>
/// A set of ASCII characters, laid out for a search that classifies sixteen or more at once: byte n, of sixteen, belongs to
/// the characters whose low four bits are n, and its bit h tells of the one whose high bits are h. Two table look-ups by
/// nibble then answer for every lane (Langdale and Lemire, "Parsing Gigabytes of JSON per Second", 2019).
/// </summary>
/// <param name="low">Bytes 0 to 7.</param>
/// <param name="high">Bytes 8 to 15.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct AsciiSet(ulong low, ulong high)
{
    private readonly ulong low = low;
    private readonly ulong high = high;

    /// <summary>Whether a unit of text belongs to the set; what is not ASCII does not.</summary>
    /// <param name="unit">The unit, or -1 for the end of a text.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Contains(int unit) =>
        (uint)unit < 128 && ((low ^ ((low ^ high) & (ulong)-((unit >> 3) & 1L))) >> (((unit & 7) << 3) | (unit >> 4)) & 1) != 0; // a branch for the half could not be foreseen

    /// <summary>Whether it has few members.</summary>
    internal bool IsSmall
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => BitOperations.PopCount(low) + BitOperations.PopCount(high) <= 16;
    }

    /// <summary>Has a bit set in every lane whose byte belongs to the set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Vector128<byte> Members(Vector128<byte> units)
    {
        var columns = Vector128.ShuffleNative(Vector128.Create(low, high).AsByte(), units & Vector128.Create((byte)0x0F));
        var rows = Vector128.ShuffleNative(Vector128.Create(0x8040201008040201UL, 0).AsByte(), (units.AsUInt16() >>> 4).AsByte() & Vector128.Create((byte)0x0F));
        return columns & rows;
    }

    /// <summary>The same for twice as many; only where AVX2 is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Vector256<byte> Members(Vector256<byte> units)
    {
        var columns = Avx2.Shuffle(Vector256.Create(low, high, low, high).AsByte(), units & Vector256.Create((byte)0x0F));
        var rows = Avx2.Shuffle(
            Vector256.Create(0x8040201008040201UL, 0, 0x8040201008040201UL, 0).AsByte(),
            (units.AsUInt16() >>> 4).AsByte() & Vector256.Create((byte)0x0F));
        return columns & rows;
    }
}
