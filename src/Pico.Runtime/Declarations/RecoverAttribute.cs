namespace Pico;

/// <summary>
/// Says where a list of a nonterminal goes on after a mistake in one of its items. Without it a list goes on at the next token that can begin an item, separate two, or end the list.
/// </summary>
/// <param name="nonterminal">The nonterminal whose lists are meant.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class RecoverAttribute(string nonterminal) : Attribute
{
    /// <summary>The nonterminal whose lists are meant.</summary>
    public string Nonterminal { get; } = nonterminal;

    /// <summary>Tokens behind which an item may begin, as <c>';' | Newline</c>.</summary>
    public string After { get; set; } = "";

    /// <summary>Tokens with which an item may begin.</summary>
    public string Before { get; set; } = "";
}
