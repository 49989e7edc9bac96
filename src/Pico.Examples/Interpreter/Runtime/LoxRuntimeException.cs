namespace Pico.Examples.Interpreter.Runtime;

/// <summary>A run-time error on its way out of the program; programs cannot catch it.</summary>
/// <param name="message">What is wrong, in the book's words.</param>
/// <param name="site">Where.</param>
internal sealed class LoxRuntimeException(string message, CodeSite site) : Exception(message)
{
    public CodeSite Site => site;
}
