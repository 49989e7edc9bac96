using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Pico.Simd;

namespace Pico.Kernels;

/// <summary>
/// Copies pieces of operands into the order in which a micro-kernel reads them: <c>panel[p*width + line]</c>, where a line is
/// a row of A or a column of B and p runs along k. Lines that fill up the last sixteen of a panel read as zero.
/// </summary>
internal static unsafe class GemmPacking
{
    /// <summary>Micro-kernels read lines of B by so many.</summary>
    public const nint PaddedLines = 16;

    // Rows that lie pages apart are no stream that a processor would follow, so they are asked for that long before they are read.
    private const nint PrefetchedRows = 16;

    /// <summary>Packs <paramref name="lines"/> rows of A from (row, p), as float whatever they are in memory.</summary>
    public static void PackRows(in GemmOperand a, nint row, nint lines, nint p, nint depth, float* panel, nint width)
    {
        if (a.Narrow is null)
        {
            PackRows<GemmFloat, float>(a.At(row, p), a, lines, depth, panel, width);
        }
        else
        {
            PackRows<GemmBFloat16, BFloat16>(a.Narrow + a.Offset(row, p), a, lines, depth, panel, width);
        }
    }

    private static void PackRows<T, E>(E* source, in GemmOperand a, nint lines, nint depth, float* panel, nint width)
        where T : struct, IGemmElement<E>
        where E : unmanaged
    {
        if (a.Transposed)
        {
            Copy<T, E>(source, a.Stride, lines, depth, panel, width);
        }
        else
        {
            Interleave<T, E>(source, a.Stride, lines, depth, panel, width);
        }
    }

    /// <summary>Packs <paramref name="lines"/> columns of B from (p, column).</summary>
    public static void PackColumns(in GemmOperand b, nint p, nint column, nint lines, nint depth, float* panel, nint width) =>
        PackRows(b.Transpose(), column, lines, p, depth, panel, width);

    // Lines lie next to each other in memory.
    private static void Copy<T, E>(E* source, nint stride, nint lines, nint depth, float* panel, nint width)
        where T : struct, IGemmElement<E>
        where E : unmanaged
    {
        if (lines == 32 && width == 32)
        {
            for (; depth > 0; depth--, source += stride, panel += 32)
            {
                CacheLine.Prefetch(source + PrefetchedRows * stride);
                CacheLine.Prefetch(source + PrefetchedRows * stride + 16);
                for (nint line = 0; line < 32; line += 8)
                {
                    T.Load8(source + line).Store(panel + line);
                }
            }
        }
        else if (lines == 12 && width == 12)
        {
            for (; depth > 0; depth--, source += stride, panel += 12)
            {
                CacheLine.Prefetch(source + PrefetchedRows * stride);
                T.Load8(source).Store(panel);
                T.Load4(source + 8).Store(panel + 8);
            }
        }
        else
        {
            var padded = Padded(lines, width);
            for (; depth > 0; depth--, source += stride, panel += width)
            {
                nint line = 0;
                for (; line <= lines - 8; line += 8)
                {
                    T.Load8(source + line).Store(panel + line);
                }

                for (; line <= lines - 4; line += 4)
                {
                    T.Load4(source + line).Store(panel + line);
                }

                for (; line < lines; line++)
                {
                    panel[line] = T.Load(source + line);
                }

                for (; line < padded; line++)
                {
                    panel[line] = 0f;
                }
            }
        }
    }

    private static nint Padded(nint lines, nint width) => Math.Min(width, (lines + PaddedLines - 1) / PaddedLines * PaddedLines);

    // Each line is contiguous in memory.
    private static void Interleave<T, E>(E* source, nint stride, nint lines, nint depth, float* panel, nint width)
        where T : struct, IGemmElement<E>
        where E : unmanaged
    {
        Transpose<T, E>(source, stride, lines, depth, panel, width);
        var padded = Padded(lines, width);
        for (var line = lines; line < padded; line++)
        {
            for (nint p = 0; p < depth; p++)
            {
                panel[p * width + line] = 0f;
            }
        }
    }

    // Writes destination[p*width + line] = source[line*stride + p], in blocks that fit registers.
    private static void Transpose<T, E>(E* source, nint stride, nint lines, nint depth, float* destination, nint width)
        where T : struct, IGemmElement<E>
        where E : unmanaged
    {
        nint line = 0;
        if (Avx512F.IsSupported)
        {
            for (; line <= lines - 16; line += 16)
            {
                Interleave16<T, E>(source + line * stride, stride, depth, destination + line, width);
            }
        }

        if (Avx.IsSupported)
        {
            for (; line <= lines - 8; line += 8)
            {
                Interleave8<T, E>(source + line * stride, stride, depth, destination + line, width);
            }
        }

        for (; line <= lines - 4; line += 4)
        {
            Interleave4<T, E>(source + line * stride, stride, depth, destination + line, width);
        }

        for (; line < lines; line++)
        {
            var from = source + line * stride;
            for (nint p = 0; p < depth; p++)
            {
                destination[p * width + line] = T.Load(from + p);
            }
        }
    }

