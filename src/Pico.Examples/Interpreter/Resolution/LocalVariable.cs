namespace Pico.Examples.Interpreter.Resolution;

/// <summary>A local variable.</summary>
internal sealed class LocalVariable(string name, int slot, int depth)
{
    public string Name => name;

    public int Slot => slot;

    public int Depth => depth;

    /// <summary>Whether its initializer is complete.</summary>
    public bool IsReady { get; set; }

    /// <summary>Whether an inner function uses it.</summary>
    public bool IsCaptured { get; set; }
}
