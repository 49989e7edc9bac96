namespace Pico;

/// <summary>
/// Declares an alternative of a nonterminal; the method makes its value of the values of the parts. Methods with one return type are
/// alternatives of one nonterminal, named as the type unless <see cref="Name"/> says otherwise.
/// </summary>
/// <remarks>
/// The production is EBNF: tokens and nonterminals by name, <c>'literals'</c>, sequences, <c>|</c>, <c>?</c>, <c>*</c>, <c>+</c>, groups,
/// <c>Item % ','</c> for a list with separators, <c>name:part</c> to hand a part to a parameter by name, <c>part &lt;message&gt;</c> for what to say when the part is missing.
/// docs/grammars.md has all of it.
/// </remarks>
/// <param name="production">The production.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class RuleAttribute(string production) : Attribute
{
    /// <summary>The production.</summary>
    public string Production { get; } = production;

    /// <summary>The nonterminal, where it is not named as the return type (or, for <c>void</c>, as the method).</summary>
    public string? Name { get; set; }

    /// <summary>What to say where the nonterminal is needed and none of its alternatives begins.</summary>
    public string? Expect { get; set; }
}
