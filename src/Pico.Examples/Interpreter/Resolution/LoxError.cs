namespace Pico.Examples.Interpreter.Resolution;

/// <summary>A compile error, as the book's implementation prints it.</summary>
/// <param name="Line">The line.</param>
/// <param name="Where"><c> at 'x'</c>, <c> at end</c>, or nothing for errors of the scanner.</param>
/// <param name="Message">What is wrong.</param>
internal sealed record LoxError(int Line, string Where, string Message)
{
    public override string ToString() => $"[line {Line}] Error{Where}: {Message}";
}
