namespace Pico.Examples.Interpreter.Runtime;

/// <summary>Messages of run-time errors that both engines report, in the book's words.</summary>
internal static class LoxMessages
{
    public const string
        Number = "Operand must be a number.",
        Numbers = "Operands must be numbers.",
        Sum = "Operands must be two numbers or two strings.";

    public static string Undefined(string variable) => $"Undefined variable '{variable}'.";
}