    private static void Interleave4<T, E>(E* source, nint stride, nint depth, float* panel, nint width)
        where T : struct, IGemmElement<E>
        where E : unmanaged
    {
        E* s0 = source, s1 = s0 + stride, s2 = s1 + stride, s3 = s2 + stride;
        nint p = 0;
        for (; p <= depth - 4; p += 4, panel += 4 * width)
        {
            Vector128<float> r0 = T.Load4(s0 + p), r1 = T.Load4(s1 + p), r2 = T.Load4(s2 + p), r3 = T.Load4(s3 + p);
            if (Sse.IsSupported)
            {
                Vector128<float> t0 = Sse.UnpackLow(r0, r1), t1 = Sse.UnpackLow(r2, r3), t2 = Sse.UnpackHigh(r0, r1), t3 = Sse.UnpackHigh(r2, r3);
                Sse.MoveLowToHigh(t0, t1).Store(panel);
                Sse.MoveHighToLow(t1, t0).Store(panel + width);
                Sse.MoveLowToHigh(t2, t3).Store(panel + 2 * width);
                Sse.MoveHighToLow(t3, t2).Store(panel + 3 * width);
            }
            else
            {
                for (var i = 0; i < 4; i++)
                {
                    Vector128.Create(r0[i], r1[i], r2[i], r3[i]).Store(panel + i * width);
                }
            }
        }

        for (; p < depth; p++, panel += width)
        {
            panel[0] = T.Load(s0 + p);
            panel[1] = T.Load(s1 + p);
            panel[2] = T.Load(s2 + p);
            panel[3] = T.Load(s3 + p);
        }
    }

    private static void Interleave8<T, E>(E* source, nint stride, nint depth, float* panel, nint width)
        where T : struct, IGemmElement<E>
        where E : unmanaged
    {
        E* s0 = source, s1 = s0 + stride, s2 = s1 + stride, s3 = s2 + stride;
        E* s4 = s3 + stride, s5 = s4 + stride, s6 = s5 + stride, s7 = s6 + stride;
        nint p = 0;
        for (; p <= depth - 8; p += 8, panel += 8 * width)
        {
            // Two rows of four columns at a time: the upper half of each register holds the row four lines further down.
            Vector256<float> a0 = Pair<T, E>(s0 + p, s4 + p), a1 = Pair<T, E>(s1 + p, s5 + p), a2 = Pair<T, E>(s2 + p, s6 + p), a3 = Pair<T, E>(s3 + p, s7 + p);
            Vector256<float> b0 = Pair<T, E>(s0 + p + 4, s4 + p + 4), b1 = Pair<T, E>(s1 + p + 4, s5 + p + 4), b2 = Pair<T, E>(s2 + p + 4, s6 + p + 4), b3 = Pair<T, E>(s3 + p + 4, s7 + p + 4);
            Transpose4(a0, a1, a2, a3, panel, width);
            Transpose4(b0, b1, b2, b3, panel + 4 * width, width);
        }

        for (; p < depth; p++, panel += width)
        {
            panel[0] = T.Load(s0 + p);
            panel[1] = T.Load(s1 + p);
            panel[2] = T.Load(s2 + p);
            panel[3] = T.Load(s3 + p);
            panel[4] = T.Load(s4 + p);
            panel[5] = T.Load(s5 + p);
            panel[6] = T.Load(s6 + p);
            panel[7] = T.Load(s7 + p);
        }
    }

    private static void Interleave16<T, E>(E* source, nint stride, nint depth, float* panel, nint width)
        where T : struct, IGemmElement<E>
        where E : unmanaged
    {
        E* s0 = source, s4 = s0 + 4 * stride, s8 = s4 + 4 * stride, s12 = s8 + 4 * stride;
        nint twice = 2 * stride, thrice = 3 * stride, p = 0;
        for (; p <= depth - 4; p += 4, panel += 4 * width)
        {
            // Four columns: each quarter of a register holds the line four further down, and is transposed by itself.
            var r0 = Four<T, E>(s0 + p, s4 + p, s8 + p, s12 + p);
            var r1 = Four<T, E>(s0 + stride + p, s4 + stride + p, s8 + stride + p, s12 + stride + p);
            var r2 = Four<T, E>(s0 + twice + p, s4 + twice + p, s8 + twice + p, s12 + twice + p);
            var r3 = Four<T, E>(s0 + thrice + p, s4 + thrice + p, s8 + thrice + p, s12 + thrice + p);
            VectorOperations512.TransposeQuarters(r0, r1, r2, r3, out r0, out r1, out r2, out r3);
            r0.Store(panel);
            r1.Store(panel + width);
            r2.Store(panel + 2 * width);
            r3.Store(panel + 3 * width);
        }

        for (; p < depth; p++, panel += width)
        {
            for (nint line = 0; line < 16; line++)
            {
                panel[line] = T.Load(source + line * stride + p);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Four<T, E>(E* a, E* b, E* c, E* d)
        where T : struct, IGemmElement<E>
        where E : unmanaged => Vector512.Create(Pair<T, E>(a, b), Pair<T, E>(c, d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Pair<T, E>(E* low, E* high)
        where T : struct, IGemmElement<E>
        where E : unmanaged => Vector256.Create(T.Load4(low), T.Load4(high));

    // A 4×4 transposition in each half.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose4(Vector256<float> r0, Vector256<float> r1, Vector256<float> r2, Vector256<float> r3, float* panel, nint width)
    {
        Vector256<float> t0 = Avx.UnpackLow(r0, r1), t1 = Avx.UnpackLow(r2, r3), t2 = Avx.UnpackHigh(r0, r1), t3 = Avx.UnpackHigh(r2, r3);
        Avx.UnpackLow(t0.AsDouble(), t1.AsDouble()).AsSingle().Store(panel);
        Avx.UnpackHigh(t0.AsDouble(), t1.AsDouble()).AsSingle().Store(panel + width);
        Avx.UnpackLow(t2.AsDouble(), t3.AsDouble()).AsSingle().Store(panel + 2 * width);
        Avx.UnpackHigh(t2.AsDouble(), t3.AsDouble()).AsSingle().Store(panel + 3 * width);
    }
}
