namespace Pico;

/// <summary>
/// Declares a prefix operator of the nonterminal that is the method's return type. The method receives the operand and, if it wants it, the operator's <c>Token</c>.
/// </summary>
/// <param name="operator">The operator's text; or, with quotes or names of tokens, a production that stands in front of the operand.</param>
/// <param name="precedence">How tightly it binds; larger is tighter.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class PrefixAttribute(string @operator, int precedence) : Attribute
{
    /// <summary>The operator.</summary>
    public string Operator { get; } = @operator;

    /// <summary>How tightly it binds.</summary>
    public int Precedence { get; } = precedence;

    /// <summary>The nonterminal, where it is not named as the return type.</summary>
    public string? Name { get; set; }
}

/// <summary>
/// Declares a binary operator of the nonterminal that is the method's return type. The method receives both operands and, between them, if it wants it, the operator's <c>Token</c>.
/// </summary>
/// <param name="operator">The operator's text; or, with quotes or names of tokens, a production that stands between the operands (<c>'?' Expr ':'</c>).</param>
/// <param name="precedence">How tightly it binds; larger is tighter.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class InfixAttribute(string @operator, int precedence) : Attribute
{
    /// <summary>The operator.</summary>
    public string Operator { get; } = @operator;

    /// <summary>How tightly it binds.</summary>
    public int Precedence { get; } = precedence;

    /// <summary>To which side operators of this precedence are grouped.</summary>
    public Associativity Associativity { get; set; }

    /// <summary>The nonterminal, where it is not named as the return type.</summary>
    public string? Name { get; set; }
}

/// <summary>
/// Declares a postfix operator of the nonterminal that is the method's return type: a call, an index, a member. The method receives the operand and the parts of the production.
/// </summary>
/// <param name="operator">The operator's text; or, with quotes or names of tokens, a production that stands behind the operand (<c>'[' Expr ']'</c>).</param>
/// <param name="precedence">How tightly it binds; larger is tighter.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class PostfixAttribute(string @operator, int precedence) : Attribute
{
    /// <summary>The operator.</summary>
    public string Operator { get; } = @operator;

    /// <summary>How tightly it binds.</summary>
    public int Precedence { get; } = precedence;

    /// <summary>The nonterminal, where it is not named as the return type.</summary>
    public string? Name { get; set; }
}

/// <summary>How a row of operators of one precedence is grouped.</summary>
public enum Associativity
{
    /// <summary><c>a - b - c</c> is <c>(a - b) - c</c>.</summary>
    Left,

    /// <summary><c>a = b = c</c> is <c>a = (b = c)</c>.</summary>
    Right,

    /// <summary><c>a &lt; b &lt; c</c> is an error.</summary>
    None,
}
