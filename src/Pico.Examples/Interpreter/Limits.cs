namespace Pico.Examples.Interpreter;

/// <summary>What the book's implementation allows, as far as programs can tell.</summary>
internal static class Limits
{
    /// <summary>The most arguments of a call, and parameters of a function.</summary>
    public const int Arguments = 255;

    /// <summary>The most locals of a function, and variables that it captures.</summary>
    public const int Locals = 256;
}
