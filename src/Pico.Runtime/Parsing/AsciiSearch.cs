using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pico.Parsing;

/// <summary>
/// Finds the end of a run of characters out of a set. The units are bytes or UTF-16 units; the latter are narrowed first, and
/// whatever does not fit a byte becomes 0xFF, which is no more ASCII than it was.
/// </summary>
internal static class AsciiSearch
{
    /// <summary>The index of the first unit, from a position on, that is not in the run, or the length of the text.</summary>
    /// <typeparam name="TUnit"><see cref="char"/> or <see cref="byte"/>.</typeparam>
    /// <param name="text">The text.</param>
    /// <param name="position">Where to begin.</param>
    /// <param name="set">The ASCII characters of the run.</param>
    /// <param name="beyond">0x80 if everything beyond ASCII belongs to the run, else 0.</param>
    /// <remarks>Long runs are rare: inlined, they would push out of a scanner what is not.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int SkipWhile<TUnit>(ReadOnlySpan<TUnit> text, int position, AsciiSet set, byte beyond)
        where TUnit : unmanaged =>
        Avx2.IsSupported ? SkipWhile256(text, position, set, beyond)
        : Vector128.IsHardwareAccelerated ? SkipWhile128(text, position, set, beyond)
        : SkipWhileScalar(text, position, set, beyond);

    /// <summary>One by one: what the others must agree with, and how they finish.</summary>
    internal static int SkipWhileScalar<TUnit>(ReadOnlySpan<TUnit> text, int position, AsciiSet set, byte beyond)
        where TUnit : unmanaged
    {
        while (position < text.Length && Unit(text[position]) is var unit && (set.Contains(unit) || (beyond != 0 && unit > 0x7F)))
        {
            position++;
        }

        return position;
    }

    internal static int SkipWhile128<TUnit>(ReadOnlySpan<TUnit> text, int position, AsciiSet set, byte beyond)
        where TUnit : unmanaged
    {
        ref var start = ref MemoryMarshal.GetReference(text);
        for (; position <= text.Length - Vector128<byte>.Count; position += Vector128<byte>.Count)
        {
            var outside = Outside(ref Unsafe.Add(ref start, position), set, beyond);
            if (outside != 0)
            {
                return position + BitOperations.TrailingZeroCount(outside);
            }
        }

        return SkipWhileScalar(text, position, set, beyond);
    }

    internal static int SkipWhile256<TUnit>(ReadOnlySpan<TUnit> text, int position, AsciiSet set, byte beyond)
        where TUnit : unmanaged
    {
        ref var start = ref MemoryMarshal.GetReference(text);
        for (; position <= text.Length - Vector256<byte>.Count; position += Vector256<byte>.Count)
        {
            var units = Load256(ref Unsafe.Add(ref start, position));
            var members = set.Members(units) | (units & Vector256.Create(beyond));
            var outside = Vector256.Equals(members, Vector256<byte>.Zero).ExtractMostSignificantBits();
            if (outside != 0)
            {
                return position + BitOperations.TrailingZeroCount(outside);
            }
        }

        return SkipWhile128(text, position, set, beyond);
    }

    /// <summary>Of sixteen units a bit for each that is not in the run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Outside<TUnit>(ref TUnit start, AsciiSet set, byte beyond)
        where TUnit : unmanaged
    {
        var units = Load128(ref start);
        var members = set.Members(units) | (units & Vector128.Create(beyond));
        return Vector128.Equals(members, Vector128<byte>.Zero).ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Unit<TUnit>(TUnit unit)
        where TUnit : unmanaged => typeof(TUnit) == typeof(byte) ? Unsafe.BitCast<TUnit, byte>(unit) : Unsafe.BitCast<TUnit, char>(unit);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Load128<TUnit>(ref TUnit start)
        where TUnit : unmanaged
    {
        if (typeof(TUnit) == typeof(byte))
        {
            return Vector128.LoadUnsafe(ref Unsafe.As<TUnit, byte>(ref start));
        }

        ref var units = ref Unsafe.As<TUnit, ushort>(ref start);
        return Vector128.NarrowWithSaturation(Vector128.LoadUnsafe(ref units), Vector128.LoadUnsafe(ref units, (nuint)Vector128<ushort>.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Load256<TUnit>(ref TUnit start)
        where TUnit : unmanaged
    {
        if (typeof(TUnit) == typeof(byte))
        {
            return Vector256.LoadUnsafe(ref Unsafe.As<TUnit, byte>(ref start));
        }

        ref var units = ref Unsafe.As<TUnit, ushort>(ref start);
        return Vector256.NarrowWithSaturation(Vector256.LoadUnsafe(ref units), Vector256.LoadUnsafe(ref units, (nuint)Vector256<ushort>.Count));
    }
}
