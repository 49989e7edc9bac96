using System.Runtime.CompilerServices;
using Pico.Simd;

namespace Pico.Kernels;

/// <summary>Hands finished sums to the epilogue.</summary>
internal static unsafe class GemmFinish<S, F, I, TEpilogue>
    where S : struct, ISimd<F, I>
    where F : struct
    where I : struct
    where TEpilogue : unmanaged, IGemmEpilogue
{
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
