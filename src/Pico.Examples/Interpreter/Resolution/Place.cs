namespace Pico.Examples.Interpreter.Resolution;

/// <summary>Where a variable lives. Whether a local one needs a cell is known only when its whole function has been resolved.</summary>
internal sealed class Place
{
    private readonly LocalVariable? local;
    private readonly PlaceKind kind;
    private readonly int index;

    public Place(LocalVariable local)
    {
        this.local = local;
        Name = local.Name;
    }

    public Place(PlaceKind kind, int index, string name)
    {
        this.kind = kind;
        this.index = index;
        Name = name;
    }

    public PlaceKind Kind => local is null ? kind : local.IsCaptured ? PlaceKind.Cell : PlaceKind.Local;

    public int Index => local?.Slot ?? index;

    public string Name { get; }

    public override string ToString() => $"{Name}@{Kind.ToString().ToLowerInvariant()}{Index}";
}

internal enum PlaceKind
{
    /// <summary>A slot of the frame.</summary>
    Local,

    /// <summary>A cell that a slot of the frame refers to, because inner functions use the variable too.</summary>
    Cell,

    /// <summary>A cell that the function has captured.</summary>
    Captured,

    /// <summary>A global variable.</summary>
    Global,
}
