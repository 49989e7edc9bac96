using Pico.Parsing;

namespace Pico.Examples.Interpreter.Syntax;

/// <summary>An expression as it is written.</summary>
/// <param name="Span">The token that messages about it name.</param>
internal abstract record LoxExpression(SourceSpan Span)
{
    internal sealed record Number(double Value, SourceSpan Span) : LoxExpression(Span);

    internal sealed record Text(string Value, SourceSpan Span) : LoxExpression(Span);

    internal sealed record Boolean(bool Value, SourceSpan Span) : LoxExpression(Span);

    internal sealed record Nil(SourceSpan Span) : LoxExpression(Span);

    internal sealed record Variable(LoxName Name) : LoxExpression(Name.Span);

    internal sealed record This(SourceSpan Span) : LoxExpression(Span);

    internal sealed record Super(LoxName Method, SourceSpan Span) : LoxExpression(Span);

    /// <summary>Parentheses: what stands in them cannot be assigned to.</summary>
    internal sealed record Group(LoxExpression Inner, SourceSpan Span) : LoxExpression(Span);

    internal sealed record Unary(LoxGrammar.TokenKind Operator, LoxExpression Operand, SourceSpan Span) : LoxExpression(Span);

    internal sealed record Binary(LoxExpression Left, LoxGrammar.TokenKind Operator, LoxExpression Right, SourceSpan Span) : LoxExpression(Span);

    /// <summary><c>and</c> and <c>or</c>.</summary>
    internal sealed record Logical(LoxExpression Left, bool IsAnd, LoxExpression Right, SourceSpan Span) : LoxExpression(Span);

    internal sealed record Assign(LoxName Name, LoxExpression Value) : LoxExpression(Name.Span);

    internal sealed record Get(LoxExpression Object, LoxName Property) : LoxExpression(Property.Span);

    internal sealed record Set(LoxExpression Object, LoxName Property, LoxExpression Value) : LoxExpression(Property.Span);

    /// <param name="Callee">What is called.</param>
    /// <param name="Arguments">The arguments.</param>
    /// <param name="Span">The closing parenthesis, whose line run-time errors name.</param>
    internal sealed record Call(LoxExpression Callee, LoxExpression[] Arguments, SourceSpan Span) : LoxExpression(Span);
}
