using Pico.Parsing;

namespace Pico.Examples.Interpreter.Syntax;

/// <summary>A statement or declaration as it is written.</summary>
internal abstract record LoxStatement
{
    internal sealed record Expression(LoxExpression Value) : LoxStatement;

    internal sealed record Print(LoxExpression Value) : LoxStatement;

    internal sealed record Var(LoxName Name, LoxExpression? Initializer) : LoxStatement;

    internal sealed record Block(LoxStatement[] Statements) : LoxStatement;

    internal sealed record If(LoxExpression Condition, LoxStatement Then, LoxStatement? Else) : LoxStatement;

    internal sealed record While(LoxExpression Condition, LoxStatement Body) : LoxStatement;

    internal sealed record For(SourceSpan Keyword, LoxStatement? Initializer, LoxExpression? Condition, LoxExpression? Increment, LoxStatement Body) : LoxStatement;

    internal sealed record Return(LoxExpression? Value, SourceSpan Span) : LoxStatement;

    internal sealed record Function(LoxFunction Declaration) : LoxStatement;

    internal sealed record Class(LoxName Name, LoxName? Superclass, LoxFunction[] Methods) : LoxStatement;
}

/// <summary>A function or method as it is written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">The names of its parameters.</param>
/// <param name="Body">Its statements.</param>
/// <param name="End">The closing brace.</param>
internal sealed record LoxFunction(LoxName Name, LoxName[] Parameters, LoxStatement[] Body, SourceSpan End);
