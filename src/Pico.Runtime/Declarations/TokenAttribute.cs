namespace Pico;

/// <summary>
/// Declares a token, named as the method. The method makes its value of the text (<c>ReadOnlySpan&lt;char&gt;</c> or, to read UTF-8 without
/// a detour, <c>ReadOnlySpan&lt;byte&gt;</c>); a <c>void</c> method declares a token without a value.
/// </summary>
/// <remarks>
/// The longest token wins; of equally long ones a literal of a rule, then the one declared first. docs/grammars.md has the regular expressions.
/// </remarks>
/// <param name="pattern">The regular expression.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class TokenAttribute(string pattern) : Attribute
{
    /// <summary>The regular expression.</summary>
    public string Pattern { get; } = pattern;

    /// <summary>
    /// The mode of the lexer in which the token is looked for; the empty one is where a text begins, and the literals of rules belong to it, except those that spell
    /// a token: <c>'='</c> is the token whose pattern is <c>=</c>, in its modes.
    /// </summary>
    public string Mode { get; set; } = "";

    /// <summary>The mode that begins behind the token.</summary>
    public string? Push { get; set; }

    /// <summary>Whether the mode ends with the token.</summary>
    public bool Pop { get; set; }
}
