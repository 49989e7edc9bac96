using System.Runtime.CompilerServices;
using Pico.Simd;

namespace Pico.Kernels;

/// <summary>
/// Where a product hands finished sums: an epilogue, known by its address and by the functions that were made for its type. So only
/// these are compiled for each epilogue, and the products once for all. What a <see cref="GemmTarget"/> can say needs not even them: micro-kernels do it.
/// </summary>
internal readonly unsafe struct GemmFinish
{
    private readonly void* epilogue;
    private readonly delegate*<void*, float*, nint, nint, nint, nint, void> store;
    private readonly delegate*<void*, float*, nint, nint, nint, void> storeTransposed;
    private readonly delegate*<void*, nint, nint, nint, nint, void> prefetch;
    private readonly GemmTarget target;

    private GemmFinish(
        void* epilogue,
        delegate*<void*, float*, nint, nint, nint, nint, void> store,
        delegate*<void*, float*, nint, nint, nint, void> storeTransposed,
        delegate*<void*, nint, nint, nint, nint, void> prefetch,
        GemmTarget target)
    {
        this.epilogue = epilogue;
        this.store = store;
        this.storeTransposed = storeTransposed;
        this.prefetch = prefetch;
        this.target = target;
    }

    /// <summary>The sums go to an epilogue, which must stay where it is until the product is done.</summary>
    public static GemmFinish By<S, F, I, TEpilogue>(TEpilogue* epilogue)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
        where TEpilogue : unmanaged, IGemmEpilogue =>
        new(
            epilogue,
            &Store<S, F, I, TEpilogue>,
            &StoreTransposed<S, F, I, TEpilogue>,
            TEpilogue.Prefetches ? &Prefetch<TEpilogue> : null,
            epilogue->Target);

    /// <summary>Whether a micro-kernel can finish a tile by itself: whole vectors of all its rows, and an end that is a target's.</summary>
    /// <param name="rows">Rows of the tile.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="row">Its first row in the product.</param>
    /// <param name="column">Its first column.</param>
    /// <param name="sums">Sums that would stay in a tile; they go where they belong instead, and <see cref="Store"/> is not needed.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // in every tile
    public bool Takes(nint rows, nint columns, nint row, nint column, ref GemmTileSums sums)
    {
        if (target.C is null || columns % 16 != 0 || rows != GemmBlocking.Height(rows))
        {
            return false;
        }

        var place = row * target.Stride + column;
        sums.To = target.C + place;
        sums.Stride = target.Stride;
        sums.Bias = target.Bias is null ? null : target.Bias + column;
        sums.Rectifies = target.Rectifies;
        sums.Factor = target.Factor is null ? null : target.Factor + place;
        sums.Addend = target.Addend is null ? null : target.Addend + place;
        return true;
    }

    /// <summary>Hands a tile of sums [rows, 32] over, which starts at (row, column) of the product.</summary>
    public void Store(float* sums, nint rows, nint columns, nint row, nint column) => store(epilogue, sums, rows, columns, row, column);

    /// <summary>Hands a tile of the transposed product over: sums [columns, 32] whose columns are rows of the product.</summary>
    public void StoreTransposed(float* sums, nint rows, nint columns, nint row) => storeTransposed(epilogue, sums, rows, columns, row);

    /// <summary>Asks for what the epilogue will load of a tile.</summary>
    public void Prefetch(nint rows, nint columns, nint row, nint column)
    {
        if (prefetch is not null)
        {
            prefetch(epilogue, rows, columns, row, column);
        }
    }

    private static void Prefetch<TEpilogue>(void* epilogue, nint rows, nint columns, nint row, nint column)
        where TEpilogue : unmanaged, IGemmEpilogue
    {
        var copy = *(TEpilogue*)epilogue;
        for (nint i = 0; i < rows; i++)
        {
            for (nint x = 0; x < columns; x += 16)
            {
                copy.Prefetch(row + i, column + x);
            }
        }
    }

    private static void Store<S, F, I, TEpilogue>(void* epilogue, float* sums, nint rows, nint columns, nint row, nint column)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
        where TEpilogue : unmanaged, IGemmEpilogue
    {
        var copy = *(TEpilogue*)epilogue; // its pointers then stay in registers
        var whole = columns & ~(nint)15;
        for (nint i = 0; i < rows; i++)
        {
            // One call, not two: an epilogue may be long and is inlined.
            for (nint x = 0; x < whole; x += 16)
            {
                copy.Store<S, F, I>(S.Load(sums + i * GemmBlocking.PanelColumns + x), row + i, column + x);
            }
        }

        if (whole < columns)
        {
            StoreRest<S, F, I, TEpilogue>(epilogue, sums + whole, rows, (int)(columns - whole), row, column + whole);
        }
    }

    // By itself, because most products have no incomplete piece and then never compile it.
    private static void StoreRest<S, F, I, TEpilogue>(void* epilogue, float* sums, nint rows, int count, nint row, nint column)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
        where TEpilogue : unmanaged, IGemmEpilogue
    {
        var copy = *(TEpilogue*)epilogue;
        for (nint i = 0; i < rows; i++)
        {
            copy.Store<S, F, I>(S.Load(sums + i * GemmBlocking.PanelColumns), row + i, column, count);
        }
    }

    [SkipLocalsInit]
    private static void StoreTransposed<S, F, I, TEpilogue>(void* epilogue, float* sums, nint rows, nint columns, nint row)
        where S : struct, ISimd<F, I>
        where F : struct
        where I : struct
        where TEpilogue : unmanaged, IGemmEpilogue
    {
        var copy = *(TEpilogue*)epilogue;
        if (columns == 1)
        {
            // A vector that was just written number by number would have to be waited for.
            for (nint i = 0; i < rows; i++)
            {
                copy.Store<S, F, I>(S.Broadcast(sums[i]), row + i, 0, 1);
            }

            return;
        }

        var piece = stackalloc float[16];
        for (nint i = 0; i < rows; i++)
        {
            for (nint j = 0; j < columns; j++)
            {
                piece[j] = sums[j * GemmBlocking.PanelColumns + i];
            }

            copy.Store<S, F, I>(S.Load(piece), row + i, 0, (int)columns);
        }
    }
}
