namespace Pico.Examples.Interpreter;

/// <summary>What the book's implementation allows, as far as programs can tell.</summary>
internal static class Limits
{
    /// <summary>The most arguments of a call, and parameters of a function.</summary>
    public const int Arguments = 255;

    /// <summary>The most locals of a function, its receiver among them, and variables that it captures.</summary>
    public const int Locals = 256;

    /// <summary>
    /// How deep expressions and statements may be nested; a chain of operators such as <c>a + b + c</c> is nested to its left. The book sets no limit; ours keeps a program
    /// from ending the stack of whoever compiles or runs it.
    /// </summary>
    public const int Nesting = 1000;

    /// <summary>The most characters of a string.</summary>
    public const int Text = 1 << 28;
}
