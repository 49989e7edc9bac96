namespace Pico.Models;

/// <summary>
/// A traced call of an entry point (<see cref="ModelWorkspace.TraceNonFinite"/>) gave a result or a gradient that is NaN or infinite. The message is one line that
/// names where it began.
/// </summary>
/// <param name="message">The line.</param>
/// <param name="operation">The number of the operation that made it first, as the eager run counts them; -1 where it began outside of the call.</param>
/// <param name="source">The user's expression of that operation; empty where it began outside of the call.</param>
/// <param name="isBackward">Whether its gradient made it, not its value.</param>
public sealed class NonFiniteException(string message, int operation, string source, bool isBackward) : ArithmeticException(message)
{
    /// <summary>The number of the operation that made it first, as the eager run counts them; -1 where it began outside of the call.</summary>
    public int Operation { get; } = operation;

    /// <summary>The user's expression of that operation; empty where it began outside of the call.</summary>
    public string Expression { get; } = source;

    /// <summary>Whether its gradient made it, not its value.</summary>
    public bool IsBackward { get; } = isBackward;
}
