using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pico.Parsing;

/// <summary>A text that generated scanners read: UTF-16 or UTF-8, through one interface that costs neither.</summary>
/// <typeparam name="TUnit">The unit of text: <see cref="char"/> or <see cref="byte"/>.</typeparam>
/// <remarks>
/// UTF-8 that is not valid is no text: the reader ends before the first byte that is wrong, and <see cref="InvalidOffset"/>
/// tells where. A surrogate without its partner is tolerated in UTF-16 and is a code point of its own.
/// </remarks>
public readonly ref partial struct SourceReader<TUnit>
    where TUnit : unmanaged
{
    private readonly ref TUnit first; // in place of a span, whose two fields inside this struct would not be kept in registers
    private readonly int length;
    private readonly int invalidOffset;

    /// <summary>A reader of a text; of bytes the valid beginning.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="NotSupportedException"><typeparamref name="TUnit"/> is neither <see cref="char"/> nor <see cref="byte"/>.</exception>
    public SourceReader(ReadOnlySpan<TUnit> text)
    {
        if (typeof(TUnit) != typeof(byte) && typeof(TUnit) != typeof(char))
            throw new NotSupportedException($"A text consists of char or byte, not of {typeof(TUnit).Name}.");

        first = ref MemoryMarshal.GetReference(text);
        length = text.Length;
        invalidOffset = -1;
        if (typeof(TUnit) == typeof(byte) && Utf8Text.ValidPrefix(MemoryMarshal.AsBytes(text)) is var valid && valid < length)
        {
            length = invalidOffset = valid;
        }
    }

    /// <summary>How many units there are; no more than the valid ones.</summary>
    public int Length => length;

    /// <summary>The index of the first byte that is not valid UTF-8, or -1.</summary>
    public int InvalidOffset => invalidOffset;

    /// <summary>The whole text.</summary>
    public ReadOnlySpan<TUnit> Text => MemoryMarshal.CreateReadOnlySpan(ref first, length);

    /// <summary>The value of a unit, or -1 beyond the ends of the text.</summary>
    /// <param name="index">The index of the unit.</param>
    public int this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (uint)index < (uint)length ? AsciiSearch.Unit(Unsafe.Add(ref first, index)) : -1;
    }

    /// <summary>The code point that begins at an index.</summary>
    /// <param name="index">The index of its first unit, inside the text.</param>
    /// <param name="units">How many units it has.</param>
    public int CodePoint(int index, out int units)
    {
        var unit = this[index];
        if (typeof(TUnit) == typeof(char))
        {
            var isPair = unit is >= 0xD800 and <= 0xDBFF && this[index + 1] is >= 0xDC00 and <= 0xDFFF;
            units = isPair ? 2 : 1;
            return isPair ? char.ConvertToUtf32((char)unit, (char)this[index + 1]) : unit;
        }

        units = CodePointLength(index);
        return units switch // the text is valid, so the bytes that follow are there and need no check
        {
            1 => unit,
            2 => ((unit & 0x1F) << 6) | (this[index + 1] & 0x3F),
            3 => ((unit & 0x0F) << 12) | ((this[index + 1] & 0x3F) << 6) | (this[index + 2] & 0x3F),
            _ => ((unit & 0x07) << 18) | ((this[index + 1] & 0x3F) << 12) | ((this[index + 2] & 0x3F) << 6) | (this[index + 3] & 0x3F),
        };
    }

    /// <summary>How many units the code point has that begins at an index.</summary>
    /// <param name="index">The index of its first unit, inside the text.</param>
    public int CodePointLength(int index)
    {
        var unit = this[index];
        return typeof(TUnit) == typeof(byte)
            ? (unit < 0x80 ? 1 : unit < 0xE0 ? 2 : unit < 0xF0 ? 3 : 4)
            : (unit is >= 0xD800 and <= 0xDBFF && this[index + 1] is >= 0xDC00 and <= 0xDFFF ? 2 : 1);
    }

    /// <summary>The index of the first unit, from a position on, that is not in a set, or the length of the text.</summary>
    /// <param name="position">Where to begin, inside the text or at its end.</param>
    /// <param name="set">What to pass over.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int SkipWhile(int position, AsciiSet set) => Skip(position, set, beyond: 0);

    /// <summary>The index of the first unit, from a position on, that is ASCII and not in a set, or the length of the text.</summary>
    /// <param name="position">Where to begin, inside the text or at its end.</param>
    /// <param name="set">What to pass over besides everything that is not ASCII.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int SkipWhileOrBeyondAscii(int position, AsciiSet set) => Skip(position, set, beyond: 0x80);

    /// <remarks>
    /// Runs are short, as a rule, and most end within sixteen units, for which no call is made. One of few characters, blanks say, often has no unit at
    /// all, which a comparison tells; of others the first unit tells nothing.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Skip(int position, AsciiSet set, byte beyond)
    {
        if (set.IsSmall && beyond == 0 && !set.Contains(this[position]))
        {
            return position;
        }

        if (Vector128.IsHardwareAccelerated && position <= length - Vector128<byte>.Count)
        {
            var outside = AsciiSearch.Outside(ref Unsafe.Add(ref first, position), set, beyond);
            if (outside != 0)
            {
                return position + BitOperations.TrailingZeroCount(outside);
            }

            position += Vector128<byte>.Count;
        }

        return AsciiSearch.SkipWhile(Text, position, set, beyond);
    }
}
