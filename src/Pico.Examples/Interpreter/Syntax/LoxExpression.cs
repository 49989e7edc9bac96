using Pico.Parsing;

namespace Pico.Examples.Interpreter.Syntax;

/// <summary>An expression as it is written.</summary>
/// <param name="Last">The token it ends with: the book's compiler has just read it when it writes the instruction, so run-time errors name its line.</param>
internal abstract record LoxExpression(SourceSpan Last)
{
    internal sealed record Number(double Value, SourceSpan Span) : LoxExpression(Span);

    internal sealed record Text(string Value, SourceSpan Span) : LoxExpression(Span);

    internal sealed record Boolean(bool Value, SourceSpan Span) : LoxExpression(Span);

    internal sealed record Nil(SourceSpan Span) : LoxExpression(Span);

    internal sealed record Variable(LoxName Name) : LoxExpression(Name.Span);

    internal sealed record This(SourceSpan Span) : LoxExpression(Span);

    internal sealed record Super(SourceSpan Keyword, LoxName Method) : LoxExpression(Method.Span);

    /// <summary>Parentheses: what stands in them cannot be assigned to.</summary>
    internal sealed record Group(LoxExpression Inner, SourceSpan Close) : LoxExpression(Close);

    internal sealed record Unary(LoxGrammar.TokenKind Operator, LoxExpression Operand) : LoxExpression(Operand.Last);

    internal sealed record Binary(LoxExpression Left, LoxGrammar.TokenKind Operator, LoxExpression Right) : LoxExpression(Right.Last);

    /// <summary><c>and</c> and <c>or</c>.</summary>
    internal sealed record Logical(LoxExpression Left, bool IsAnd, LoxExpression Right) : LoxExpression(Right.Last);

    internal sealed record Assign(LoxName Name, LoxExpression Value) : LoxExpression(Value.Last);

    internal sealed record Get(LoxExpression Object, LoxName Property) : LoxExpression(Property.Span);

    internal sealed record Set(LoxExpression Object, LoxName Property, LoxExpression Value) : LoxExpression(Value.Last);

    internal sealed record Call(LoxExpression Callee, LoxExpression[] Arguments, SourceSpan Close) : LoxExpression(Close);
}
