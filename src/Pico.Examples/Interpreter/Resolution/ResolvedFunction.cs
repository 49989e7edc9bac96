namespace Pico.Examples.Interpreter.Resolution;

/// <summary>A function: what its frame looks like, what it captures, and what it does.</summary>
/// <param name="Name">Its name; null for the script.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Arity">How many arguments it takes; they lie in slots 1 and up. Slot 0 is the receiver.</param>
internal sealed record ResolvedFunction(string? Name, FunctionKind Kind, int Arity)
{
    /// <summary>How many slots its frame has, the windows of its calls included.</summary>
    public int FrameSize { get; set; }

    /// <summary>The variables of functions around it that it uses: cells in slots of the one next to it, or what that one has captured itself.</summary>
    public IReadOnlyList<Capture> Captures { get; set; } = [];

    /// <summary>The slots of the receiver and parameters that inner functions use: they move into cells when a call begins.</summary>
    public IReadOnlyList<int> CapturedParameters { get; set; } = [];

    public IReadOnlyList<ResolvedStatement> Body { get; set; } = [];

    /// <summary>As the stack of calls names it.</summary>
    public string Description => Name is null ? "script" : Name + "()";

    public override string ToString() => Name is null ? "<script>" : $"<fn {Name}>";
}

/// <summary>A variable that a function captures.</summary>
/// <param name="IsLocal">Whether it is in a slot of the function around it; otherwise that one has captured it too.</param>
/// <param name="Index">The slot, or the index among the captured ones.</param>
internal readonly record struct Capture(bool IsLocal, int Index);

internal enum FunctionKind
{
    Script,
    Function,
    Method,
    Initializer,
}
