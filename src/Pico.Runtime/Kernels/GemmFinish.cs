using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Pico.Simd;

namespace Pico.Kernels;

/// <summary>What every way to multiply shares: the micro-kernels of a width, and handing finished sums to the epilogue.</summary>
internal static unsafe class GemmFinish<S, F, I, TEpilogue>
    where S : struct, ISimd<F, I>
    where F : struct
    where I : struct
    where TEpilogue : unmanaged, IGemmEpilogue
{
    /// <summary>See <see cref="GemmTile{T, V}.Multiply"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyTile(nint height, nint columns, nint k, float* a, float* b, nint bStep, float* c, bool resume)
    {
        if (S.Width == 512)
        {
            GemmTile<GemmVector512, Vector512<float>>.Multiply(height, columns, k, a, b, bStep, c, resume);
        }
        else if (S.Width == 256)
        {
            GemmTile<GemmVector256, Vector256<float>>.Multiply(height, columns, k, a, b, bStep, c, resume);
        }
        else if (S.Width == 128)
        {
            GemmTile<GemmVector128, Vector128<float>>.Multiply(height, columns, k, a, b, bStep, c, resume);
        }
        else
        {
            GemmTile<GemmVectorScalar, float>.Multiply(height, columns, k, a, b, bStep, c, resume);
        }
    }

    /// <summary>See <see cref="GemmTile{T, V}.Row"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyRow(nint k, float* a, float* b, nint bStep, nint bPanel, float* c, nint cPanel, bool resume)
    {
        if (S.Width == 512)
        {
            GemmTile<GemmVector512, Vector512<float>>.Row(k, a, b, bStep, bPanel, c, cPanel, resume);
        }
        else if (S.Width == 256)
        {
            GemmTile<GemmVector256, Vector256<float>>.Row(k, a, b, bStep, bPanel, c, cPanel, resume);
        }
        else if (S.Width == 128)
        {
            GemmTile<GemmVector128, Vector128<float>>.Row(k, a, b, bStep, bPanel, c, cPanel, resume);
        }
        else
        {
            GemmTile<GemmVectorScalar, float>.Row(k, a, b, bStep, bPanel, c, cPanel, resume);
        }
    }

    /// <summary>Hands a tile of sums [rows, 32] over, which starts at (row, column) of the product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ref TEpilogue epilogue, float* sums, nint rows, nint columns, nint row, nint column)
    {
        for (nint i = 0; i < rows; i++, sums += GemmBlocking.PanelColumns)
        {
            // Two calls, not four: an epilogue may be long and is inlined into each.
            for (nint x = 0; x < columns; x += 16)
            {
                if (columns - x >= 16)
                {
                    epilogue.Store<S, F, I>(S.Load(sums + x), row + i, column + x);
                }
                else
                {
                    epilogue.Store<S, F, I>(S.Load(sums + x), row + i, column + x, (int)(columns - x));
                }
            }
        }
    }

    /// <summary>Hands a tile of the transposed product over: sums [columns, 32] whose columns are rows of the product.</summary>
    public static void StoreTransposed(ref TEpilogue epilogue, float* sums, nint rows, nint columns, nint row)
    {
        var piece = stackalloc float[16];
        for (nint i = 0; i < rows; i++)
        {
            for (nint j = 0; j < columns; j++)
            {
                piece[j] = sums[j * GemmBlocking.PanelColumns + i];
            }

            epilogue.Store<S, F, I>(S.Load(piece), row + i, 0, (int)columns);
        }
    }
}
