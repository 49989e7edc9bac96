using System.Runtime.CompilerServices;
using Pico.Simd;

namespace Pico.Kernels;

/// <summary>What the passes of attention do with the rows of one head before and after they multiply.</summary>
internal static unsafe class AttentionLanes<S, F, I>
    where S : struct, ISimd<F, I>
    where F : struct
    where I : struct
{
    private const int Lanes = AttentionBlocking.Lanes;

    /// <summary>Rows of a head as a right operand: [rows/32][depth][32], multiplied by a factor. Rows that fill up the last sixteen read as zero.</summary>
    public static void Pack(GemmOperand head, nint first, nint count, nint depth, float factor, float* packed)
    {
        for (nint row = 0; row < count; row += Lanes, packed += Lanes * depth)
        {
            GemmPacking.PackRows(head, first + row, Math.Min(Lanes, count - row), 0, depth, packed, Lanes);
            if (factor != 1f)
            {
                Scale(packed, Lanes * depth, factor);
            }
        }
    }

    /// <summary>Up to sixteen elements of a row of a head.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static F Load(in GemmOperand head, nint row, nint column, int count)
    {
        if (head.Narrow is null)
        {
            var source = head.At(row, column);
            return count == 16 ? S.Load(source) : S.Load(source, count);
        }

        var narrow = head.Narrow + head.Offset(row, column);
        return count == 16 ? S.Load(narrow) : S.Load(narrow, count);
    }

    /// <summary>The inner product of a row of one head and the same row of another.</summary>
    public static float Product(in GemmOperand a, in GemmOperand b, nint row, nint depth)
    {
        var sum = S.Broadcast(0f);
        nint column = 0;
        if (a.HasFloatRows && b.HasFloatRows)
        {
            float* x = a.At(row, 0), y = b.At(row, 0);
            for (; column <= depth - 16; column += 16)
            {
                sum = S.FusedMultiplyAdd(S.Load(x + column), S.Load(y + column), sum);
            }
        }

        for (; column < depth; column += 16)
        {
            var count = (int)Math.Min(16, depth - column);
            sum = S.FusedMultiplyAdd(Load(a, row, column, count), Load(b, row, column, count), sum);
        }

        return S.Sum(sum);
    }

    /// <summary>Writes so many floats as a row of a head.</summary>
    public static void StoreRow(float* values, nint count, in GemmOperand head, nint row)
    {
        if (head.Narrow is null)
        {
            new ReadOnlySpan<float>(values, (int)count).CopyTo(new Span<float>(head.At(row, 0), (int)count));
            return;
        }

        var destination = head.Narrow + head.Offset(row, 0);
        nint x = 0;
        for (; x <= count - 16; x += 16)
        {
            S.Store(destination + x, S.Load(values + x));
        }

        if (x < count)
        {
            S.Store(destination + x, S.Load(values + x, (int)(count - x)), (int)(count - x));
        }
    }

    /// <summary>Writes sums [depth/32][32][32], each row multiplied by its factor, as rows of a head.</summary>
    /// <param name="sums">The sums.</param>
    /// <param name="count">How many rows, up to 32.</param>
    /// <param name="depth">The length of a row.</param>
    /// <param name="factors">The factor of the first row.</param>
    /// <param name="factorStep">Elements from one row's factor to the next: 1, or 0 if it is the same for all.</param>
    /// <param name="head">Where they go.</param>
    /// <param name="first">The head's row that the first becomes.</param>
    public static void StoreRows(float* sums, nint count, nint depth, float* factors, nint factorStep, in GemmOperand head, nint first)
    {
        for (nint block = 0; block < depth; block += Lanes, sums += Lanes * Lanes)
        {
            var columns = Math.Min(Lanes, depth - block);
            if (columns == Lanes && head.Narrow is null)
            {
                var destination = head.At(first, block);
                for (nint row = 0; row < count; row++, destination += head.Stride)
                {
                    var factor = S.Broadcast(factors[row * factorStep]);
                    S.Store(destination, S.Multiply(S.Load(sums + row * Lanes), factor));
                    S.Store(destination + 16, S.Multiply(S.Load(sums + row * Lanes + 16), factor));
                }

                continue;
            }

            for (nint row = 0; row < count; row++)
            {
                var factor = S.Broadcast(factors[row * factorStep]);
                for (nint x = 0; x < columns; x += 16)
                {
                    Store(head, first + row, block + x, S.Multiply(S.Load(sums + row * Lanes + x), factor), (int)Math.Min(16, columns - x));
                }
            }
        }
    }

    /// <summary>Writes up to sixteen elements of a row of a head.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(in GemmOperand head, nint row, nint column, F values, int count)
    {
        if (head.Narrow is null)
        {
            S.Store(head.At(row, column), values, count);
            return;
        }

        S.Store(head.Narrow + head.Offset(row, column), values, count);
    }

    /// <summary>Multiplies so many elements, a multiple of 16, by a factor.</summary>
    public static void Scale(float* values, nint count, float factor)
    {
        var factors = S.Broadcast(factor);
        for (nint i = 0; i < count; i += 16)
        {
            S.Store(values + i, S.Multiply(S.Load(values + i), factors));
        }
    }
}
