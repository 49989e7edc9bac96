using Pico.Examples.Interpreter.Runtime;

namespace Pico.Examples.Interpreter.Fast;

/// <summary>What a place of the program knows of the property that it names: the shape that it met last, and what the name meant there.</summary>
internal sealed class PropertyCache(string name, CodeSite site)
{
    /// <summary>The shape; null until the place has run.</summary>
    public LoxShape? Shape;

    /// <summary>The shape with the field, if it is this place that adds it.</summary>
    public LoxShape? Larger;

    /// <summary>Where the field lies.</summary>
    public int Index;

    /// <summary>The method, which takes as many arguments as the place has.</summary>
    public LoxClosure? Method;

    public string Name => name;

    public CodeSite Site => site;
}
