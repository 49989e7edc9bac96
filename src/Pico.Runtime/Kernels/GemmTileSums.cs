using System.Runtime.CompilerServices;

namespace Pico.Kernels;

/// <summary>Where the sums of a tile come from and where they go when a micro-kernel has added its products.</summary>
internal readonly unsafe struct GemmTileSums
{
    /// <summary>Sums that a later block of k goes on with, or null for those that start at zero.</summary>
    public readonly float* From;

    /// <summary>Elements from one row of these to the next.</summary>
    public readonly nint FromStride;

    /// <summary>What receives the sums.</summary>
    public readonly float* To;

    /// <summary>Elements from one row of it to the next.</summary>
    public readonly nint ToStride;

    /// <summary>Whether sums are added to what is there, as the last thing that happens to them.</summary>
    public readonly bool Adds;

    /// <summary>All of this.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public GemmTileSums(float* from, nint fromStride, float* to, nint toStride, bool adds)
    {
        From = from;
        FromStride = fromStride;
        To = to;
        ToStride = toStride;
        Adds = adds;
    }

    /// <summary>Sums [height][32] that stay where they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static GemmTileSums In(float* tile, bool resume) => new(resume ? tile : null, GemmBlocking.PanelColumns, tile, GemmBlocking.PanelColumns, false);

    /// <summary>Those from a row and a column of the tile on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public GemmTileSums At(nint row, nint column) =>
        new(From is null ? null : From + row * FromStride + column, FromStride, To + row * ToStride + column, ToStride, Adds);
}
