using Pico.Simd;

namespace Pico.Kernels;

/// <summary>Copies rows of an image, as float, to where they lie further apart.</summary>
internal static unsafe class ConvolutionRows
{
    /// <summary>
    /// Copies rows in the order of memory, sixteen elements at a time: behind the end of a row up to fifteen zeros are written, where there are
    /// zeros anyway or the next row will be.
    /// </summary>
    /// <param name="source">Where they come from.</param>
    /// <param name="from">The first element.</param>
    /// <param name="distance">The elements from one row to the next.</param>
    /// <param name="target">Receives them, with fifteen elements to spare.</param>
    /// <param name="targetDistance">The elements from one row to the next.</param>
    /// <param name="rows">How many rows; nothing happens below 1.</param>
    /// <param name="count">The elements of a row; nothing happens below 1.</param>
    public static void Copy<S, F, I>(in ConvolutionOperand source, nint from, nint distance, float* target, nint targetDistance, nint rows, nint count)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        if (source.Narrow is not null)
        {
            Widen<S, F, I>(source.Narrow + from, distance, target, targetDistance, rows, count);
            return;
        }

        var row = source.Data + from;
        var whole = count & ~(nint)15;
        var rest = S.FirstLanes((int)(count - whole));
        for (; rows > 0; rows--, row += distance, target += targetDistance)
        {
            for (nint x = 0; x < whole; x += 16)
            {
                S.Store(target + x, S.Load(row + x));
            }

            if (whole < count)
            {
                S.Store(target + whole, S.LoadMasked(row + whole, rest));
            }
        }
    }

    private static void Widen<S, F, I>(BFloat16* row, nint distance, float* target, nint targetDistance, nint rows, nint count)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
    {
        var whole = count & ~(nint)15;
        for (; rows > 0; rows--, row += distance, target += targetDistance)
        {
            for (nint x = 0; x < whole; x += 16)
            {
                S.Store(target + x, S.Load(row + x));
            }

            if (whole < count)
            {
                S.Store(target + whole, S.Load(row + whole, (int)(count - whole)));
            }
        }
    }
}
