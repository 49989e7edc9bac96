namespace Pico.Examples.Inspection;

/// <summary>A piece of C# text.</summary>
/// <param name="Text">The characters, as they stand in the source.</param>
/// <param name="Kind">What to show them as.</param>
internal readonly record struct CSharpToken(string Text, CSharpTokenKind Kind);

/// <summary>What a reader of C# tells apart by colour.</summary>
internal enum CSharpTokenKind
{
    /// <summary>Space, names of members and locals, punctuation.</summary>
    Plain,

    /// <summary>A line or block comment.</summary>
    Comment,

    /// <summary>A string or character, with its quotes.</summary>
    String,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A word of the language.</summary>
    Keyword,

    /// <summary>A name that starts with a capital: a type or a member.</summary>
    Name,

    /// <summary>A line that starts with #.</summary>
    Directive,
}
