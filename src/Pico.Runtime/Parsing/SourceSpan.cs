namespace Pico.Parsing;

/// <summary>A stretch of a text, in the units that were parsed: UTF-16 code units, or bytes of UTF-8.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">How long it is; 0 at the end of the text.</param>
public readonly record struct SourceSpan(int Start, int Length)
{
    /// <summary>Where it ends.</summary>
    public int End => Start + Length;
}
