namespace Pico.Generators.Grammars;

/// <summary>What is wrong with a pattern, and where in it.</summary>
/// <param name="Offset">The index of the first character of what is wrong.</param>
/// <param name="Length">How many characters; 0 only at the end of the pattern.</param>
/// <param name="Message">What is wrong and what to do.</param>
internal sealed record RegexError(int Offset, int Length, string Message);
