using System.Runtime.CompilerServices;

namespace Pico.Kernels;

/// <summary>
/// The micro-kernels of one vector width: tiles of C [rows, 32] += A [rows, k] · B [k, 32], both packed or where they lie. Every
/// element is one chain of fused multiply-adds in the order of k, so all widths, tile heights and splits of k agree bit for bit.
/// </summary>
internal static unsafe partial class GemmTile<T, V>
    where T : struct, IGemmVector<V>
    where V : struct
{
    private const nint Stride = GemmBlocking.PanelColumns; // of sums that wait

    /// <summary>Computes a tile of <paramref name="height"/> (1 or an even number up to 12) rows.</summary>
    /// <param name="height">Rows of the tile.</param>
    /// <param name="columns">
    /// Columns that matter, 1 to 32. Those that fill up the last sixteen are computed or left alone, as the width likes but for
    /// every height alike; those beyond are left alone, because a resumed tile may hold somebody else's sums there.
    /// </param>
    /// <param name="k">Products per sum.</param>
    /// <param name="a">The first element of A; all rows of the tile must exist.</param>
    /// <param name="aRow">Elements from one row of A to the next; 1 if it is packed.</param>
    /// <param name="aStep">Elements from one column of A to the next; the height if it is packed.</param>
    /// <param name="b">32 columns of B.</param>
    /// <param name="bStep">Elements from one row of B to the next.</param>
    /// <param name="sums">Where the sums come from and go.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // most tiles are whole, and on the way to their micro-kernel nine arguments would be handed on three times
    public static void Multiply(nint height, nint columns, nint k, float* a, nint aRow, nint aStep, float* b, nint bStep, in GemmTileSums sums)
    {
        if (T.Count == 16 && height == GemmBlocking.PanelRows && columns > T.Count)
        {
            Rows12<GemmRows2x2<T, V>>(k, a, aRow, aStep, b, bStep, sums);
        }
        else
        {
            MultiplyOther(height, columns, k, a, aRow, aStep, b, bStep, sums);
        }
    }

    private static void MultiplyOther(nint height, nint columns, nint k, float* a, nint aRow, nint aStep, float* b, nint bStep, in GemmTileSums sums)
    {
        if (height == 1 && T.Count == 16 && columns <= 16)
        {
            Rows1OneVector(k, a, aStep, b, bStep, sums);
        }
        else if (height == 1)
        {
            for (nint x = 0; x < columns; x += 2 * T.Count)
            {
                Rows1(k, a, aStep, b + x, bStep, sums.At(0, x));
            }
        }
        else if (T.Count < 16)
        {
            MultiplyNarrow(height, columns, k, a, aRow, aStep, b, bStep, sums);
        }
        else if (columns > T.Count)
        {
            MultiplyRows<GemmRows2x2<T, V>>(height, k, a, aRow, aStep, b, bStep, sums);
        }
        else
        {
            MultiplyRows<GemmRows2x1<T, V>>(height, k, a, aRow, aStep, b, bStep, sums);
        }
    }

    private static void MultiplyRows<R>(nint height, nint k, float* a, nint aRow, nint aStep, float* b, nint bStep, in GemmTileSums sums)
        where R : struct, IGemmRows<V>
    {
        switch (height)
        {
            case 12:
                Rows12<R>(k, a, aRow, aStep, b, bStep, sums);
                break;
            case 10:
                Rows10<R>(k, a, aRow, aStep, b, bStep, sums);
                break;
            case 8:
                Rows8<R>(k, a, aRow, aStep, b, bStep, sums);
                break;
            case 6:
                Rows6<R>(k, a, aRow, aStep, b, bStep, sums);
                break;
            case 4:
                Rows4<R>(k, a, aRow, aStep, b, bStep, sums);
                break;
            default:
                Rows2<R>(k, a, aRow, aStep, b, bStep, sums);
                break;
        }
    }

    // Sixteen registers hold six rows by two vectors.
    private static void MultiplyNarrow(nint height, nint columns, nint k, float* a, nint aRow, nint aStep, float* b, nint bStep, in GemmTileSums sums)
    {
        for (nint x = 0; x < columns; x += 2 * T.Count)
        {
            nint rows;
            for (nint row = 0; row < height; row += rows)
            {
                switch (height - row)
                {
                    case 12 or 10 or 6:
                        Rows6<GemmRows2x2<T, V>>(k, a + row * aRow, aRow, aStep, b + x, bStep, sums.At(row, x));
                        rows = 6;
                        break;
                    case 8 or 4:
                        Rows4<GemmRows2x2<T, V>>(k, a + row * aRow, aRow, aStep, b + x, bStep, sums.At(row, x));
                        rows = 4;
                        break;
                    default:
                        Rows2<GemmRows2x2<T, V>>(k, a + row * aRow, aRow, aStep, b + x, bStep, sums.At(row, x));
                        rows = 2;
                        break;
                }
            }
        }
    }

    /// <summary>One row of 128 columns: enough sums to hide the latency of a multiply-add, which 32 columns are not.</summary>
    /// <param name="k">Products per sum.</param>
    /// <param name="a">The row of A.</param>
    /// <param name="b">The first of four panels of 32 columns.</param>
    /// <param name="bStep">Elements from one row of a panel to the next.</param>
    /// <param name="bPanel">Elements from one panel to the next.</param>
    /// <param name="c">The sums, four tiles of one row, each <paramref name="cPanel"/> elements after the one before.</param>
    /// <param name="cPanel">Elements from one tile of sums to the next.</param>
    /// <param name="resume">Whether the sums go on from what <paramref name="c"/> holds.</param>
    public static void Row(nint k, float* a, float* b, nint bStep, nint bPanel, float* c, nint cPanel, bool resume)
    {
        for (nint x = 0; x < GemmBlocking.PanelColumns; x += 2 * T.Count)
        {
            V c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
            var t = c + x;
            if (resume)
            {
                c00 = T.Load(t);
                c01 = T.Load(t + T.Count);
                c10 = T.Load(t + cPanel);
                c11 = T.Load(t + cPanel + T.Count);
                c20 = T.Load(t + 2 * cPanel);
                c21 = T.Load(t + 2 * cPanel + T.Count);
                c30 = T.Load(t + 3 * cPanel);
                c31 = T.Load(t + 3 * cPanel + T.Count);
            }

            float* b0 = b + x, b1 = b0 + bPanel, b2 = b1 + bPanel, b3 = b2 + bPanel;
            for (nint p = 0; p < k; p++)
            {
                var y = T.Broadcast(a + p);
                c00 = T.MultiplyAdd(y, T.Load(b0), c00);
                c01 = T.MultiplyAdd(y, T.Load(b0 + T.Count), c01);
                c10 = T.MultiplyAdd(y, T.Load(b1), c10);
                c11 = T.MultiplyAdd(y, T.Load(b1 + T.Count), c11);
                c20 = T.MultiplyAdd(y, T.Load(b2), c20);
                c21 = T.MultiplyAdd(y, T.Load(b2 + T.Count), c21);
                c30 = T.MultiplyAdd(y, T.Load(b3), c30);
                c31 = T.MultiplyAdd(y, T.Load(b3 + T.Count), c31);
                b0 += bStep;
                b1 += bStep;
                b2 += bStep;
                b3 += bStep;
            }

            T.Store(t, c00);
            T.Store(t + T.Count, c01);
            T.Store(t + cPanel, c10);
            T.Store(t + cPanel + T.Count, c11);
            T.Store(t + 2 * cPanel, c20);
            T.Store(t + 2 * cPanel + T.Count, c21);
            T.Store(t + 3 * cPanel, c30);
            T.Store(t + 3 * cPanel + T.Count, c31);
        }
    }
}
