namespace Pico;

/// <summary>Declares text between tokens that the parser never sees: blanks, comments; with <see cref="Error"/>, text that is wrong wherever it stands.</summary>
/// <param name="pattern">The regular expression.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class SkipAttribute(string pattern) : Attribute
{
    /// <summary>The regular expression.</summary>
    public string Pattern { get; } = pattern;

    /// <summary>The mode of the lexer in which it is looked for.</summary>
    public string Mode { get; set; } = "";

    /// <summary>The mode that begins behind it.</summary>
    public string? Push { get; set; }

    /// <summary>Whether the mode ends with it.</summary>
    public bool Pop { get; set; }

    /// <summary>The message with which such a text is reported before it is skipped.</summary>
    public string? Error { get; set; }
}
