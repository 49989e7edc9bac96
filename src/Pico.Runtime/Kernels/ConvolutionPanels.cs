namespace Pico.Kernels;

/// <summary>How filters, or the channels of a gradient, are cut into tiles: equal even heights up to twelve, filled up with zeros.</summary>
internal readonly struct ConvolutionPanels
{
    public ConvolutionPanels(nint rows)
    {
        Rows = rows;
        Height = GemmBlocking.Block(rows, GemmBlocking.PanelRows, 2);
        Count = GemmBlocking.Panels(rows, Height);
        Padded = (rows + 1) & ~(nint)1;
    }

    public nint Rows { get; }

    /// <summary>The height of all but the last.</summary>
    public nint Height { get; }

    public nint Count { get; }

    /// <summary>The sum of all heights.</summary>
    public nint Padded { get; }

    /// <summary>The rows of a panel that exist.</summary>
    public nint RowsOf(nint panel) => Math.Min(Height, Rows - panel * Height);

    /// <summary>The height of a panel's tile.</summary>
    public nint HeightOf(nint panel) => Math.Min(Height, Padded - panel * Height);
}
