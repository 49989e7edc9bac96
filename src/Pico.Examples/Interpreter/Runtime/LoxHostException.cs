namespace Pico.Examples.Interpreter.Runtime;

/// <summary>What a function of the host throws to end the program with a run-time error at the place of the call.</summary>
/// <param name="message">What is wrong.</param>
internal sealed class LoxHostException(string message) : Exception(message);
