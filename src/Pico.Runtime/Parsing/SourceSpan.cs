namespace Pico.Parsing;

/// <summary>A part of a source text, in its own units: UTF-16 units of a <see cref="char"/> text, bytes of a UTF-8 text.</summary>
/// <param name="Start">The index of the first unit.</param>
/// <param name="Length">How many units.</param>
public readonly record struct SourceSpan(int Start, int Length)
{
    /// <summary>The index after the last unit.</summary>
    public int End => Start + Length;
}
