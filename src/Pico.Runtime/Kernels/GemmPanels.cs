using System.Runtime.CompilerServices;

namespace Pico.Kernels;

/// <summary>
/// One operand of a product, block by block: lines (rows of A or columns of B) in panels of equal width, either copied into
/// the order in which a micro-kernel reads them or read where they lie. Only a last panel of which a micro-kernel would read more lines
/// than there are is always copied.
/// </summary>
internal unsafe struct GemmPanels
{
    // Lines that lie next to each other are copied by stretches of all panels, because a cache brings whole rows of memory; a piece of
    // work is some stretches.
    private const nint StretchDepth = 4;
    private const nint PieceDepth = 8 * StretchDepth;

    private GemmOperand lines;  // line i is row i of this operand
    private nint width;         // lines of a panel
    private bool isPadded;      // whether an incomplete panel is as wide as the others
    private bool inPlace;
    private float* packed;      // [panels][blockDepth][width]
    private nint blockDepth;

    private nint first;         // the block at hand
    private nint count;
    private nint p;
    private nint depth;

    /// <summary>The rows of A, in panels of twelve; an incomplete one is as wide as its tile is high.</summary>
    /// <param name="a">The operand.</param>
    /// <param name="inPlace">Whether to read it where it lies, if it is float; bfloat16 is widened as it is packed.</param>
    /// <param name="packed">Memory for all panels of a block.</param>
    /// <param name="blockDepth">The largest depth of a block.</param>
    public static GemmPanels OfRows(GemmOperand a, bool inPlace, float* packed, nint blockDepth) =>
        new() { lines = a, width = GemmBlocking.PanelRows, inPlace = inPlace && a.Narrow is null, packed = packed, blockDepth = blockDepth };

    /// <summary>The columns of B, in panels of 32; otherwise the same.</summary>
    public static GemmPanels OfColumns(GemmOperand b, bool inPlace, float* packed, nint blockDepth) =>
        new() { lines = b.Transpose(), width = GemmBlocking.PanelColumns, isPadded = true, inPlace = inPlace && b.Narrow is null, packed = packed, blockDepth = blockDepth };

    /// <summary>The panels of the block at hand.</summary>
    public nint Count { get; private set; }

    /// <summary>
    /// Whether the operand is read in place and each p has cache lines of its own there: far apart, so that no processor foresees them.
    /// </summary>
    public readonly bool LiesAcross => inPlace && lines.Transposed;

    /// <summary>The pieces that packing of the block at hand is cut into; each may run on a thread of its own.</summary>
    public readonly nint PackChunks =>
        inPlace ? (IsWhole(Size(Count - 1)) ? 0 : 1) : lines.Transposed ? GemmBlocking.Panels(depth, PieceDepth) : Count;

    /// <summary>Turns to a block of lines and of k.</summary>
    public void MoveTo(nint first, nint count, nint p, nint depth)
    {
        (this.first, this.count, this.p, this.depth) = (first, count, p, depth);
        Count = width == GemmBlocking.PanelRows ? GemmBlocking.Panels(count, GemmBlocking.PanelRows) : GemmBlocking.Panels(count, GemmBlocking.PanelColumns);
    }

    /// <summary>Turns to a block and packs all of it that is not read where it lies.</summary>
    public void Take(nint first, nint count, nint p, nint depth)
    {
        MoveTo(first, count, p, depth);
        for (nint chunk = 0; chunk < PackChunks; chunk++)
        {
            Pack(chunk);
        }
    }

    /// <summary>Some panels of the block at hand by themselves; what is not read where it lies is packed into memory of the caller's.</summary>
    public readonly GemmPanels Part(nint panel, nint panels, float* memory)
    {
        var part = this;
        part.packed = memory;
        part.Take(first + panel * width, Math.Min(panels * width, count - panel * width), p, depth);
        return part;
    }

    /// <summary>Packs a piece of the block at hand.</summary>
    public readonly void Pack(nint chunk)
    {
        if (inPlace)
        {
            PackPanel(Count - 1, 0, depth);
        }
        else if (lines.Transposed)
        {
            var end = Math.Min((chunk + 1) * PieceDepth, depth);
            for (var start = chunk * PieceDepth; start < end; start += StretchDepth)
            {
                for (nint panel = 0; panel < Count; panel++)
                {
                    PackPanel(panel, start, Math.Min(StretchDepth, end - start));
                }
            }
        }
        else
        {
            PackPanel(chunk, 0, depth);
        }
    }

    /// <summary>A panel as the micro-kernel reads it.</summary>
    /// <param name="panel">Its number within the block.</param>
    /// <param name="line">Elements from one line to the next.</param>
    /// <param name="step">Elements from one p to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // in every tile
    public readonly float* At(nint panel, out nint line, out nint step)
    {
        var size = Size(panel);
        if (inPlace && IsWhole(size))
        {
            (line, step) = lines.Transposed ? ((nint)1, lines.Stride) : (lines.Stride, (nint)1);
            return lines.At(first + panel * width, p);
        }

        (line, step) = (1, Width(size));
        return Packed(panel);
    }

    /// <summary>
    /// What a micro-kernel can ask for while it computes another tile, one cache line with each product: of an operand that lies across the lines of
    /// a panel's products, with one of its elements (a panel of rows is narrower than a cache line, and the one before asks for its first); of one
    /// whose lines follow each other in memory the panel from its beginning on, which ends before the products do. Null if it is packed, or not there.
    /// </summary>
    /// <param name="panel">Its number within the block; across, those after the last are the next block's of k, if there is one.</param>
    /// <param name="element">One of its elements, or the last if there are fewer.</param>
    /// <param name="isLast">Whether there are no further blocks of k.</param>
    /// <param name="step">Elements from one cache line to the next.</param>
    public readonly float* Ahead(nint panel, nint element, bool isLast, out nint step)
    {
        var isNext = panel >= Count;
        if (LiesAcross && !(isNext && isLast))
        {
            step = lines.Stride;
            var (at, start) = isNext ? (panel - Count, p + depth) : (panel, p);
            return lines.At(first + at * width + Math.Min(element, Size(at) - 1), start);
        }

        step = CacheLine.Floats;
        return inPlace && !lines.Transposed && !isNext && lines.Stride <= 2 * depth ? lines.At(first + panel * width, p) : null;
    }

    /// <summary>The lines of a panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly nint Size(nint panel) => Math.Min(width, count - panel * width);

    // Whether micro-kernels read no lines beyond so many.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool IsWhole(nint size) => isPadded ? size % GemmPacking.PaddedLines == 0 : size == GemmBlocking.Height(size);

    private readonly nint Width(nint size) => isPadded ? width : GemmBlocking.Height(size);

    private readonly void PackPanel(nint panel, nint start, nint length)
    {
        var size = Size(panel);
        var panelWidth = Width(size);
        GemmPacking.PackRows(lines, first + panel * width, size, p + start, length, Packed(panel) + start * panelWidth, panelWidth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly float* Packed(nint panel) => packed + panel * width * blockDepth;
}
