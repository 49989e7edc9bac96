namespace Pico;

/// <summary>
/// Marks a partial class as a grammar: its methods with <see cref="TokenAttribute"/> are tokens, those with <see cref="RuleAttribute"/>,
/// <see cref="PrefixAttribute"/>, <see cref="InfixAttribute"/> and <see cref="PostfixAttribute"/> are productions and what becomes of their parts.
/// The generator adds, for each entry <c>Expr</c>, <c>ParseExpr</c> over characters and over UTF-8 bytes.
/// </summary>
/// <remarks>A class that is not static keeps state between its methods; the generated methods are then members of its instances.</remarks>
/// <param name="entries">The nonterminals that a text may consist of; none means that of the first rule.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class GrammarAttribute(params string[] entries) : Attribute
{
    /// <summary>The nonterminals that a text may consist of.</summary>
    public string[] Entries { get; } = entries;

    /// <summary>Whether there is an <c>AcceptsExpr</c> for each entry, which tells whether a text is in the language and runs no method of the class.</summary>
    public bool Recognizer { get; set; }

    /// <summary>How deep productions may be nested before the text is rejected; <see cref="Parsing.ParseOptions"/> can say otherwise for one text.</summary>
    public int MaxDepth { get; set; } = 1000;
}
